"""The field of a network and what is measured of it, on small networks and on courses that are known."""

from functools import partial

import numpy as np
import pytest

from sparse_lowrank import seeds
from sparse_lowrank.dynamics import fields, sampling
from sparse_lowrank.dynamics.simulations.autonomous import autonomous
from sparse_lowrank.dynamics.simulations.steady_state import steady_state
from sparse_lowrank.networks import ensembles

PARAMETERS = {
    "network": "rank_one",
    "scaled": False,
    "orthogonal": True,
    "n_units": 150,
    "out_degree": 40,
    "sparsity": 1 - 40 / 150,
    "variance": 0.2,
    "covariance": 0.1,
}
OPTIONS = {"initial_deviation": 1.0, "duration": 60, "time_step": 0.25, "order": 2, "sample_interval": 0.5}


@pytest.fixture
def network():
    return ensembles.generate(PARAMETERS, 1, "fields")


def test_a_unit_is_driven_by_its_field_times_its_entry_of_m(network):
    activation = np.random.default_rng(0).normal(size=(3, 150))
    driven = (network.matrix @ np.tanh(activation).T).T
    assert fields.field(network, activation) * network.vectors["m"] == pytest.approx(driven)


def test_a_course_at_rest_is_stationary_whatever_its_units():
    courses = np.tile([1.0, 3.0, 5.0], (40, 1))
    measured = fields.statistics(courses, 0.5)
    assert measured["kappa"] == pytest.approx(3)
    assert measured["field_deviation"] == pytest.approx(np.sqrt(8 / 3))
    assert measured["is_stationary"] == 1
    assert measured["field_fluctuation"] == pytest.approx(0, abs=1e-12)
    assert np.isnan(measured["field_half_time"])


def test_a_course_that_fluctuates_has_the_statistics_that_it_was_made_with():
    """Units −2 + u + v(t): u of variance 4, v of variance 1 with an autocorrelation of 0.8 to the power of the lag."""
    rng, count = np.random.default_rng(1), 400
    noise = rng.normal(size=(count, 1000))
    course = [noise[0]]
    for kick in noise[1:]:
        course.append(0.8 * course[-1] + 0.6 * kick)
    measured = fields.statistics(-2 + 2 * rng.normal(size=1000) + np.array(course), 0.5)
    assert measured["kappa"] == pytest.approx(2, abs=0.2)
    assert measured["field_deviation"] == pytest.approx(np.sqrt(5), rel=0.06)
    assert measured["field_fluctuation"] == pytest.approx(1, rel=0.03)
    assert measured["is_stationary"] == 0
    assert measured["field_autocovariance"][:10] == pytest.approx(0.8 ** np.arange(10), abs=0.04)
    assert measured["field_half_time"] == pytest.approx(0.5 * np.log(2) / np.log(1 / 0.8), rel=0.06)


@pytest.mark.parametrize(
    ("covariance", "expected"),
    [([8.0, 6.0, 2.0, 1.0], 0.5 * 1.5), ([8.0, 4.0], 0.5), ([8.0, 5.0], np.nan), ([0.0, 0.0], np.nan)],
)
def test_the_half_time_is_where_half_is_left_between_two_lags(covariance, expected):
    assert fields.half_time(np.array(covariance), 0.5) == pytest.approx(expected, nan_ok=True)


def test_the_radius_of_the_jacobian_is_that_of_lapack_without_the_mean_part(network):
    activation = np.random.default_rng(2).normal(size=150)
    slopes = 1 - np.tanh(activation) ** 2
    mean = 40 / 150 * np.outer(network.vectors["m"], network.vectors["n"])
    expected = np.abs(np.linalg.eigvals((network.matrix.toarray() - mean) * slopes)).max()
    found = fields.bulk_radius_of_jacobian(network, activation, np.random.default_rng(0))
    assert found == pytest.approx(expected, rel=1e-5)


def test_a_dense_network_has_no_bulk():
    network = ensembles.generate(PARAMETERS | {"out_degree": 150}, 1, "dense")
    assert fields.bulk_radius_of_jacobian(network, np.zeros(150), np.random.default_rng(0)) == 0


def test_a_steady_state_is_where_autonomous_activity_ends(network):
    generator = partial(seeds.generator, 1, "fields")
    course = autonomous(network, OPTIONS, {}, generator)
    steady = steady_state(network, OPTIONS, {}, generator)
    assert steady["is_stationary"] == 1
    assert steady["mean_activity_m"] == pytest.approx(course["activity_m"][-1], rel=1e-4)
    assert steady["kappa"] == pytest.approx(40 * abs(course["kappa_rec"][-1]), rel=1e-4)
    coordinates = sampling.coordinates(OPTIONS, {})
    assert len(coordinates["lag"]) == len(steady["field_autocovariance"])
