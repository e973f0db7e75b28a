"""The stationary mean field agrees with sampled units, with networks at rest, and with limits known in closed form."""

import numpy as np
import pytest
from scipy import integrate, optimize, stats

from sparse_lowrank.dynamics import fields, integration
from sparse_lowrank.networks import ensembles, products
from sparse_lowrank.theory import formulas, mean_field, mean_field_scatter
from sparse_lowrank.theory.mean_field import Networks

STRUCTURED = Networks(n_units=1000, degree=150, variance=0.2, covariance=0.04)


def sampled(networks, count, rng):
    """m, n and ξ of units drawn at random."""
    variance, covariance = networks.variance, networks.covariance
    m, n = ensembles.connectivity_vectors(*rng.normal(size=(3, count)), variance, covariance)
    return m, n, rng.normal(size=count)


def at_rest(networks, replicate):
    """κ, σ_h, activity along m and r of one network that was integrated until it rests."""
    parameters = {
        "network": "rank_one",
        "scaled": False,
        "orthogonal": True,
        "n_units": networks.n_units,
        "out_degree": networks.degree,
        "variance": networks.variance,
        "covariance": networks.covariance,
    }
    network = ensembles.generate(parameters, 1, "mean field", replicate)
    m, recurrent = network.vectors["m"], products.product(network)
    *_, (state, _) = integration.integrate(recurrent, 5 * m[:, None], 0.25, 160)
    field = fields.field(network, state.T)[0]
    radius = fields.bulk_radius_of_jacobian(network, state[:, 0], np.random.default_rng(0))
    return field.mean(), field.std(), integration.mean_overlap(m, state)[0], radius


def test_the_averages_are_those_of_sampled_units():
    networks, kappa, variance = Networks(1000, 300, 0.3, 0.05), 2.0, 9.0
    m, n, noise = sampled(networks, 100_000, np.random.default_rng(1))
    rates = np.tanh(m * (kappa + np.sqrt(variance) * noise))
    averages = {
        "drive": 300 * n * rates,
        "heterogeneity": 210 * n**2 * rates**2,
        "activity": m * rates,
        "bulk_radius": 210 * (m * n * (1 - rates**2)) ** 2,
    }
    for name, values in averages.items():
        expected = getattr(mean_field, name)(networks, kappa, variance) ** (2 if name == "bulk_radius" else 1)
        assert abs(values.mean() - expected) < 4 * values.std() / np.sqrt(len(values)), name


def test_networks_of_moderate_size_rest_where_the_theory_says():
    """Within 3 standard errors of 16 networks, and 2 % for what is of order 1/N: κ itself varies by a tenth."""
    networks = np.array([at_rest(STRUCTURED, replicate) for replicate in range(16)])
    state = mean_field.solve(STRUCTURED)
    error = networks.std(axis=0, ddof=1) / 4
    expected = np.array([state.kappa, state.deviation, state.activity, state.radius])
    slack = np.array([0.02, 0.02, 0.02, 0.1]) * expected  # the largest modulus lies beyond the edge of the bulk
    assert (np.abs(networks.mean(axis=0) - expected) < 3 * error + slack).all()
    scatter = mean_field_scatter.kappa_scatter(STRUCTURED, state)
    assert networks[:, 0].std(ddof=1) == pytest.approx(scatter, rel=3 / np.sqrt(2 * 15))


def test_the_mean_of_the_field_does_not_depend_on_the_mask():
    """Every unit has C targets, so that the sum of the field is C times that of n φ(x)."""
    parameters = {"n_units": 60, "out_degree": 7, "variance": 1.0, "covariance": 0.3, "orthogonal": True}
    network = ensembles.generate({"network": "rank_one", "scaled": False, **parameters}, 1, "mask")
    activation = np.random.default_rng(0).normal(size=(1, 60))
    expected = 7 * np.mean(network.vectors["n"] * np.tanh(activation[0]))
    assert fields.field(network, activation).mean() == pytest.approx(expected, rel=1e-12)


def test_a_dense_network_has_no_heterogeneity_and_solves_the_scalar_equation():
    state = mean_field.solve(Networks(300, 300, 0.2, 0.05))
    normal = stats.norm(scale=np.sqrt(0.2)).pdf
    rates = lambda k: 2 * integrate.quad(lambda m: normal(m) * m * np.tanh(m * k), 0, 5)[0]  # noqa: E731
    kappa = optimize.brentq(lambda k: 300 * 0.25 * rates(k) - k, 1, 100)
    assert state.kappa == pytest.approx(kappa, rel=1e-6)
    assert (state.deviation, state.radius) == (0, 0)


def test_without_covariance_there_is_no_structure_however_strong_the_bulk():
    assert mean_field.solve(Networks(1000, 400, 0.2, 0.0)).kappa == 0
    assert mean_field.solve(Networks(1000, 400, 0.2, 0.0)).deviation > 1


