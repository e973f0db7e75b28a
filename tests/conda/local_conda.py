"""An installation of conda in a folder, and Snakemake run with it."""

import os
import subprocess
import sysconfig
from pathlib import Path

import yaml

from helpers.project import ROOT

HERE = Path(__file__).parent
PYTHON = ROOT / ".venv/conda/bin/python"
ENVIRONMENTS = {file.stem: file for file in [*sorted((ROOT / "envs").glob("*.yaml")), HERE / "host.yaml"]}


def install_conda(base):
    """Make an installation whose channel holds the packages of the workflow as they are installed here.

    Snakemake comes from an environment of its own, `base`/host, where the packages of the science are not.
    """
    (base / "bin").mkdir(parents=True)
    (base / "bin/conda").write_text(f'#!/bin/sh\nexec "{PYTHON}" "{HERE}/front_end.py" "{base}" "$@"\n')
    (base / "bin/conda").chmod(0o755)
    # Snakemake takes PYTHONPATH from the jobs, the witness comes in after that.
    activate = f'export CONDA_PREFIX="$1" PATH="$1/bin:$PATH" PYTHONPATH="{HERE}/witness"\n'
    (base / "bin/activate").write_text(activate)
    entries = [entry for file in ENVIRONMENTS.values() for entry in yaml.safe_load(file.read_text())["dependencies"]]
    names = sorted({entry.split()[0] for entry in entries} - {"python"})
    subprocess.run([PYTHON, HERE / "channel.py", sysconfig.get_path("purelib"), base / "channel", *names], check=True)
    create_environment(base, HERE / "host.yaml", base / "host")
    return base


def create_environment(base, file, prefix):
    """Solve and install an environment; whatever goes wrong stands in the output."""
    command = [base / "bin/conda", "env", "create", "--file", file, "--prefix", prefix]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout


def snakemake_with_conda(base, folder, *arguments):
    """Run `snakemake --sdm conda` in a copy of the project; gives the file where its jobs told of their modules."""
    witness = folder.with_suffix(".witness")
    environment = os.environ | {
        "PATH": f"{base}/bin:{os.environ['PATH']}",
        "WITNESS": str(witness),
    }
    command = [base / "host/bin/python", "-m", "snakemake", "--sdm", "conda", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert done.returncode == 0, done.stdout
    return witness
