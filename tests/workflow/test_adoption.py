"""Results that came from elsewhere are taken as done where they are as they would be made here; the rest is named."""

import fcntl
import json
import os
import re
import shutil
import sys
import zipfile

import pytest

from helpers import forked
from helpers.finished import TOLD
from helpers.workspace import Workspace, checkout
from sparse_lowrank.datasets import dataset_files

DATASET = "results/mine/datasets/fig1_spectra.nc"
FIGURE, PNG, SIDECAR = (f"figures/mine/fig1.{suffix}" for suffix in ("pdf", "png", "json"))
POINT = "results/mine/spectra/fig1_spectra/n_units=60~sparsity=0.5~gain=1.nc"
DRAWING = {"Drawing fig1", "Tracing fig1 back to its seeds"}


def adopt(workspace, *told, code=0):
    """What `scripts/adopt.py` prints."""
    done = forked.run([sys.executable, "scripts/adopt.py", *(told or TOLD)], workspace.path, os.environ)
    assert done.returncode == code, done.stdout
    return done.stdout


def refused(said):
    """Why each file is not adopted, by its path."""
    return dict(re.findall(r"^not adopted, moved to not_adopted/(.*?): (.*)$", said, flags=re.MULTILINE))


def planned(workspace):
    """The messages of the jobs that would run."""
    return set(workspace.planned("all", *TOLD, smoke=False))


def clone_with_results(told_once, path):
    """A fresh clone with copied results and figures, whose times are those of the copy."""
    clone = checkout(path)
    shutil.copy(told_once.path / "mine.yaml", clone.path)
    for folder in ("results", "figures"):
        shutil.copytree(told_once.path / folder, clone.path / folder, copy_function=shutil.copyfile)
    assert len(list(clone.path.glob("results/mine/networks/*/*.nc"))) == 2
    return clone


def unpacked(told_once, path):
    """The crate of the run, unpacked as anybody unpacks it."""
    with zipfile.ZipFile(told_once.path / "results/mine/crate.zip") as archive:
        archive.extractall(path)
    return Workspace(path)


@pytest.fixture
def copied(told_once, tmp_path):
    """Results that were copied to another machine, to change freely."""
    return clone_with_results(told_once, tmp_path / "clone")


@pytest.fixture(scope="module", params=[clone_with_results, unpacked], ids=["copied", "unpacked"])
def adopted(request, told_once, tmp_path_factory):
    """Results after their adoption, only to be read; what was said, and what was `kept` before."""
    workspace = request.param(told_once, tmp_path_factory.mktemp("adopted") / "project")
    before = kept(workspace)
    return workspace, adopt(workspace), before


def kept(workspace):
    """What no adoption changes: the times of the files of run times, and what each run was told."""
    results = workspace.path / "results/mine"
    times = {path: path.stat().st_mtime_ns for path in results.glob("benchmarks/**/*.tsv")}
    return times, {path: path.read_text() for path in results.glob("configurations/*")}


def test_all_is_adopted_but_panels_and_the_crate(adopted):
    """The networks too that came along with a copy: they are those that were measured."""
    _, said, _ = adopted
    assert set(refused(said)) <= {"results/mine/crate.zip", "figures/mine/panels/fig1b.pdf"}


def test_run_times_and_what_was_told_stay_what_they_were(adopted):
    workspace, _, before = adopted
    assert kept(workspace) == before
    (record,) = before[1].values()
    assert json.loads(record)["told"][0]["values"] == {"seed": 7}


def test_after_adoption_nothing_is_planned_but_what_an_edit_asks_for(adopted, tmp_path):
    workspace = adopted[0].copy(tmp_path / "edited")
    assert planned(workspace) == set()
    workspace.append("scripts/sparse_lowrank/figures/panels/fig1.py")
    assert planned(workspace) == DRAWING


def change_a_number(workspace):
    point = dataset_files.read(workspace.path / POINT)
    point["spectral_radius"][0] += 1e-9
    point.to_netcdf(workspace.path / POINT)


def edit_the_script_that_draws_networks(workspace):
    workspace.append("scripts/generate_networks.py")


def edit_the_drawing_and_take_a_figure_of_another_place(workspace):
    workspace.append("scripts/sparse_lowrank/figures/panels/fig1.py")
    path = workspace.path / FIGURE
    path.write_bytes(path.read_bytes() + b"\n")


def change_the_configuration(workspace):
    workspace.edit("mine.yaml", "n_units: 60", "n_units: 60\n    replicates: 2")


def lose_a_point(workspace):
    (workspace.path / POINT).unlink()


# What is otherwise here: the files that are refused for it, and why.
EVENTS = {
    edit_the_script_that_draws_networks: {POINT: "made by another scripts/generate_networks.py"},
    change_the_configuration: {POINT: "its replicates: it states 1, here it is 2"},
    lose_a_point: {DATASET: f"made from {POINT}, which is not adopted"},
    edit_the_drawing_and_take_a_figure_of_another_place: {
        FIGURE: "its bytes: it states",
        PNG: "made by another scripts/sparse_lowrank/figures/panels/fig1.py",
    },
}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)
def test_what_is_otherwise_here_is_named_and_put_aside(event, copied):
    event(copied)
    assert_put_aside(copied, refused(adopt(copied)), EVENTS[event])


def assert_put_aside(workspace, said, reasons):
    """These files are refused for these reasons, and moved. So is the sidecar, which tells of them."""
    for file, reason in reasons.items():
        assert reason in said[file]
        assert (workspace.path / "not_adopted" / file).exists()
        assert not (workspace.path / file).exists()
    assert "made from" in said[SIDECAR]


def test_what_is_not_adopted_is_computed_anew_and_the_rest_is_not(copied):
    """The one point, and what is made from it; the other points are taken as done."""
    change_a_number(copied)
    said = refused(adopt(copied))
    assert_put_aside(copied, said, {POINT: "does not match the SHA-256"})
    assert len(said) < 12
    jobs = planned(copied)
    networks = {message for message in jobs if message.startswith("Drawing the networks")}
    assert networks == {"Drawing the networks of fig1_spectra at n_units=60~sparsity=0.5~gain=1"}
    assert jobs >= DRAWING


def test_results_of_another_seed_are_not_adopted(copied):
    said = refused(adopt(copied, "--configfile", "mine.yaml"))
    assert said[POINT] == "its seed: it states 7, here it is 2022"
    assert DATASET in said


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
