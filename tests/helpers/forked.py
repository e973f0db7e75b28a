"""Python programs in processes that are forked from one that has their libraries loaded, which takes about a second.

A program runs as from the command line, from its first line on: Snakemake itself and our code are loaded by each run.
NumPy has the arithmetic of this process, which is the pinned one.
"""

import atexit
import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile

CONTEXT = multiprocessing.get_context("forkserver")
OF_SNAKEMAKE = ("pandas", "sqlmodel", "pulp", "jsonschema", "jinja2", "requests", "psutil")
OF_OURS = ("numpy", "scipy.linalg", "scipy.sparse.linalg", "xarray", "netCDF4", "matplotlib.figure")
CONTEXT.set_forkserver_preload([*OF_SNAKEMAKE, *OF_OURS])


def run(command, folder, environment):
    """The finished process of a command in a folder, with its whole output in `stdout`.

    The command is `python -m module ...` or `python script ...`, with this Python.
    """
    python, *arguments = map(str, command)
    assert python == sys.executable
    with tempfile.NamedTemporaryFile(mode="r") as output:
        process = CONTEXT.Process(target=_run, args=(arguments, str(folder), dict(environment), output.name))
        process.start()
        process.join()
        return subprocess.CompletedProcess(command, process.exitcode, output.read())


def _run(arguments, folder, environment, output):
    with open(output, "w") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    libraries = [place for place in sys.path if place.startswith((sys.prefix, sys.base_prefix))]
    try:
        if arguments[0] == "-m":
            sys.path[:], sys.argv[1:] = [folder, *libraries], arguments[2:]
            runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
        else:
            sys.path[:], sys.argv[:] = [os.path.dirname(arguments[0]), *libraries], arguments
            runpy.run_path(arguments[0], run_name="__main__")
    finally:
        atexit._run_exitfuncs()
