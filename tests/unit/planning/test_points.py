"""Points keep their names while the sweep around them grows."""

import pytest

from sparse_lowrank.planning import points

EXPERIMENT = {"network": "gaussian", "n_units": 100, "gain": 1.0, "sparsity": [0, 0.5], "replicates": 3}


def names(**changes):
    return list(points.points({**EXPERIMENT, **changes}))


def test_a_name_states_every_given_parameter():
    assert names() == ["n_units=100~sparsity=0~gain=1", "n_units=100~sparsity=0.5~gain=1"]


@pytest.mark.parametrize("grown", [{"sparsity": [0, 0.25, 0.5]}, {"n_units": [100, 200]}, {"gain": [0.5, 1]}])
def test_a_growing_sweep_keeps_the_names_of_its_points(grown):
    assert set(names()) <= set(names(**grown))


@pytest.mark.parametrize(
    ("key", "linspace", "values"),
    [
        ("sparsity", [0, 1, 4], [0, 0.333333, 0.666667, 1]),
        ("n_units", [200, 2000, 4], [200, 800, 1400, 2000]),
        ("n_units", [10, 11, 3], [10, 10, 11]),
        ("out_degree", [10, 20, 4], [10, 13, 17, 20]),
        ("gain", [2, 3, 1], [2]),
    ],
)
def test_a_linspace_is_rounded_so_that_names_are_exact(key, linspace, values):
    assert points.sweep_values(key, {"linspace": linspace}) == values


def test_the_dependent_one_of_size_sparsity_and_degree_is_added():
    assert points.with_dependent({"n_units": 800, "out_degree": 200})["sparsity"] == 0.75
    assert points.with_dependent({"in_degree": 200, "sparsity": 0.9})["n_units"] == 2000
    assert points.with_dependent({"n_units": 800, "sparsity": 0.9}) == {"n_units": 800, "sparsity": 0.9}


def test_only_parameters_with_several_values_are_axes():
    assert points.axes(EXPERIMENT) == ["sparsity"]
    assert points.axes({**EXPERIMENT, "sparsity": 0.5}) == []


def test_parameters_varied_together_share_an_axis():
    experiment = {
        "network": "rank_one",
        "n_units": 10,
        "in_degree": [1, 2, 3],
        "covariance": [3, 2, 1],
        "together": ["in_degree", "covariance"],
    }
    found = points.points(experiment).values()
    assert [(point["in_degree"], point["covariance"]) for point in found] == [(1, 3), (2, 2), (3, 1)]
    assert points.axes(experiment) == ["in_degree"]


def test_inner_axes_do_not_multiply_points():
    experiment = {"network": "rank_one_plus_gaussian", "n_units": 10, "sparsity": 0, "gain": [0, 1], "coherence": [0.1]}
    assert list(points.points(experiment)) == ["n_units=10~sparsity=0"]
    assert points.inner_axes(experiment) == {"coherence": [0.1], "gain": [0, 1]}
