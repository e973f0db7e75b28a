"""Other processors than this one, by emulation: a 64-bit Arm, and an x86-64 without AVX2.

    python tests/arm/emulation.py    # into .venv/arm: QEMU, Debian's Python for Arm, and the wheels of the lock for it

Debian's packages are unpacked, not installed: neither root is needed, nor is anything of the machine changed.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
from functools import partial
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".venv/arm"
SYSTEM, WHEELS, OLD = FOLDER / "system", FOLDER / "wheels", FOLDER / "old"
DEBIAN = "bookworm"  # its Python is the oldest that the project takes
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
PACKAGES = ("qemu-user-static:amd64", "python3.11:arm64", "libstdc++6:arm64")
WANTED = (
    "numpy",
    "scipy",
    "xarray",
    "netcdf4",
    "matplotlib",
    "pillow",
    "pypdf",
    "threadpoolctl",
    "pyyaml",
    "jsonschema",
)
PLATFORMS = ("manylinux_2_28_aarch64", "manylinux_2_27_aarch64", "manylinux2014_aarch64")
INSTRUCTIONS = r" (avx|fma|f16c|bmi|vaes|vpclmulqdq|xsave)\w*"  # what a processor of 2008 lacks

# An apt of its own, which knows of no package that is installed on the machine.
APT = """APT::Architecture "amd64";
APT::Architectures {{ "amd64"; "arm64"; }};
APT::Install-Recommends "false";
APT::Sandbox::User "root";
Dir::State "{folder}";
Dir::State::status "{folder}/status";
Dir::Cache "{folder}";
Dir::Etc::sourcelist "{folder}/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
"""


class Refusal(Exception):
    """Why nothing can be emulated here, and the remedy."""


def install():
    """Make `FOLDER` anew."""
    refuse_where_it_cannot_work()
    shutil.rmtree(FOLDER, ignore_errors=True)
    for package in download(FOLDER / "apt"):
        run("dpkg-deb", "--extract", package, SYSTEM)
    shutil.rmtree(FOLDER / "apt")
    requirements = FOLDER / "requirements.txt"
    requirements.write_text("".join(locked(WANTED)))
    options = ["--require-hashes", "--no-deps", "--only-binary=:all:", *(f"--platform={name}" for name in PLATFORMS)]
    run(sys.executable, "-m", "pip", "install", "--quiet", *options, "--target", WHEELS, "-r", requirements)
    (OLD / "proc").mkdir(parents=True)
    (OLD / "proc/cpuinfo").write_text(re.sub(INSTRUCTIONS, "", Path("/proc/cpuinfo").read_text()))


def refuse_where_it_cannot_work():
    """Raise Refusal where something is missing."""
    remedy = "Remedy: make test-arm on Debian, on an x86-64 processor, with Python 3.11; a container will do."
    if platform.machine() != "x86_64" or sys.version_info[:2] != (3, 11):
        raise Refusal(f"this is Python {platform.python_version()} on {platform.machine()}. {remedy}")
    for needed in ("apt-get", "dpkg-deb"):
        if not shutil.which(needed):
            raise Refusal(f"no {needed} here. {remedy}")
    if not KEYRING.exists():
        raise Refusal(f"no {KEYRING} here. Remedy: as root, apt-get install {KEYRING.stem}")


def download(folder):
    """Download Debian's packages, with those on which they depend; gives their files."""
    for needed in ("lists/partial", "archives/partial"):
        (folder / needed).mkdir(parents=True)
    (folder / "status").touch()
    (folder / "sources.list").write_text(f"deb [signed-by={KEYRING}] http://deb.debian.org/debian {DEBIAN} main\n")
    (folder / "apt.conf").write_text(APT.format(folder=folder))
    environment = os.environ | {"APT_CONFIG": str(folder / "apt.conf")}
    run("apt-get", "-qq", "update", env=environment)
    run("apt-get", "-qq", "--yes", "--download-only", "install", *PACKAGES, env=environment)
    return sorted((folder / "archives").glob("*.deb"))


def locked(names):
    """The entries of requirements.txt for these packages and those that they require, with their hashes."""
    queue, wanted = list(names), set()
    while queue:
        name = canonicalize_name(queue.pop())
        if name not in wanted:
            wanted.add(name)
            needed = map(Requirement, requires(name) or [])
            queue += [other.name for other in needed if not other.marker or other.marker.evaluate({"extra": ""})]
    entries = re.findall(r"^\S.*\n(?: .*\n)*", (ROOT / "requirements.txt").read_text(), flags=re.MULTILINE)
    return [entry for entry in entries if entry.split("==")[0] in wanted]


def run(*command, **options):
    """Run a program to its end; what it says stands in the refusal if it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if done.returncode != 0:
        raise Refusal(f"{command[0]} failed: {done.stdout}")


def on_arm(*arguments, processor="cortex-a57", cwd=ROOT):
    """Run Debian's Python for Arm with the project's scripts and the wheels for Arm.

    Parameters
    ----------
    *arguments
        Those of Python.
    processor : str
        As QEMU names it; `max` has every instruction that QEMU knows.
    cwd : path

    Returns
    -------
    subprocess.CompletedProcess
    """
    command = [SYSTEM / "usr/bin/qemu-aarch64-static", "-L", SYSTEM, "-cpu", processor, SYSTEM / "usr/bin/python3.11"]
    return finished(command, arguments, cwd, PYTHONPATH=f"{ROOT / 'scripts'}:{WHEELS}")


def on_an_old_processor(*arguments, cwd=ROOT, **variables):
    """Run this Python on an x86-64 of 2008, with more variables of the environment.

    QEMU shows `OLD`/proc/cpuinfo in place of what Linux says of this machine's processor.
    """
    command = [SYSTEM / "usr/bin/qemu-x86_64-static", "-L", OLD, "-cpu", "Nehalem", sys.executable]
    return finished(command, arguments, cwd, PYTHONPATH=str(ROOT / "scripts"), **variables)


def here(*arguments, cwd=ROOT):
    """Run this Python on this processor."""
    return finished([sys.executable], arguments, cwd, PYTHONPATH=str(ROOT / "scripts"))


def finished(command, arguments, cwd, **variables):
    """A finished process, with what it printed."""
    return subprocess.run([*command, *arguments], cwd=cwd, env=os.environ | variables, capture_output=True, text=True)


PROCESSORS = {
    "this": here,
    "arm": on_arm,
    "arm with all instructions": partial(on_arm, processor="max"),
    "old": on_an_old_processor,
}


if __name__ == "__main__":
    try:
        install()
    except Refusal as refusal:
        sys.exit(f"Error: {refusal}")
