"""Results that came from elsewhere are taken as done where they are as they would be made here; the rest is named."""

import fcntl
import json
import re
import shutil
import subprocess
import sys
import zipfile

import pytest

from helpers.finished import TOLD
from helpers.workspace import Workspace, checkout
from sparse_lowrank.datasets import dataset_files

DATASET, FIGURE, SIDECAR = "results/mine/datasets/fig1_spectra.nc", "figures/mine/fig1.pdf", "figures/mine/fig1.json"
POINT = "results/mine/spectra/fig1_spectra/n_units=60~sparsity=0.5~gain=1.nc"
DRAWING = {"Drawing fig1", "Tracing fig1 back to its seeds"}


def adopt(workspace, *told, code=0):
    """What `scripts/adopt.py` prints."""
    done = subprocess.run(
        [sys.executable, "scripts/adopt.py", *(told or TOLD)], cwd=workspace.path, capture_output=True, text=True
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def refused(said):
    """Why each file is not adopted, by its path."""
    return dict(re.findall(r"^not adopted, moved to not_adopted/(.*?): (.*)$", said, flags=re.MULTILINE))


def planned(workspace):
    """The messages of the jobs that would run."""
    return set(workspace.planned("all", *TOLD, smoke=False))


@pytest.fixture
def copied(told_once, tmp_path):
    """A fresh clone with copied results and figures, whose times are those of the copy."""
    clone = checkout(tmp_path / "clone")
    shutil.copy(told_once.path / "mine.yaml", clone.path)
    for folder in ("results", "figures"):
        shutil.copytree(told_once.path / folder, clone.path / folder, copy_function=shutil.copyfile)
    return clone


@pytest.fixture
def unpacked(told_once, tmp_path):
    """The crate of the run, unpacked as anybody unpacks it."""
    with zipfile.ZipFile(told_once.path / "results/mine/crate.zip") as archive:
        archive.extractall(tmp_path / "crate")
    return Workspace(tmp_path / "crate")


@pytest.mark.parametrize("place", ["copied", "unpacked"])
def test_after_adoption_nothing_is_planned_but_what_an_edit_asks_for(place, request):
    workspace = request.getfixturevalue(place)
    said = adopt(workspace)
    assert set(refused(said)) <= {"results/mine/crate.zip", "figures/mine/panels/fig1b.pdf"}
    assert planned(workspace) == set()
    workspace.append("scripts/sparse_lowrank/figures/panels/fig1.py")
    assert planned(workspace) == DRAWING


def change_a_number(workspace):
    point = dataset_files.read(workspace.path / POINT)
    point["spectral_radius"][0] += 1e-9
    point.to_netcdf(workspace.path / POINT)


def edit_the_script_that_draws_networks(workspace):
    workspace.append("scripts/generate_networks.py")


def edit_the_drawing(workspace):
    workspace.append("scripts/sparse_lowrank/figures/panels/fig1.py")


def change_the_configuration(workspace):
    workspace.edit("mine.yaml", "n_units: 60", "n_units: 60\n    replicates: 2")


def take_a_figure_of_another_place(workspace):
    path = workspace.path / FIGURE
    path.write_bytes(path.read_bytes() + b"\n")


def lose_a_point(workspace):
    (workspace.path / POINT).unlink()


# What is otherwise here: the file that is refused for it, and why.
EVENTS = {
    change_a_number: (POINT, "does not match the SHA-256"),
    edit_the_script_that_draws_networks: (POINT, "made by another scripts/generate_networks.py"),
    change_the_configuration: (POINT, "its replicates: it states 1, here it is 2"),
    lose_a_point: (DATASET, f"made from {POINT}, which is not adopted"),
    edit_the_drawing: (FIGURE, "made by another scripts/sparse_lowrank/figures/panels/fig1.py"),
    take_a_figure_of_another_place: (FIGURE, "its bytes: it states"),
}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)
def test_what_is_otherwise_here_is_named_and_put_aside(event, copied):
    file, reason = EVENTS[event]
    event(copied)
    said = refused(adopt(copied))
    assert reason in said[file]
    assert (copied.path / "not_adopted" / file).exists()
    assert not (copied.path / file).exists()
    assert "made from" in said[SIDECAR]


def test_what_is_not_adopted_is_computed_anew_and_the_rest_is_not(copied):
    """The one point, and what is made from it; the other points are taken as done."""
    change_a_number(copied)
    assert len(refused(adopt(copied))) < 12
    networks = {message for message in planned(copied) if message.startswith("Drawing the networks")}
    assert networks == {"Drawing the networks of fig1_spectra at n_units=60~sparsity=0.5~gain=1"}
    assert planned(copied) >= DRAWING


def test_results_of_another_seed_are_not_adopted(copied):
    said = refused(adopt(copied, "--configfile", "mine.yaml"))
    assert said[POINT] == "its seed: it states 7, here it is 2022"
    assert POINT in said
    assert DATASET in said


def test_networks_that_came_along_are_adopted_if_they_are_those_that_were_measured(copied):
    copied.snakemake("--cores", "1", "--notemp", "--force", POINT.replace("spectra/", "networks/", 1), *TOLD)
    assert POINT.replace("spectra/", "networks/", 1) not in refused(adopt(copied))


def test_run_times_and_what_was_told_stay_what_they_were(copied):
    benchmarks = {path: path.stat().st_mtime_ns for path in copied.path.glob("results/mine/benchmarks/**/*.tsv")}
    records = [path.read_text() for path in copied.path.glob("results/mine/configurations/*")]
    adopt(copied)
    assert benchmarks == {path: path.stat().st_mtime_ns for path in benchmarks}
    assert records == [path.read_text() for path in copied.path.glob("results/mine/configurations/*")]
    assert json.loads(records[0])["told"][0]["values"] == {"seed": 7}


def test_a_configuration_that_cannot_work_is_refused_before_anything_is_moved(copied):
    said = adopt(copied, "--config", "seed=-1", code=1)
    assert said.startswith("Error: config: seed = -1")
    assert (copied.path / FIGURE).exists()


def test_a_file_that_cannot_be_opened_now_stays_where_it_is(copied):
    """It may be whole; nothing is moved."""
    with open(copied.path / POINT, "rb+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        said = adopt(copied, code=1)
    assert f"{POINT}: cannot be opened now" in said
    assert not (copied.path / "not_adopted").exists()
