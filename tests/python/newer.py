"""An environment of the lock with a newer Python than this one, if the machine has one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from helpers.project import ROOT

NEWER = ("3.13", "3.12")  # for which the lock has wheels
FOLDER = ROOT / ".venv/newer"
PYENV = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))


def interpreter():
    """The newest Python on the search path, or of pyenv, that is newer than this one; None if there is none."""
    for version in NEWER:
        if version == f"{sys.version_info.major}.{sys.version_info.minor}":
            return None
        pyenv = sorted(
            Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob(f"versions/{version}.*/bin/python")
        )
        for found in [shutil.which(f"python{version}"), *reversed(pyenv)]:
            if found and subprocess.run([found, "-c", "import venv"], capture_output=True).returncode == 0:
                return found
    return None


def environment(python):
    """The interpreter of an environment in which the lock is installed for this Python: made once, and kept."""
    installed = FOLDER / "bin/python"
    made_for = FOLDER / "ready"
    wanted = f"{python}\n{(ROOT / 'requirements.txt').read_text()}"
    if not made_for.exists() or made_for.read_text() != wanted:
        shutil.rmtree(FOLDER, ignore_errors=True)
        subprocess.run([python, "-m", "venv", FOLDER], check=True)
        install = [installed, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
        subprocess.run([*install, "-r", ROOT / "requirements.txt"], check=True)
        subprocess.run([installed, "-m", "compileall", "-q", FOLDER / "lib"], check=False, stdout=subprocess.DEVNULL)
        made_for.write_text(wanted)
    return installed
