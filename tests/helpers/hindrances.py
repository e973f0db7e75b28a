"""What keeps a file from being read: another program that has it locked, and a user who may not."""

import contextlib
import fcntl
import multiprocessing
import os
import subprocess
import sys

NOBODY = 65534
HOLD = """
import sys, netCDF4
file = netCDF4.Dataset(sys.argv[1], "a")
print("locked", flush=True)
sys.stdin.read()
"""


@contextlib.contextmanager
def locked(path):
    """Within the block another program has a netCDF file open to write it, so that HDF5 has it locked."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], **pipes, text=True) as holder:
        assert holder.stdout.readline() == "locked\n"
        yield
        holder.stdin.close()


@contextlib.contextmanager
def locked_here(path):
    """Within the block any file is locked as HDF5 does it, by another handle of this process."""
    with open(path, "rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def as_nobody(function, *arguments):
    """What a function raises, as text, when it is called by a user who has no rights; files of root deny themselves."""
    queue = multiprocessing.get_context("fork").SimpleQueue()
    child = multiprocessing.get_context("fork").Process(target=_called, args=(queue, function, arguments))
    child.start()
    child.join()
    return queue.get()


def _called(queue, function, arguments):
    if os.getuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    try:
        function(*arguments)
        queue.put("nothing")
    except Exception as error:
        queue.put(f"{type(error).__name__}: {error}")
