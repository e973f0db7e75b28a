"""A real SLURM of two nodes on loopback, for the tests: installed where missing, started by hand, stopped for good.

    python tests/cluster/slurm.py install    # Debian's packages; as root
    python tests/cluster/slurm.py start      # then sbatch, squeue and scancel work
    python tests/cluster/slurm.py stop

Two partitions, and accounting with one account; no systemd, a munge of its own. A SLURM that is already configured on
the machine is left alone.
"""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import accounting
import psutil

PACKAGES = ("munge", "slurmctld", "slurmd", "slurm-client", "slurmdbd", "mariadb-server-core", "rsync")
PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scancel", "slurmdbd", "sacctmgr", "mariadbd", "rsync")
CONFIGURATION = Path("/etc/slurm/slurm.conf")  # its default place: jobs lose SLURM_CONF
STATE = Path("/run/slurm-of-tests")
SEARCH_PATH = os.environ["PATH"] + ":/usr/sbin:/sbin"
NAME, NODES, PARTITION = "tests", ("node1", "node2"), "points"
CPUS = 3  # of a node, whatever there are: the tests wait more than they compute
ACCOUNTED = ("JobID", "State", "TimelimitRaw", "ReqTRES", "Account", "Partition", "NodeList", "WorkDir", "End")
FIRST_LINE = "# Written by tests/cluster/slurm.py, which removes it again."

