"""Another Python of the same lock makes the same numbers and the same pictures, and the audit says which made what."""

import platform
import re
import subprocess
import sys

import newer
import pytest

from helpers.workspace import SMOKE, checkout, user_environment
from sparse_lowrank.datasets import dataset_files
from sparse_lowrank.figures import pictures

FIGURES = ("fig2", "fig4", "fig5")  # of networks, spectra and dynamics
TARGETS = [f"figures/smoke/{figure}.json" for figure in FIGURES]


@pytest.fixture(scope="module")
def python():
    """The interpreter of an environment of the same lock with a newer Python."""
    found = newer.interpreter()
    if found is None:
        pytest.skip(
            f"no Python {' or '.join(newer.NEWER)} here, newer than this one: install one, or put it on the PATH"
        )
    return newer.environment(found)


def run(python, folder):
    """A checkout in which this interpreter has built the figures."""
    workspace = checkout(folder)
    command = [python, "-m", "snakemake", "--cores", "2", *TARGETS, *SMOKE]
    subprocess.run(command, cwd=folder, env=user_environment(), check=True, capture_output=True)
    return workspace.path


@pytest.fixture(scope="module")
def runs(python, tmp_path_factory):
    """The same by this Python and by the newer one."""
    return [run(made_by, tmp_path_factory.mktemp("run") / "checkout") for made_by in (sys.executable, python)]


def test_every_dataset_and_point_has_the_same_digest(runs):
    files = [file.relative_to(runs[0]) for file in sorted(runs[0].glob("results/smoke/**/*.nc"))]
    assert len(files) > 20
    for file in files:
        ours, theirs = (dataset_files.read(folder / file) for folder in runs)
        assert ours.attrs["content_sha256"] == theirs.attrs["content_sha256"], file
        assert ours.attrs["software"] != theirs.attrs["software"]


@pytest.mark.parametrize("suffix", ["pdf", "png", "svg"])
@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_is_the_same_picture(runs, figure, suffix):
    assert pictures.are_the_same(*(folder / f"figures/smoke/{figure}.{suffix}" for folder in runs))


@pytest.mark.parametrize("figure", FIGURES)
def test_what_a_newer_python_made_is_reproduced_bit_for_bit(runs, python, figure):
    """Audited and replayed by this Python, which says that it was another that made it."""
    version = subprocess.run([python, "-c", "import platform; print(platform.python_version())"], capture_output=True)
    command = [sys.executable, "scripts/audit.py", f"figures/smoke/{figure}.pdf", "--replay", "3"]
    done = subprocess.run(command, cwd=runs[1], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"made with Python {version.stdout.decode().strip()} " in done.stdout
    assert f"Python {platform.python_version()}" not in done.stdout
    assert set(re.findall(r"^re(?:played|drawn) .*: (.*)$", done.stdout, flags=re.MULTILINE)) == {"bit-identical"}
