"""What goes wrong on a cluster loses nothing, leaves nothing wrong, and is said."""

import re
import shutil
import signal
import subprocess

import accounting
import pytest
import slurm
from runs import PATIENCE, POINT, SLURM_PROFILE, Run, filled_in, jobs_of, running_jobs
from ways import DATASET, ON_SLURM, ON_THE_CLUSTER

from helpers.workspace import SMOKE, checkout

TARGET = (DATASET, *ON_SLURM, "--group-components", "points=1")  # two jobs at a time


@pytest.fixture
def run(cluster, workspace):
    """A run of which at least one job is at work."""
    started = Run(workspace, *TARGET)
    started.wait_for_a_job()
    yield started
    if started.process.poll() is None:
        started.kill()


@pytest.fixture
def is_intact(workspace, local):
    """Whether a file is that of a run without faults, to the last byte."""
    return lambda file, where=workspace: (where.path / file).read_bytes() == (local.path / file).read_bytes()


def test_jobs_of_a_node_that_goes_down_move_to_the_other_node(run, workspace, is_intact):
    (job, *_) = running_jobs(workspace)
    gone = slurm.node_of(job)
    slurm.kill_node(gone)
    try:
        run.finish()
    finally:
        slurm.start_node(gone)
    starts = [start for start in jobs_of(workspace) if start["JobID"] == job]
    (other,) = set(slurm.NODES) - {gone}
    assert [(start["State"], start["NodeList"]) for start in starts] == [("NODE_FAIL", gone), ("COMPLETED", other)]
    assert {job["State"] for job in jobs_of(workspace)} == {"NODE_FAIL", "COMPLETED"}
    assert is_intact(DATASET)


def test_a_node_that_comes_back_takes_jobs_again(run, workspace, is_intact):
    """All nodes go down: jobs wait until one is there."""
    for node in slurm.NODES:
        slurm.kill_node(node)
    for node in slurm.NODES:
        slurm.start_node(node)
    run.finish()
    assert {job["State"] for job in jobs_of(workspace)} == {"NODE_FAIL", "COMPLETED"}
    assert is_intact(DATASET)


@pytest.mark.parametrize(
    ("mine", "said"),
    [
        (accounting.ACCOUNT, "slurm_account = 'nobody': is not there, or not for you. Remedy: write lab."),
        (slurm.PARTITION, "slurm_partition = 'nobody': is not there, or not for you. Remedy: write points or short."),
    ],
    ids=["account", "partition"],
)
def test_an_account_or_a_partition_that_is_not_there_is_refused(cluster, workspace, mine, said):
    """Before any job: the plugin waits for ever for a group of jobs that it could not submit."""
    workspace.edit(SLURM_PROFILE, f"{mine}\n", "nobody\n")
    refused = workspace.snakemake(POINT, *ON_SLURM, *SMOKE, check=False)
    assert refused.returncode != 0
    assert said in refused.stdout
    assert jobs_of(workspace) == []


def test_jobs_go_to_the_account_and_the_partition_of_the_profile(runs):
    """The default partition is another one."""
    for way, (workspace, end) in runs.items():
        if way in ON_THE_CLUSTER:
            end.result()
            found = {(job["Account"], job["Partition"]) for job in jobs_of(workspace)}
            assert found == {(accounting.ACCOUNT, slurm.PARTITION)}


@pytest.fixture(scope="session")
def starving(cluster, tmp_path_factory):
    """A run whose job asks for too little memory: less than Snakemake alone takes. Other tests go on meanwhile.

    It asks accounting for the states of its jobs.
    """
    workspace = filled_in(checkout(tmp_path_factory.mktemp("starving") / "checkout"))
    workspace.edit("scripts/sparse_lowrank/planning/resources.py", "SNAKEMAKE_MB = 270", "SNAKEMAKE_MB = -100")
    return Run(workspace, POINT, *ON_SLURM, "--slurm-status-command", "sacct", "--retries", "4")


@pytest.fixture(scope="session")
def hanging(cluster, tmp_path_factory):
    """A run whose job hangs, as on a file system that does not answer. Other tests go on meanwhile."""
    workspace = filled_in(checkout(tmp_path_factory.mktemp("hanging") / "checkout"))
    workspace.smoke(POINT.replace("spectra", "networks", 1))
    run = Run(workspace, POINT, *ON_SLURM)
    run.wait_for_a_job()
    slurm.wait_for(lambda: any(map(slurm.processes_of, running_jobs(workspace))))
    for process in slurm.processes_of(*running_jobs(workspace)):
        process.send_signal(signal.SIGSTOP)
    return run


