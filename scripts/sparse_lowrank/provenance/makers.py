"""Who made the files of a chain: software and arithmetic, held against the lock."""

import functools
import re
from collections import Counter

from sparse_lowrank.provenance.findings import Finding
from sparse_lowrank.records import files, making
from sparse_lowrank.records.digests import file_sha256

LOCK = "requirements.txt"


def check(node, software, arithmetic):
    """Note who made the file of a node, and a finding if it was made with other versions than the lock's.

    Parameters
    ----------
    node : sparse_lowrank.provenance.findings.Node
    software : dict
        The versions that the file states, by name.
    arithmetic : dict
        As `records.machine.arithmetic` gives it; empty if the file states none.
    """
    locked = versions_of_lock()
    others = {name: version for name, version in software.items() if version not in locked.get(name.lower(), {version})}
    node.maker = described(software, arithmetic, others)
    for name, version in others.items():
        wanted = " or ".join(sorted(locked[name.lower()]))
        node.find(Finding.OTHER_SOFTWARE, f"{name} was {version}; {LOCK} has {wanted}")


def check_lock(node, stated):
    """Note where the lock is no longer the one that a sidecar states (`file` and `sha256`)."""
    lock = files.within(making.PROJECT, stated["file"])
    if lock and lock.exists() and file_sha256(lock) != stated["sha256"]:
        node.find(Finding.UNVERIFIED, f"{stated['file']} has changed since: packages that no file names may be others")


def makers(*nodes):
    """Lines that tell which software and arithmetic made what."""
    made = {}
    for node in _all(nodes):
        if node.maker:
            made.setdefault(node.maker, Counter())[node.kind] += 1
    for maker, kinds in made.items():
        what = ", ".join(f"{count} {kind}{'s' * (count > 1)}" for kind, count in kinds.items())
        yield f"made with {maker}: {what}"
    if any(finding is Finding.OTHER_SOFTWARE for node in _all(nodes) for finding, _ in node.findings):
        yield f"Remedy for other versions: install those of {LOCK} (make .venv/ready); then snakemake --forceall FIGURE"


def described(software, arithmetic, others):
    """Python, the packages that are not the lock's, and the arithmetic, in words."""
    packages = "".join(f", {name} {version}" for name, version in others.items())
    kernels = sorted({" ".join((blas.split()[0], blas.split()[-1])) for blas in arithmetic.get("blas", ())})
    on = f" on {arithmetic['architecture']} ({', '.join([*kernels, arithmetic['libc']])})" if arithmetic else ""
    return f"Python {software['python']}{packages}{on}"


@functools.cache
def versions_of_lock():
    """The versions that the lock has of each package, by name; more than one where they depend on Python."""
    lock = making.PROJECT / LOCK
    found = re.findall(r"^([a-z0-9._-]+)==([^\s;]+)", files.text_of(lock), flags=re.MULTILINE) if lock.exists() else []
    return {name: {version for other, version in found if other == name} for name, _ in found}


def _all(nodes):
    for node in nodes:
        yield node
        yield from _all(node.children)
