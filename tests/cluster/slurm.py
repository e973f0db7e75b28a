"""A real SLURM of one node on loopback, for the tests: installed where missing, started by hand, stopped for good.

    python tests/cluster/slurm.py install    # Debian's packages; as root
    python tests/cluster/slurm.py start      # then sbatch, squeue and scancel work
    python tests/cluster/slurm.py stop

No systemd, no accounting, a munge of its own. A SLURM that is already configured on the machine is left alone.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psutil

PACKAGES = ("munge", "slurmctld", "slurmd", "slurm-client")
PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scancel")
CONFIGURATION = Path("/etc/slurm/slurm.conf")  # its default place: jobs lose SLURM_CONF
STATE = Path("/run/slurm-of-tests")
SEARCH_PATH = os.environ["PATH"] + ":/usr/sbin:/sbin"
CPUS = 4  # whatever there are: the tests wait more than they compute
FIRST_LINE = "# Written by tests/cluster/slurm.py, which removes it again."

# Memory is enforced by polling once a second, since a container may lack cgroups; a job takes no CPU but its own.
TEMPLATE = """{first_line}
ClusterName=tests
SlurmctldHost=localhost(127.0.0.1)
SlurmUser=root
AuthInfo=socket={state}/munge.socket,cred_expire=5
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=1
JobAcctGatherParams=OverMemoryKill
JobCompType=jobcomp/filetxt
JobCompLoc={state}/jobs.txt
StateSaveLocation={state}/controller
SlurmdSpoolDir={state}/node
SlurmctldPidFile={state}/slurmctld.pid
SlurmdPidFile={state}/slurmd.pid
SlurmctldLogFile={state}/slurmctld.log
SlurmdLogFile={state}/slurmd.log
SlurmdParameters=config_overrides
KillWait=2
SchedulerParameters=bf_interval=1,sched_interval=2
ReturnToService=2
NodeName=localhost NodeAddr=127.0.0.1 CPUs={cpus} RealMemory={memory}
PartitionName=tests Nodes=localhost Default=YES MaxTime=INFINITE
"""


class Refusal(Exception):
    """Why no SLURM can be had here, and the remedy."""


def install():
    """Install what is missing."""
    if not missing():
        return
    remedy = f"Remedy: as root, apt-get install {' '.join(PACKAGES)}, or what your distribution calls them."
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Refusal(f"not installed: {', '.join(missing())}; to install them takes root and apt-get. {remedy}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *PACKAGES]):
        done = subprocess.run(["apt-get", "-qq", *command], env=environment, capture_output=True, text=True)
        if done.returncode != 0:
            raise Refusal(f"apt-get {command[0]} failed: {done.stderr.strip()} {remedy}")


def missing():
    """The programs that are not there."""
    return [program for program in PROGRAMS if not shutil.which(program, path=SEARCH_PATH)]


def start():
    """Start munged, slurmctld and slurmd, and wait until the node takes jobs."""
    if missing() or os.geteuid() != 0:
        raise Refusal(f"a SLURM of one's own takes root and {', '.join(PROGRAMS)}. Remedy: make test-slurm, as root.")
    refuse_where_there_is_another()
    stop()
    for folder in ("controller", "node"):
        (STATE / folder).mkdir(parents=True)
    key = STATE / "munge.key"
    key.touch(mode=0o600)
    key.write_bytes(os.urandom(128))
    CONFIGURATION.parent.mkdir(exist_ok=True)
    CONFIGURATION.write_text(
        TEMPLATE.format(
            first_line=FIRST_LINE, state=STATE, cpus=CPUS, memory=psutil.virtual_memory().total // 2**20 - 500
        )
    )
    files = {"key-file": "munge.key", "socket": "munge.socket", "pid-file": "munged.pid"}
    files |= {"log-file": "munged.log", "seed-file": "munged.seed"}
    run("munged", *(f"--{option}={STATE / name}" for option, name in files.items()))
    run("slurmctld")
    start_node()


def refuse_where_there_is_another():
    """Leave a SLURM alone that this module has not configured."""
    remedy = "Remedy: run these tests on a machine, or in a container, without SLURM."
    if CONFIGURATION.exists() and not CONFIGURATION.read_text().startswith(FIRST_LINE):
        raise Refusal(
            f"{CONFIGURATION} is there and not ours: this machine has a SLURM, which stays as it is. {remedy}"
        )
    if "SLURM_CONF" in os.environ:
        raise Refusal(f"SLURM_CONF = {os.environ['SLURM_CONF']} names another SLURM. {remedy}")


def start_node():
    """Start slurmd, and wait until the node takes jobs."""
    run("slurmd", "-N", "localhost")
    wait_for(lambda: run("sinfo", "--noheader", "--format=%T").strip() in ("idle", "mixed", "allocated"))


def kill_node():
    """What a power cut leaves of the node, neither slurmd nor any job that it ran; an administrator sees it at once."""
    kill([*daemons("slurmd"), *steps()])
    run("scontrol", "update", "NodeName=localhost", "State=down", "Reason=power cut")


def stop():
    """Stop everything that was started here, jobs included, and leave no configuration behind."""
    if not STATE.exists():
        return
    kill([*daemons("slurmctld", "slurmd", "munged"), *steps()])
    CONFIGURATION.unlink(missing_ok=True)
    shutil.rmtree(STATE)


def daemons(*names):
    """The running daemons of these names, by the files in which they state their ids."""
    found = []
    for name in names:
        file = STATE / f"{name}.pid"
        if file.exists() and psutil.pid_exists(pid := int(file.read_text())):
            process = psutil.Process(pid)
            found += [process] * (process.name() == name)
    return found


def steps():
    """The processes of all jobs, and those that watch over them."""
    watchers = [process for process in psutil.process_iter() if process.name() == "slurmstepd"]
    return [process for watcher in watchers for process in (watcher, *watcher.children(recursive=True))]


def processes_of(job):
    """The processes of a job, without those that watch over it; none where it has only just begun."""
    try:
        listed = [line.split() for line in run("scontrol", "listpids", job).splitlines()[1:]]
    except Refusal:
        return []
    return [psutil.Process(int(pid)) for pid, *_ in listed if pid.isdigit()]


def kill(processes):
    """Kill processes at one stroke, so that none reports the end of another, and wait until they are gone."""
    for act in (psutil.Process.suspend, psutil.Process.kill):
        for process in processes:
            with contextlib.suppress(psutil.NoSuchProcess):
                act(process)
    psutil.wait_procs(processes, timeout=10)


def run(program, *arguments):
    """The output of one of SLURM's programs."""
    done = subprocess.run(
        [shutil.which(program, path=SEARCH_PATH), *arguments], capture_output=True, text=True, timeout=30
    )
    if done.returncode != 0:
        raise Refusal(f"{program} failed: {done.stdout}{done.stderr}")
    return done.stdout


def wait_for(condition, seconds=60):
    """Wait until a condition holds."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError(f"not so after {seconds} seconds: {condition}")
        time.sleep(0.1)


def finished_jobs():
    """What SLURM's own log of completed jobs says, one dict a job: JobId, JobState, TimeLimit (minutes), Tres, …"""
    lines = (STATE / "jobs.txt").read_text().splitlines()
    return [dict(entry.split("=", 1) for entry in line.split() if "=" in entry) for line in lines]


if __name__ == "__main__":
    try:
        {"install": install, "start": start, "stop": stop}[sys.argv[1]]()
    except Refusal as refusal:
        sys.exit(f"Error: {refusal}")
