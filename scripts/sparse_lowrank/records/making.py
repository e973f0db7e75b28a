"""What a file states of its making: the software, the arithmetic, the commit, and the code."""

import functools
import json
import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

from sparse_lowrank import __version__
from sparse_lowrank.records import machine
from sparse_lowrank.records.digests import file_sha256
from sparse_lowrank.records.stopwatch import counted_as

PROJECT = Path(__file__).resolve().parents[3]
PAPER = (
    "Herbert & Ostojic (2022), The impact of sparsity in low-rank recurrent neural networks, "
    "PLoS Comput Biol, doi:10.1371/journal.pcbi.1010426"
)
NO_COMMIT = "unknown"


def software(*packages):
    """Versions of this software, of Python and of the named packages, by name."""
    return {"sparse-lowrank": __version__, "python": platform.python_version()} | {
        name: version(name) for name in packages
    }


def making(code, *packages):
    """The attributes of a file that tell of its making: versions of packages, arithmetic, files of code, commit."""
    names = sorted(Path(file).name for file in code if Path(file).parent.name == "scripts")
    return {
        "source": f"sparse-lowrank {__version__}",
        "software": json.dumps(software(*packages)),
        "arithmetic": json.dumps(machine.arithmetic()),
        "code": json.dumps(code_sha256(code)),
        "commit": commit(),
        "history": f"made by {', '.join(names) or 'hand'} of sparse-lowrank {__version__}",
    }


def code_sha256(files):
    """Hexadecimal SHA-256 of files of code, by their names in the project."""
    return {told(file): file_sha256(file) for file in sorted(map(str, files))}


def told(file):
    """The name of a file of the project in it, from wherever the file is seen."""
    return Path(os.path.relpath(Path(file).resolve(), PROJECT)).as_posix()


@functools.cache
@counted_as("digests")
def commit():
    """The project's Git commit, followed by "+changes" if tracked files differ from it; "unknown" without Git."""
    command = ["git", "--no-optional-locks", "--git-dir", PROJECT / ".git", "--work-tree", PROJECT]
    describe = ["describe", "--always", "--abbrev=40", "--exclude=*", "--dirty=+changes"]
    try:
        done = subprocess.run([*command, *describe], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return NO_COMMIT
    return done.stdout.strip()