def test_equal_vectors_are_one_vector():
    """At σ_mn = σ² the average of n² given m is m²."""
    networks = Networks(1000, 100, 0.05, 0.05)
    assert networks.n_squared == pytest.approx(networks.m**2)
    state = mean_field.solve(networks)
    m, n, noise = sampled(networks, 100_000, np.random.default_rng(2))
    assert m == pytest.approx(n)
    rates = np.tanh(m * (state.kappa + state.deviation * noise))
    assert 100 * np.mean(m * rates) == pytest.approx(state.kappa, rel=0.02)
    assert 90 * np.mean(m**2 * rates**2) == pytest.approx(state.deviation**2, rel=0.04)


@pytest.mark.parametrize(("covariance", "structured"), [(0.99 / 40, False), (1.01 / 40, True)])
def test_structure_begins_where_the_outlier_crosses_one_if_there_is_no_heterogeneity(covariance, structured):
    """C = N: no heterogeneity; κ ≈ √((Cσ_mn − 1)/(σ² Cσ_mn)) from tanh(x) ≈ x − x³/3 and ⟨m⁴⟩ = 3σ⁴."""
    state = mean_field.solve(Networks(40, 40, 0.05, covariance))
    outlier = 40 * covariance
    expected = np.sqrt((outlier - 1) / (0.05 * outlier)) if structured else 0
    assert state.kappa == pytest.approx(expected, rel=0.03)


def test_structure_grows_continuously_where_the_gain_crosses_one():
    """At Cσ_mn⟨m²φ'⟩/σ² = 1 in the state without structure, which needs an outlier well above one."""
    networks = lambda covariance: Networks(1000, 300, 0.2, covariance)  # noqa: E731
    gain = lambda covariance: mean_field.gain(  # noqa: E731
        networks(covariance), mean_field.field_variance(networks(covariance), 0.0)
    )
    onset = optimize.brentq(lambda covariance: gain(covariance) - 1, 0.001, 0.1)
    assert 300 * onset > 2
    assert mean_field.solve(networks(0.999 * onset)).kappa == 0
    assert 0 < mean_field.solve(networks(1.001 * onset)).kappa < 0.5


@pytest.mark.parametrize("covariance", [0.0, 0.01])
def test_without_activity_the_bulk_is_that_of_the_connectivity(covariance):
    networks = Networks(1000, 100, 0.1, covariance)
    edge = formulas.bulk_edge(0.1**2 + 2 * covariance**2, 1000, 0.9, scaled=False)
    assert mean_field.bulk_radius(networks, 0.0, 0.0) == pytest.approx(edge, rel=1e-9)


@pytest.mark.parametrize(("edge", "active"), [(0.99, False), (1.01, True)])
def test_without_structure_heterogeneity_begins_at_the_edge(edge, active):
    degree = 100
    state = mean_field.solve(Networks(1000, degree, edge / np.sqrt(degree * (1 - degree / 1000)), 0.0))
    assert (state.deviation > 0.1) == active
    assert (state.radius > 1) == active


def test_the_sums_over_units_scatter_as_in_sampled_networks():
    """Of a dense network: (C/N)nᵀφ(mκ) of vectors with orthogonal directions, 4000 times."""
    networks, kappa, rng = Networks(500, 500, 0.2, 0.02), 6.0, np.random.default_rng(0)
    sums = []
    for _ in range(4000):
        x, y, z = ensembles.orthogonalised(*rng.normal(size=(3, 500)))
        m, n = ensembles.connectivity_vectors(x, y, z, networks.variance, networks.covariance)
        sums.append(n @ np.tanh(m * kappa))
    expected = np.sqrt(mean_field_scatter.sampling_covariance(networks, kappa, 0.0)[0, 0])
    assert np.std(sums) == pytest.approx(expected, rel=0.05)


def test_saturation_makes_the_mean_activity_of_networks_smaller_and_less_so_in_larger_ones():
    losses = []
    for n_units in (1000, 4000, 16000):
        networks = STRUCTURED._replace(n_units=n_units)
        state = mean_field.solve(networks)
        losses.append(1 - mean_field_scatter.mean_activity(networks, state) / state.activity)
    assert losses[0] / losses[1] == pytest.approx(4, rel=0.3)
    assert losses[1] / losses[2] == pytest.approx(4, rel=0.1)


@pytest.mark.parametrize("covariance", [0.0054, 0.0154, 0.1])
def test_both_equations_at_once_lead_to_the_structure_that_one_after_the_other_give(covariance):
    networks = Networks(1000, 200, 0.14, covariance)
    nested = mean_field.kappa_of(networks, lambda kappa: mean_field.field_variance(networks, kappa))
    assert mean_field.solve(networks).kappa == pytest.approx(nested, rel=1e-9)
    assert mean_field.drive(networks, nested, mean_field.field_variance(networks, nested)) == pytest.approx(nested)
