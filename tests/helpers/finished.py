"""Finished runs for all tests, only to be read. Each is built once, by the process that needs it first."""

import contextlib
import fcntl
import os

import pytest
import yaml

from helpers.workspace import SMOKE, Workspace, checkout


@pytest.fixture(scope="session")
def finished_once(tmp_path_factory):
    """The whole workflow at toy size with report and crate, the networks and panels of Figure 1, and the scaling."""
    with built_once(tmp_path_factory, "finished", build) as workspace:
        yield workspace


@pytest.fixture(scope="session")
def told_once(tmp_path_factory):
    """One panel of Figure 1 with its networks and its crate, from another seed and a file of one's own."""
    with built_once(tmp_path_factory, "told", build_as_told) as workspace:
        yield workspace


@contextlib.contextmanager
def built_once(tmp_path_factory, name, build):
    """A workspace that one process builds while the others wait; it must be the same when its tests are over."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # that of all processes
    workspace, ready = Workspace(folder / name), folder / f"{name}.ready"
    with open(folder / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not workspace.path.exists():
            build(workspace)
            ready.touch()
    assert ready.exists(), "the run that all tests read failed in another process"
    before = workspace.outputs()
    yield workspace
    assert workspace.outputs() == before, "a test changed the run that all tests read"


def build(workspace):
    """Figure 1 first, with its networks, and what is built on request; then all that is missing, as a user has it."""
    checkout(workspace.path)
    panels = [f"figures/smoke/panels/fig1{letter}.pdf" for letter in "abcde"]
    scaling = [f"figures/smoke/scaling.{format}" for format in ("svg", "png")]
    workspace.smoke("--notemp", "figures/smoke/fig1.json", *panels, *scaling)
    workspace.snakemake("--cores", "2", "all", "results/smoke/report.html", "results/smoke/crate.zip", *SMOKE)


OVERLAY = {
    "pathvars": {"results": "results/mine", "figures": "figures/mine"},
    "experiments": {"fig1_spectra": {"n_units": 60}},
    "figures": {"fig1": dict.fromkeys("acde")} | dict.fromkeys(f"fig{number}" for number in range(2, 7)),
}
TOLD = ("--configfile", "mine.yaml", "--config", "seed=7")


def build_as_told(workspace):
    checkout(workspace.path)
    (workspace.path / "mine.yaml").write_text("# my own\n" + yaml.safe_dump(OVERLAY))
    targets = ["all", "figures/mine/panels/fig1b.pdf", "results/mine/crate.zip"]
    workspace.snakemake("--cores", "2", "--notemp", *targets, *TOLD)
