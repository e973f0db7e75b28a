"""The workflow grows by new entries; what was computed before stays as it is."""

import shutil

from sparse_lowrank.planning.points import sweep_values


def drawing_a_copy_of_figure_one(workspace):
    """Enter a new figure with a module and a caption of its own."""
    for file in ("scripts/sparse_lowrank/figures/panels/{}.py", "workflow/report/{}.rst"):
        shutil.copy(workspace.path / file.format("fig1"), workspace.path / file.format("again"))
    workspace.configure(lambda config: config["figures"].update(again=config["figures"]["fig1"]), file="config.yaml")
    return workspace


def test_a_new_figure_is_an_entry_and_a_module(finished):
    workspace = drawing_a_copy_of_figure_one(finished)
    new, old = "figures/smoke/again.pdf", "figures/smoke/fig1.pdf"
    said = workspace.smoke(new, old).stdout
    assert "1 of 1 steps" in said
    assert "Drawing again" in said
    workspace.append("scripts/sparse_lowrank/figures/panels/fig1.py")
    assert workspace.planned(new, old).keys() == {"Drawing fig1"}


def test_a_new_experiment_computes_only_itself(finished):
    def enter(config):
        config["experiments"]["more_spectra"] = {**config["experiments"]["fig1_spectra"], "n_units": 50}

    finished.configure(enter, file="config.yaml")
    planned = finished.planned("results/smoke/datasets/more_spectra.nc", "figures/smoke/fig1.pdf")
    assert len(planned) == 5
    assert all("more_spectra" in job for job in planned)


def test_a_finer_linspace_computes_only_the_values_in_between(finished):
    def refine(config):
        config["experiments"]["fig1_radius_vs_sparsity"]["sparsity"] = {"linspace": [0, 1, 9]}

    finished.configure(refine)
    drawn = {job.split("sparsity=")[1] for job in finished.planned("figures/smoke/fig1.pdf") if "networks of" in job}
    assert drawn == {f"{value}~gain=1" for value in (0.125, 0.375, 0.625, 0.875)}


def test_notation_does_not_matter(finished):
    assert sweep_values("sparsity", [0, 1]) == sweep_values("sparsity", {"linspace": [0.0, 1.0, 2]})

    def rewrite(config):
        config["experiments"]["fig1_radius_vs_sparsity"]["sparsity"] = [0, 0.25, 0.5, 0.75, 1]

    finished.configure(rewrite)
    redone = {"Combining the points of fig1_radius_vs_sparsity", "Drawing fig1"}
    assert finished.planned("figures/smoke/fig1.pdf").keys() <= redone


def test_building_again_writes_nothing(finished):
    """Nor does a figure for a journal belong to all figures: there is none yet."""
    before = finished.outputs()
    done = finished.smoke("all", "supplement", "figures/smoke/panels/fig1c.pdf")
    assert "Nothing to be done" in done.stdout
    assert finished.outputs() == before
