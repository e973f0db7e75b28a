"""A change runs again what depends on it, and nothing else."""

import os

import numpy as np
import pytest

from sparse_lowrank.datasets import dataset_files

FIGURE = "figures/smoke/fig1.pdf"
PANEL = "figures/smoke/panels/fig1c.pdf"
PACKAGE = "scripts/sparse_lowrank"


def starts(planned):
    """The kinds of planned jobs, by the first word of their messages."""
    return {message.split()[0] for message in planned}


def test_a_finished_run_has_nothing_to_do(finished):
    assert finished.planned(FIGURE) == set()


def test_touching_every_file_runs_nothing(finished):
    for file in [
        *finished.path.glob("scripts/**/*.py"),
        *finished.path.glob("workflow/**/*"),
        finished.path / "config.yaml",
    ]:
        os.utime(file)
    assert finished.planned(FIGURE) == set()


@pytest.mark.parametrize("module", ["figures/plotting.py", "figures/drawing.py", "figures/panels/fig1.py"])
def test_editing_the_drawing_runs_only_the_drawing(finished, module):
    finished.append(f"{PACKAGE}/{module}")
    assert finished.planned(FIGURE, PANEL) == {"Drawing fig1", "Drawing panel c of fig1"}


@pytest.mark.parametrize("module", ["figures/panels/fig2.py", "planning/resources.py"])
def test_editing_another_figure_or_what_jobs_ask_for_runs_nothing(finished, module):
    finished.append(f"{PACKAGE}/{module}")
    assert finished.planned(FIGURE) == set()


def test_editing_the_measurement_keeps_networks_that_are_still_there(finished):
    finished.append(f"{PACKAGE}/spectra/measurements.py")
    assert starts(finished.planned(FIGURE)) == {"Measuring", "Combining", "Drawing"}
    assert not any("networks of" in message and message.startswith("Drawing") for message in finished.planned(FIGURE))


def test_editing_the_ensembles_draws_the_networks_again(finished):
    finished.append(f"{PACKAGE}/networks/masks.py")
    planned = finished.planned(FIGURE)
    assert sum(message.startswith("Drawing the networks") for message in planned) == 15


def test_a_new_value_of_a_sweep_computes_that_point_only(finished):
    def add(config):
        config["experiments"]["fig1_radius_vs_sparsity"]["sparsity"] = [0, 0.1, 0.25, 0.5, 0.75, 1]

    finished.configure(add)
    assert finished.planned(FIGURE) == {
        "Drawing the networks of fig1_radius_vs_sparsity at n_units=320~sparsity=0.1~gain=1",
        "Measuring the spectra of fig1_radius_vs_sparsity at n_units=320~sparsity=0.1~gain=1",
        "Combining the points of fig1_radius_vs_sparsity",
        "Drawing fig1",
    }


def test_another_parameter_computes_that_experiment_only(workspace):
    """Panel 3D follows its experiment, the other panels do not."""
    workspace.smoke("results/smoke/datasets/fig3_vs_covariance.nc", "results/smoke/datasets/fig3_vs_variance.nc")

    def change(config):
        config["experiments"]["fig3_vs_covariance"]["variance"] = 0.1

    panels = [f"figures/smoke/panels/fig3{letter}.pdf" for letter in "cd"]
    before = workspace.planned(*panels)
    workspace.configure(change)
    added = workspace.planned(*panels) - before
    assert before == {"Drawing panel c of fig3", "Drawing panel d of fig3"}
    assert added
    assert all("fig3_vs_covariance" in message for message in added)


def test_more_replicates_leave_the_earlier_ones_as_they_are(workspace):
    name = "fig1_radius_vs_size"
    dataset = f"results/smoke/datasets/{name}.nc"
    workspace.smoke(dataset)
    before = dataset_files.read(workspace.path / dataset)

    def grow(config):
        config["experiments"][name]["replicates"] += 2

    workspace.configure(grow)
    workspace.smoke(dataset)
    after = dataset_files.read(workspace.path / dataset)
    assert after.sizes["replicate"] == before.sizes["replicate"] + 2
    for variable in before.data_vars:
        earlier = after[variable].isel(replicate=slice(before.sizes["replicate"]))
        assert np.array_equal(earlier.values, before[variable].values), variable


def test_another_seed_draws_everything_again(finished):
    anew = finished.planned(FIGURE, "--config", "seed=1")
    drawn = {message for message in anew if message.startswith("Drawing the networks of ")}
    assert len(drawn) == len(list((finished.path / "results/smoke/networks").rglob("*.nc"))) > 10
