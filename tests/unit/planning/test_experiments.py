"""An experiment whose values look well but cannot work together is refused, with the key, the value and the remedy."""

import pytest

from helpers.project import CONFIG, SCHEMA
from helpers.refusals import assert_one_line, experiment, refusal
from sparse_lowrank.planning import experiments, points

NAME, SMALL, RANK_ONE = "fig1_radius_vs_size", "fig1_spectra", "fig3_vs_size"


def dynamics(name, change):
    """A change of what an experiment simulates."""
    return lambda config: change(config["experiments"][name]["dynamics"])


# What is wrong: (the change, the key and the value that the message names)
MISTAKES = {
    "a sparsity above one": (experiment(SMALL, sparsity=[0, 1.5]), "sparsity = 1.5"),
    "a negative gain": (experiment(NAME, gain=-1), "gain = -1"),
    "a value that is not a number": (experiment(NAME, gain=float("nan")), "gain = nan"),
    "an infinite value": (experiment(NAME, gain=float("inf")), "gain = inf"),
    "a value twice in a sweep": (experiment(NAME, gain=[1, 0.5, 1]), "gain = [1, 0.5, 1]"),
    "no units": (experiment(NAME, n_units=0), "n_units = 0"),
    "half a unit": (experiment(NAME, n_units=400.5), "n_units = 400.5"),
    "a whole number of units as a float": (experiment(SMALL, n_units=100.0), f"{SMALL}.n_units = 100.0"),
    "more connections than units": (experiment(NAME, n_units=[100, 300]), "out_degree = 200"),
    "a matrix of too many connections": (experiment(RANK_ONE, n_units=12_000_000), "out_degree = 200"),
    "one of a network that has weights": (experiment(NAME, n_units=12_000_000), "out_degree = 200"),
    "a parameter missing": (experiment(NAME, gain=None), "gain = None"),
    "a parameter of another ensemble": (experiment(NAME, variance=1.0), "variance = 1.0"),
    "masks of a network that has but one": (experiment(RANK_ONE, shared_mask=True), "shared_mask = True"),
    "two parts without their masks": (
        experiment(RANK_ONE, network="sparse_rank_one_plus_gaussian", gain=1.0),
        "shared_mask = None",
    ),
    "a covariance above the variance": (experiment(RANK_ONE, covariance=0.5), "covariance = 0.5"),
    "a size that is not determined": (experiment(NAME, out_degree=None), NAME),
    "a size determined twice": (experiment(NAME, sparsity=0.5), NAME),
    "both degrees": (experiment(NAME, n_units=None, in_degree=100), NAME),
    "an infinite network": (experiment("fig1_radius_vs_degree_sparsity", sparsity=[0, 1]), "sparsity = [0, 1]"),
    "an outlier without structure": (experiment(NAME, spectra="bulk_and_outlier"), "spectra = 'bulk_and_outlier'"),
    "nothing to measure": (experiment(NAME, spectra=None), NAME),
    "the field of a scaled network": (experiment("mean_field_states", scaled=True), "dynamics = 'steady_state'"),
    "a stimulus without a task": (experiment(SMALL, coherence=[0, 0.1]), f"{SMALL}.coherence = [0, 0.1]"),
    "an input vector of a network without vectors": (
        experiment(SMALL, input_overlap=0.2),
        f"{SMALL}.input_overlap = 0.2",
    ),
    "a sample interval between steps": (
        dynamics("fig5_vs_size", lambda entry: entry.update(sample_interval=0.3)),
        "sample_interval = 0.3",
    ),
    "an input that ends before it begins": (
        dynamics("fig4_sparse_trajectories", lambda entry: entry.update(onset=10, offset=5)),
        "offset = 5",
    ),
    "an input that ends when it begins": (
        dynamics("fig4_sparse_trajectories", lambda entry: entry.update(onset=10, offset=10)),
        "offset = 10",
    ),
    "an input after the end": (
        dynamics("fig4_sparse_trajectories", lambda entry: entry.update(onset=500, offset=600)),
        "onset = 500",
    ),
    "an input that outlasts the simulation": (
        dynamics("fig4_sparse_trajectories", lambda entry: entry.update(offset=entry["duration"] + 1)),
        "offset = ",
    ),
    "evidence after the end": (
        dynamics("fig6_trials", lambda entry: entry.update(onset=entry["duration"])),
        "onset = ",
    ),
    "a second half without a sample": (
        dynamics("fig5_vs_size", lambda entry: entry.update(duration=entry["sample_interval"])),
        "duration = ",
    ),
    "a pattern without a stimulus": (
        dynamics("fig5_vs_size", lambda entry: entry.update(shared_pattern_noise=1.0)),
        "shared_pattern_noise = 1.0",
    ),
    "a value twice along the axis of parameters varied together": (
        experiment("robustness_task_outputs", out_degree=[60, 60, 100, 200, 800]),
        "out_degree = [60, 60, 100, 200, 800]",
    ),
    "an input without onset": (dynamics("fig4_sparse_trajectories", lambda entry: entry.pop("onset")), "onset = None"),
}


def test_parameters_that_are_varied_along_with_another_may_take_a_value_twice():
    experiments.check_experiment(
        "experiments.robustness_task_outputs",
        CONFIG["experiments"]["robustness_task_outputs"],
        SCHEMA["$defs"]["experiment"]["properties"],
    )
    assert len(points.points(CONFIG["experiments"]["robustness_task_outputs"])) == 5


DEGREES = {"in_degree", "out_degree"}
OTHER_CHOICES = {
    "robustness_task_outputs": ("fig6_psychometric", DEGREES),
    "robustness_task_pattern": ("fig6_psychometric", {"pattern_noise", "shared_pattern_noise"}),
    "robustness_variance_outputs": ("fig6_readout_variance", DEGREES),
    "robustness_variance_start": ("fig6_readout_variance", {"initial_projection_n"}),
    "robustness_variance_coherence": ("fig6_readout_variance", {"coherence"}),
}


@pytest.mark.parametrize("name", OTHER_CHOICES)
def test_one_choice_at_a_time_is_other_than_in_fig_6(name):
    """How many networks, and at which values of a sweep, is no such choice."""
    figure, choice = OTHER_CHOICES[name]
    here, there = (options(CONFIG["experiments"][entry]) for entry in (name, figure))
    assert {key for key in here | there if here.get(key) != there.get(key)} == choice


def options(experiment):
    """All options in one, without numbers of networks; of a degree and of what is swept only that it is."""
    flat = experiment | experiment["dynamics"]
    counted = {"dynamics", "replicates", "together", "covariance"}
    swept = DEGREES | {key for key in ("variance", "coherence") if isinstance(flat[key], list | dict)}
    return {key: True if key in swept else value for key, value in flat.items() if key not in counted}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_line_with_key_value_and_remedy(mistake):
    change, named = MISTAKES[mistake]
    assert_one_line(refusal(change), named)