class Disk:
    """A small disk of its own for the results of a checkout."""

    def __init__(self, workspace):
        self.workspace, self.folder = workspace, workspace.path / "results"
        self.folder.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", self.folder], check=True)

    def fill(self):
        (self.folder / "something else").write_bytes(bytes(shutil.disk_usage(self.folder).free))

    def make_room(self):
        (self.folder / "something else").unlink()

    def make_read_only(self):
        subprocess.run(["mount", "-o", "remount,ro", self.folder], check=True)

    def make_writable(self):
        subprocess.run(["mount", "-o", "remount,rw", self.folder], check=True)

    def remove(self):
        subprocess.run(["umount", self.folder], check=True)


@pytest.fixture(scope="session")
def unwritable(cluster, tmp_path_factory):
    """Runs whose results go to a disk that is full, and to one that is read-only. Other tests go on meanwhile."""
    disks, runs = [], []
    try:
        for spoil in (Disk.fill, Disk.make_read_only):
            disks.append(Disk(filled_in(checkout(tmp_path_factory.mktemp("disk") / "checkout"))))
            spoil(disks[-1])
            runs.append(Run(disks[-1].workspace, POINT, *ON_SLURM, "--retries", "0"))
        yield disks, runs
    finally:
        for disk in disks:
            disk.remove()


@pytest.mark.usefixtures("hanging", "starving", "unwritable", "runs", "stored")  # which go on beside the next tests
def test_a_job_cancelled_by_hand_is_submitted_again(run, workspace, is_intact):
    (cancelled, *_) = running_jobs(workspace)
    node = slurm.node_of(cancelled)
    slurm.run("scancel", cancelled)
    assert f"JOB {cancelled} ON {node} CANCELLED" in run.finish()
    assert sorted(job["State"].split()[0] for job in jobs_of(workspace)) == ["CANCELLED", "COMPLETED", "COMPLETED"]
    assert is_intact(DATASET)


def test_after_kill_9_of_snakemake_the_same_command_goes_on(run, workspace, is_intact):
    """The jobs that it left behind are cancelled first, by the name of the run."""
    run.kill()
    assert running_jobs(workspace)
    refused = workspace.snakemake(*TARGET, *SMOKE, check=False)
    assert refused.returncode != 0
    assert "--unlock" in refused.stdout
    slurm.run("scancel", f"--name={run.id()}")
    workspace.snakemake("--unlock", *SMOKE)
    workspace.snakemake(*TARGET, *SMOKE)
    assert is_intact(DATASET)


def test_after_a_disk_that_cannot_be_written_the_same_command_goes_on(unwritable, is_intact):
    """The message names what is wrong with the disk."""
    (full, read_only), runs = unwritable
    for run, reason in zip(runs, ("No space left on device", "Read-only file system"), strict=True):
        assert run.process.wait(timeout=PATIENCE) != 0
        assert reason in run.output.read_text()
        assert not (run.workspace.path / POINT).exists()
    full.make_room()
    read_only.make_writable()
    for run in [Run(disk.workspace, POINT, *ON_SLURM) for disk in (full, read_only)]:
        run.finish()
        assert is_intact(POINT, run.workspace)


def test_a_job_over_its_memory_is_run_again_with_more(starving, is_intact):
    output = starving.finish()
    jobs = jobs_of(starving.workspace)
    # Memory is looked at once a second. At the first attempt Snakemake alone, which starts for seconds, is over it; at
    # later ones the job may end before it is seen.
    *failed, last = (job["State"] for job in jobs)
    assert (set(failed), last) == ({"FAILED"}, "COMPLETED")
    asked = [re.search(r"mem=\w+", job["ReqTRES"])[0] for job in jobs]
    assert asked == ["mem=100M", "mem=200M", "mem=300M", "mem=400M", "mem=500M"][: len(jobs)]
    assert "memory limit" in output
    assert is_intact(POINT, starving.workspace)


def test_a_job_over_its_time_is_run_again_with_more(hanging, is_intact):
    output = hanging.finish()
    attempts = [(job["State"], job["TimelimitRaw"]) for job in jobs_of(hanging.workspace)]
    assert attempts == [("TIMEOUT", "1"), ("COMPLETED", "2")]
    assert "DUE TO TIME LIMIT" in output
    assert is_intact(POINT, hanging.workspace)
