"""Runs of Snakemake on the cluster as a user would start them, and what SLURM and the files tell of them."""

import os
import re
import signal
import subprocess

import accounting
import slurm

from helpers.workspace import SMOKE, user_environment

SLURM_PROFILE = "workflow/profiles/slurm/config.yaml"
GENERIC_PROFILE = "workflow/profiles/cluster-generic/config.yaml"
FOLDERS = ["figures", *(f"results/smoke/{stage}" for stage in ("spectra", "dynamics", "datasets", "claims"))]
PATIENCE = 600  # seconds that a test waits for what takes one minute on an idle machine
POINT = "results/smoke/spectra/fig2_spectra/n_units=100~sparsity=0.5~variance=16~covariance=1.44.nc"  # one of them


def filled_in(workspace):
    """The checkout, with its user's account and partition in both profiles."""
    workspace.edit(SLURM_PROFILE, "your_account", accounting.ACCOUNT)
    workspace.edit(SLURM_PROFILE, "your_partition", slurm.PARTITION)
    mine = f"sbatch --account={accounting.ACCOUNT} --partition={slurm.PARTITION} --parsable"
    workspace.edit(GENERIC_PROFILE, "sbatch --parsable", mine)
    return workspace


class Run:
    """A run of Snakemake that goes on while a test does something to it."""

    def __init__(self, workspace, *arguments, **variables):
        self.workspace = workspace
        self.output = workspace.path.parent / "output.txt"
        with open(self.output, "w") as output:
            self.process = subprocess.Popen(
                workspace.command(*arguments, *SMOKE),
                cwd=workspace.path,
                env=user_environment() | variables,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def id(self):
        """The name that all its jobs bear, as it says."""
        return re.search(r"SLURM run ID: (\S+)", self.output.read_text())[1]

    def wait_for_a_job(self):
        """Wait until SLURM runs one of its jobs: which takes minutes on a loaded machine."""
        slurm.wait_for(lambda: self.process.poll() is not None or running_jobs(self.workspace), seconds=PATIENCE)
        assert self.process.poll() is None, self.output.read_text()

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def finish(self):
        """What it printed, once it has succeeded."""
        assert self.process.wait(timeout=PATIENCE) == 0, self.output.read_text()
        return self.output.read_text()


def jobs_of(workspace):
    """The jobs of a workspace in SLURM's accounting, in the order in which they ended."""
    return [job for job in slurm.accounted_jobs() if job["WorkDir"] == str(workspace.path)]


def running_jobs(workspace):
    """The ids of the jobs of a workspace that are at work."""
    rows = slurm.run("squeue", "--noheader", "--states=RUNNING", "--format=%i %Z").splitlines()
    return [row.split()[0] for row in rows if row.split()[1] == str(workspace.path)]


def contents(workspace):
    """The bytes of every file that a run has made, but for what tells the time: logs, run times, sidecars."""
    results = [path for folder in FOLDERS for path in (workspace.path / folder).rglob("*.*") if path.is_file()]
    return {str(path.relative_to(workspace.path)): path.read_bytes() for path in results if path.suffixes != [".json"]}
