"""A change runs again what depends on it, and nothing else."""

import os

import numpy as np

from sparse_lowrank.datasets import dataset_files

FIGURE = "figures/smoke/fig1.pdf"
PANEL = "figures/smoke/panels/fig1c.pdf"
PACKAGE = "scripts/sparse_lowrank"


def starts(planned):
    """The kinds of planned jobs, by the first word of their messages."""
    return {message.split()[0] for message in planned}


def test_touching_every_file_runs_nothing(finished):
    for file in [
        *finished.path.glob("scripts/**/*.py"),
        *finished.path.glob("workflow/**/*"),
        finished.path / "config.yaml",
    ]:
        os.utime(file)
    assert finished.planned(FIGURE, PANEL) == {}


def test_editing_the_drawing_runs_only_the_drawing(finished):
    modules = [f"{PACKAGE}/figures/{name}.py" for name in ("plotting", "drawing", "panels/fig1")]
    for module in modules:
        finished.append(module)
    planned = finished.planned(FIGURE, PANEL)
    assert planned.keys() == {"Drawing fig1", "Drawing panel c of fig1"}
    for reason in planned.values():
        assert set(reason.removeprefix("Updated input files: ").split(", ")) == set(modules)


def test_editing_another_figure_or_what_jobs_ask_for_runs_nothing(finished):
    for module in ("figures/panels/fig2.py", "planning/resources.py"):
        finished.append(f"{PACKAGE}/{module}")
    assert finished.planned(FIGURE) == {}


def test_editing_the_measurement_keeps_networks_that_are_still_there(finished):
    finished.append(f"{PACKAGE}/spectra/measurements.py")
    planned = finished.planned(FIGURE)
    assert starts(planned) == {"Measuring", "Combining", "Drawing"}
    assert not any("networks of" in message and message.startswith("Drawing") for message in planned)


def test_editing_a_simulation_runs_that_simulation_alone(finished):
    finished.append(f"{PACKAGE}/dynamics/simulations/evidence_integration.py")
    jobs = " ".join(finished.planned("figures/smoke/fig4.pdf", "figures/smoke/fig5.pdf", "figures/smoke/fig6.pdf"))
    assert "Simulating the dynamics of fig6_trials" in jobs
    assert "fig4" not in jobs
    assert "fig5" not in jobs


def test_editing_the_ensembles_draws_the_networks_again(finished):
    finished.append(f"{PACKAGE}/networks/masks.py")
    planned = finished.planned(FIGURE)
    assert sum(message.startswith("Drawing the networks") for message in planned) == 15


def test_a_new_value_of_a_sweep_computes_that_point_only(finished):
    def add(config):
        config["experiments"]["fig1_radius_vs_sparsity"]["sparsity"] = [0, 0.1, 0.25, 0.5, 0.75, 1]

    finished.configure(add)
    assert finished.planned(FIGURE).keys() == {
        "Drawing the networks of fig1_radius_vs_sparsity at n_units=320~sparsity=0.1~gain=1",
        "Measuring the spectra of fig1_radius_vs_sparsity at n_units=320~sparsity=0.1~gain=1",
        "Combining the points of fig1_radius_vs_sparsity",
        "Drawing fig1",
    }


def test_another_parameter_computes_that_experiment_only(finished):
    """Panel 3D follows its experiment, the other panels do not."""

    def change(config):
        config["experiments"]["fig3_vs_covariance"]["variance"] = 0.1

    finished.configure(change)
    planned = finished.planned("figures/smoke/panels/fig3c.pdf", "figures/smoke/panels/fig3d.pdf")
    dataset = "Input files updated by another job: results/smoke/datasets/fig3_vs_covariance.nc"
    assert dataset not in planned.pop("Drawing panel c of fig3")
    assert dataset in planned.pop("Drawing panel d of fig3")
    assert planned
    assert all("fig3_vs_covariance" in message for message in planned)


def test_more_replicates_leave_the_earlier_ones_as_they_are(finished):
    name = "fig1_radius_vs_size"
    dataset = f"results/smoke/datasets/{name}.nc"
    before = dataset_files.read(finished.path / dataset)

    def grow(config):
        config["experiments"][name]["replicates"] += 2

    finished.configure(grow)
    finished.smoke(dataset)
    after = dataset_files.read(finished.path / dataset)
    assert after.sizes["replicate"] == before.sizes["replicate"] + 2
    for variable in before.data_vars:
        earlier = after[variable].isel(replicate=slice(before.sizes["replicate"]))
        assert np.array_equal(earlier.values, before[variable].values), variable


def test_another_seed_draws_everything_again(finished_once):
    anew = finished_once.planned(FIGURE, "--config", "seed=1")
    drawn = {message for message in anew if message.startswith("Drawing the networks of ")}
    kept = (finished_once.path / "results/smoke/networks").rglob("fig1_*/*.nc")
    assert len(drawn) == len(list(kept)) > 10