# Memory is enforced by polling once a second, since a container may lack cgroups; a job takes no CPU but its own.
TEMPLATE = """{first_line}
ClusterName={name}
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
AccountingStorageType=accounting_storage/slurmdbd
AccountingStorageHost=localhost
AccountingStoragePass={state}/munge.socket
AccountingStorageEnforce=associations
StateSaveLocation={state}/controller
SlurmdSpoolDir={state}/%n
SlurmctldPidFile={state}/slurmctld.pid
SlurmdPidFile={state}/%n.pid
SlurmctldLogFile={state}/slurmctld.log
SlurmdLogFile={state}/%n.log
SlurmdParameters=config_overrides
KillWait=2
SchedulerParameters=bf_interval=1,sched_interval=2
ReturnToService=2
{nodes}
PartitionName=short Nodes=ALL Default=YES MaxTime=1
PartitionName={partition} Nodes=ALL MaxTime=INFINITE
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
    """Start munged, accounting, slurmctld and a slurmd for each node, and wait until the nodes take jobs."""
    if missing() or os.geteuid() != 0:
        raise Refusal(f"a SLURM of one's own takes root and {', '.join(PROGRAMS)}. Remedy: make test-slurm, as root.")
    refuse_where_there_is_another()
    stop()
    for folder in ("controller", *NODES):
        (STATE / folder).mkdir(parents=True)
    CONFIGURATION.parent.mkdir(exist_ok=True)
    CONFIGURATION.write_text(configuration())
    start_munge()
    accounting.start(sys.modules[__name__])
    run("slurmctld")
    wait_for(lambda: NAME in run("sacctmgr", "--noheader", "list", "cluster"))
    accounting.add_account(sys.modules[__name__])
    for node in NODES:
        start_node(node)


def configuration():
    """The text of slurm.conf. Each node is a slurmd with a port of its own, and half of the memory."""
    memory = (psutil.virtual_memory().total // 2**20 - 500) // len(NODES)
    nodes = [
        f"NodeName={node} NodeHostname={socket.gethostname()} NodeAddr=127.0.0.1 Port={port} "
        f"CPUs={CPUS} RealMemory={memory}"
        for port, node in enumerate(NODES, 17001)
    ]
    given = {"first_line": FIRST_LINE, "state": STATE, "name": NAME, "partition": PARTITION}
    return TEMPLATE.format(nodes="\n".join(nodes), **given)


def start_munge():
    """Start munged, with a key, a socket and files of its own."""
    key = STATE / "munge.key"
    key.touch(mode=0o600)
    key.write_bytes(os.urandom(128))
    files = {"key-file": "munge.key", "socket": "munge.socket", "pid-file": "munged.pid"}
    files |= {"log-file": "munged.log", "seed-file": "munged.seed"}
    run("munged", *(f"--{option}={STATE / name}" for option, name in files.items()))


def refuse_where_there_is_another():
    """Leave a SLURM alone that this module has not configured."""
    remedy = "Remedy: run these tests on a machine, or in a container, without SLURM."
    if CONFIGURATION.exists() and not CONFIGURATION.read_text().startswith(FIRST_LINE):
        raise Refusal(
            f"{CONFIGURATION} is there and not ours: this machine has a SLURM, which stays as it is. {remedy}"
        )
    if "SLURM_CONF" in os.environ:
        raise Refusal(f"SLURM_CONF = {os.environ['SLURM_CONF']} names another SLURM. {remedy}")


def start_node(node):
    """Start the slurmd of a node, and wait until it takes jobs."""
    run("slurmd", "-N", node)
    states = ("idle", "mixed", "allocated")
    wait_for(lambda: run("sinfo", "--noheader", f"--nodes={node}", "--format=%T").split("\n")[0].strip() in states)


def kill_node(node):
    """What a power cut leaves of a node, neither slurmd nor any job that it ran; an administrator sees it at once."""
    jobs = run("squeue", "--noheader", f"--nodelist={node}", "--format=%i").split()
    kill([*daemons(node), *steps(jobs)])
    run("scontrol", "update", f"NodeName={node}", "State=down", "Reason=power cut")


def node_of(job):
    """The node that runs a job."""
    return run("squeue", "--noheader", f"--jobs={job}", "--format=%N").strip()


def stop():
    """Stop everything that was started here, jobs included, and leave no configuration behind."""
    if not STATE.exists():
        return
    kill([*daemons("slurmctld", *NODES, "slurmdbd", "mariadbd", "munged"), *steps()])
    CONFIGURATION.unlink(missing_ok=True)
    accounting.CONFIGURATION.unlink(missing_ok=True)
    shutil.rmtree(STATE)


def daemons(*names):
    """The running daemons of these names, by the files in which they state their ids."""
    found = []
    for name in names:
        file = STATE / f"{name}.pid"
        if file.exists() and psutil.pid_exists(pid := int(file.read_text())):
            process = psutil.Process(pid)
            found += [process] * (process.name() in (name, "slurmd"))
    return found


def steps(jobs=None):
    """The processes of some jobs, by default of all, and those that watch over them."""
    watchers = [process for process in psutil.process_iter() if process.name() == "slurmstepd"]
    if jobs is not None:
        watchers = [watcher for watcher in watchers if re.search(r"\[(\d+)", " ".join(watcher.cmdline()))[1] in jobs]
    return [process for watcher in watchers for process in (watcher, *watcher.children(recursive=True))]


def processes_of(job):
    """The processes of a job, without those that watch over it; none where it has only just begun."""
    try:
        listed = [line.split() for line in run("scontrol", "listpids", job, node_of(job)).splitlines()[1:]]
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


def run(program, *arguments, **environment):
    """The output of one of SLURM's programs, with these further variables in its environment."""
    command = [shutil.which(program, path=SEARCH_PATH), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, env=os.environ | environment)
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


def accounted_jobs():
    """What accounting says of all jobs, and of each start of one, in the order of their ends; one dict a start."""
    options = ("--duplicates", "--allocations", "--parsable2", f"--format={','.join(ACCOUNTED)}", "--starttime=today")
    lines = run("sacct", *options).splitlines()[1:]
    return sorted((dict(zip(ACCOUNTED, line.split("|"), strict=True)) for line in lines), key=lambda job: job["End"])


if __name__ == "__main__":
    try:
        {"install": install, "start": start, "stop": stop}[sys.argv[1]]()
    except Refusal as refusal:
        sys.exit(f"Error: {refusal}")
