"""Where data come from: digests of content, files and code, the software, and the commit.

What a file says of its making (`AROUND_CONTENT`) takes no part in the digest of its content: the same numbers have the
same digest under another commit or after an edited comment.
"""

import functools
import hashlib
import json
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

import numpy as np

from sparse_lowrank import __version__
from sparse_lowrank.stopwatch import counted_as

PROJECT = Path(__file__).resolve().parents[2]
PAPER = (
    "Herbert & Ostojic (2022), The impact of sparsity in low-rank recurrent neural networks, "
    "PLoS Comput Biol, doi:10.1371/journal.pcbi.1010426"
)
AROUND_CONTENT = frozenset({"content_sha256", "code", "commit", "history"})
NO_COMMIT = "unknown"


@counted_as("digests")
def content_sha256(dataset):
    """Hexadecimal SHA-256 of a dataset: its variables bit for bit and all attributes but `AROUND_CONTENT`."""
    digest = hashlib.sha256()
    for name in sorted(dataset.variables):
        _update(digest, name, dataset.variables[name])
    digest.update(repr(_plain(dataset.attrs)).encode())
    return digest.hexdigest()


@counted_as("digests")
def variable_sha256(dataset):
    """Hexadecimal SHA-256 of each variable of a dataset, its name, dimensions and attributes included, by name."""
    digests = {}
    for name in sorted(dataset.variables):
        digest = hashlib.sha256()
        _update(digest, name, dataset.variables[name])
        digests[name] = digest.hexdigest()
    return digests


def json_sha256(value):
    """Hexadecimal SHA-256 of plain data, whatever the order of their keys."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


@counted_as("digests")
def file_sha256(path):
    """Hexadecimal SHA-256 of a file's bytes. Raises OSError if it cannot be read."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def code_sha256(files):
    """Hexadecimal SHA-256 of files of code, by their names."""
    return {str(file): file_sha256(file) for file in sorted(map(str, files))}


def software(*packages):
    """Versions of this software, of Python and of the named packages, by name."""
    return {"sparse-lowrank": __version__, "python": platform.python_version()} | {
        name: version(name) for name in packages
    }


def making(code):
    """The attributes of a file that tell of its making: the files of code, by SHA-256, and the commit."""
    names = sorted(Path(file).name for file in code if Path(file).parent.name == "scripts")
    return {
        "code": json.dumps(code_sha256(code)),
        "commit": commit(),
        "history": f"made by {', '.join(names) or 'hand'} of sparse-lowrank {__version__}",
    }


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


def _update(digest, name, variable):
    digest.update(repr((name, variable.dims, variable.shape, _plain(variable.attrs))).encode())
    digest.update(_value_bytes(variable.values))


def _value_bytes(values):
    if values.dtype.kind in "OUT":
        return "\0".join(map(str, values.ravel())).encode()
    return f"{values.dtype.str}".encode() + np.ascontiguousarray(values).tobytes()


def _plain(attributes):
    """Attributes in a form that is the same before writing and after reading."""
    return sorted((key, str(value)) for key, value in attributes.items() if key not in AROUND_CONTENT)
