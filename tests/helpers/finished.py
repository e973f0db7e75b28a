"""One finished run for all tests."""

import fcntl
import os

import pytest

from helpers.workspace import SMOKE, Workspace, checkout


@pytest.fixture(scope="session")
def finished_once(tmp_path_factory):
    """The whole workflow at toy size with report and crate, and the networks and panels of Figure 1. Only to be read.

    It is built once, whichever process needs it first; the others wait.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # that of all processes
    workspace, ready = Workspace(folder / "finished"), folder / "finished.ready"
    with open(folder / "finished.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not workspace.path.exists():
            build(workspace)
            ready.touch()
    assert ready.exists(), "the run that all tests read failed in another process"
    before = workspace.outputs()
    yield workspace
    assert workspace.outputs() == before, "a test changed the run that all tests read"


def build(workspace):
    """Figure 1 first, with its networks; then all that is missing, as a user would have it."""
    checkout(workspace.path)
    panels = [f"figures/smoke/panels/fig1{letter}.pdf" for letter in "abcde"]
    workspace.smoke("--notemp", "figures/smoke/fig1.json", *panels)
    workspace.snakemake("--cores", "2", "all", "results/smoke/report.html", "results/smoke/crate.zip", *SMOKE)
