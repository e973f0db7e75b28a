"""A path may have spaces, quotes and the like, but for that of Python itself, which is refused or made elsewhere."""

import subprocess
import sys
from pathlib import Path

import pytest

from helpers.workspace import SMOKE, Workspace, checkout, user_environment

NAME = 'it\'s $HOME "my" documents #1 für'
PANEL = "figures/smoke/panels/fig1a.pdf"


@pytest.fixture
def documents(tmp_path):
    """A fresh checkout in a folder with a difficult name."""
    return checkout(tmp_path / NAME / "paper")


def test_the_project_may_lie_in_a_folder_with_a_difficult_name(documents):
    documents.smoke(PANEL)
    assert (documents.path / PANEL).stat().st_size > 0


def test_the_working_folder_may_have_a_difficult_name(documents, workspace):
    (documents.path.parent / "results").mkdir()
    elsewhere = Workspace(documents.path.parent / "results")
    for project in (workspace, documents):
        options = ("--snakefile", str(project.path / "Snakefile"), "--configfile", str(project.path / SMOKE[1]))
        elsewhere.snakemake("--cores", "1", "--forceall", PANEL, *options)
    assert (elsewhere.path / PANEL).stat().st_size > 0


def test_a_python_with_a_space_in_its_path_is_refused_before_anything_runs(workspace, tmp_path):
    (tmp_path / "my environment").symlink_to(sys.prefix)
    python = tmp_path / "my environment/bin/python"
    command = [python, "-m", "snakemake", "--cores", "1", PANEL, *SMOKE]
    done = subprocess.run(command, cwd=workspace.path, env=user_environment(), capture_output=True, text=True)
    (line,) = [line for line in done.stderr.splitlines() if str(python) in line and "Remedy: " in line]
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "Job stats" not in done.stdout + done.stderr


def test_below_such_a_folder_make_puts_the_environment_elsewhere(documents, tmp_path):
    """Its programs name it by a plain path; here with no packages, which would take a minute."""
    (documents.path / "requirements.txt").write_text("")
    subprocess.run(
        ["make", "--silent", ".venv/ready", f"PYTHON={sys.executable}"],
        cwd=documents.path,
        env=user_environment() | {"XDG_CACHE_HOME": str(tmp_path / "cache")},
        check=True,
    )
    environment = (documents.path / ".venv").resolve()
    assert environment.is_relative_to(tmp_path / "cache/sparse-lowrank")
    program = (environment / "bin/pip").read_text()
    assert f"{environment}/bin/python" in program
    assert NAME not in program


def test_where_no_folder_will_do_make_says_so_before_it_builds_anything(documents):
    done = subprocess.run(
        ["make", "--silent", ".venv/ready", f"PYTHON={sys.executable}"],
        cwd=documents.path,
        env=user_environment() | {"XDG_CACHE_HOME": str(documents.path / "cache")},
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert done.stderr.startswith(f"Error: {documents.path}: ")
    assert "Remedy: " in done.stderr.splitlines()[0]
    assert not Path(documents.path / ".venv").exists()
