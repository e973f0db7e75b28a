"""The mean field of fluctuating activity agrees with sampled processes, with a network, and with known limits."""

import numpy as np
import pytest

from sparse_lowrank.dynamics import fields, integration
from sparse_lowrank.networks import ensembles, products
from sparse_lowrank.theory import dynamic_mean_field, mean_field
from sparse_lowrank.theory.mean_field import Networks

CHAOTIC = Networks(n_units=4000, degree=100, variance=0.2, covariance=0.0)
BOTH = Networks(n_units=8000, degree=60, variance=0.8, covariance=0.16)


@pytest.mark.parametrize("fraction", [0.0, 0.3, 0.9, 1.0])
def test_the_correlation_of_rates_is_that_of_sampled_pairs(fraction):
    networks, kappa, variance, rng = BOTH, 3.0, 20.0, np.random.default_rng(1)
    m, n = ensembles.connectivity_vectors(*rng.normal(size=(3, 100_000)), networks.variance, networks.covariance)
    shared, one, other = np.sqrt(variance) * rng.normal(size=(3, 100_000))
    pair = (np.tanh(m * (kappa + np.sqrt(fraction) * shared + np.sqrt(1 - fraction) * own)) for own in (one, other))
    products = networks.spread * n**2 * next(pair) * next(pair)
    expected = dynamic_mean_field.correlation(networks, kappa, variance)(fraction)
    assert abs(products.mean() - expected) < 4 * products.std() / np.sqrt(100_000)


@pytest.mark.parametrize("kappa", [0.0, 2.0])
def test_the_series_of_the_correlation_is_its_double_integral(kappa):
    """With what two times share, √ρ of the noise, held fixed: the mean square of the mean rate."""
    variance, fraction, nodes = 3.0, 0.4, mean_field.NOISE[::5]
    weights = np.exp(-(nodes**2) / 2) / np.exp(-(nodes**2) / 2).sum()
    noise = np.sqrt(fraction) * nodes[:, None] + np.sqrt(1 - fraction) * nodes
    mean_rates = np.tanh(np.multiply.outer(BOTH.m, kappa + np.sqrt(variance) * noise)) @ weights
    expected = BOTH.spread * mean_field.HALF_NORMAL_WEIGHTS * BOTH.n_squared @ mean_rates**2 @ weights
    assert dynamic_mean_field.correlation(BOTH, kappa, variance)(fraction) == pytest.approx(expected, rel=1e-6)


def test_at_strong_coupling_the_variance_falls_to_that_of_rates_of_one_modulus():
    """At κ = 0, G = (2/π)J² arcsin(Δ/Δ(0)) in this limit, so that Δ(0) = 2(1 − 2/π)J²; J² is that at rest."""
    ratios = []
    for degree in (100, 1000, 10_000):
        networks = Networks(1e7, degree, 1.0, 0.0)
        stationary = mean_field.field_variance(networks, 0.0)
        ratios.append(dynamic_mean_field.variance_and_persistence(networks, 0.0)[0] / stationary)
    assert ratios == sorted(ratios, reverse=True)
    assert 2 * (1 - 2 / np.pi) < ratios[-1] < 0.75


def test_below_the_onset_the_solution_is_the_stationary_one():
    networks = Networks(4000, 200, 0.2, 0.04)
    stationary, state = mean_field.solve(networks), dynamic_mean_field.solve(networks)
    assert state.kappa == pytest.approx(stationary.kappa)
    assert np.sqrt(state.variance) == pytest.approx(stationary.deviation)
    deviation, fluctuation, half_time = dynamic_mean_field.field_statistics(networks, state)
    assert (deviation, fluctuation) == (pytest.approx(stationary.deviation), 0)
    assert np.isnan(half_time)


def test_the_slope_of_the_correlation_is_the_squared_radius_of_the_bulk():
    """Which makes fluctuations begin where the Jacobian's bulk crosses one."""
    kappa, variance = 2.0, 3.0
    slope = dynamic_mean_field.correlation(BOTH, kappa, variance).deriv()(1.0) / variance
    assert slope == pytest.approx(mean_field.bulk_radius(BOTH, kappa, variance) ** 2, rel=1e-3)


def test_close_to_the_onset_of_chaos_the_autocovariance_is_a_hyperbolic_secant():
    """Sompolinsky, Crisanti & Sommers (1988), here with the moments of m and n.

    For r = 1 + ε and σ_mn = 0, to lowest order, tanh(x) ≈ x − x³/3 + 2x⁵/15 gives Δ'' = αΔ − βΔ³ with
    β = (2/3)C(1 − C/N)⟨n²m⁶⟩ = 10σ⁴, at Δ(0) = (r² − 1)/(2C(1 − C/N)⟨n²m⁴⟩) = ε/3σ², and so
    Δ(τ) = Δ(0)/cosh(√(β/2) Δ(0) τ).
    """
    excess = 0.001
    square = (1 + excess) / np.sqrt(100 * (1 - 100 / 1e6))
    networks = Networks(1e6, 100, square, 0.0)
    state = dynamic_mean_field.solve(networks)
    lags, covariance, _ = dynamic_mean_field.autocovariance(networks, state)
    assert state.persistent == pytest.approx(0, abs=1e-9)
    assert state.variance == pytest.approx(excess / (3 * square), rel=0.005)
    secant = 1 / np.cosh(np.sqrt(5) * square * state.variance * lags)
    assert covariance / state.variance == pytest.approx(secant, abs=0.01)


@pytest.mark.parametrize("networks", [CHAOTIC, BOTH])
def test_the_autocovariance_solves_its_equation(networks):
    state = dynamic_mean_field.solve(networks)
    lags, covariance, field = dynamic_mean_field.autocovariance(networks, state)
    even = np.linspace(0, lags[len(lags) // 2], 400)
    course = np.interp(even, lags, covariance)
    width = 10  # wide differences, as the course is interpolated
    curvature = (course[2 * width :] - 2 * course[width:-width] + course[: -2 * width]) / (width * even[1]) ** 2
    expected = (course - np.interp(even, lags, field))[width:-width]
    assert curvature == pytest.approx(expected, abs=0.03 * np.abs(expected).max())
    assert covariance[-1] == pytest.approx(state.persistent, abs=1e-3 * state.variance)


def sampled_process(networks, state, n_units, rng):
    """Standard deviation of x/m over units, and C⟨nφ(x)⟩, of units driven by processes of the autocovariance found."""
    step, count = 0.1, 4096
    lags, _, field = dynamic_mean_field.autocovariance(networks, state)
    at = step * np.minimum(np.arange(count), count - np.arange(count))
    power = np.fft.rfft(np.interp(at, lags, field - state.persistent, right=0.0)).real.clip(min=0)
    noise = rng.normal(size=(2, n_units, count // 2 + 1))
    drive = np.fft.irfft(np.sqrt(power * count / 2) * (noise[0] + 1j * noise[1]), axis=1)
    drive += state.kappa + np.sqrt(state.persistent) * rng.normal(size=(n_units, 1))
    scaled = np.full(n_units, state.kappa)
    for k in range(400):
        scaled += step * ((drive[:, k] + drive[:, k + 1]) / 2 - scaled) / (1 + step / 2)
    m, n = ensembles.connectivity_vectors(*rng.normal(size=(3, n_units)), networks.variance, networks.covariance)
    return scaled.std(), networks.degree * np.mean(n * np.tanh(m * scaled))


def test_sampled_units_driven_by_the_field_reproduce_it():
    state = dynamic_mean_field.solve(BOTH)
    deviation, kappa = sampled_process(BOTH, state, 3000, np.random.default_rng(0))
    assert deviation == pytest.approx(np.sqrt(state.variance), rel=4 / np.sqrt(2 * 3000))
    assert kappa == pytest.approx(state.kappa, abs=4 * BOTH.degree * np.sqrt(BOTH.variance / 3000))


def test_a_chaotic_network_has_the_deviation_and_the_half_time_of_the_theory():
    """One network; the theory leaves out that κ fluctuates, by √(C/(N − C)) of the field."""
    parameters = {"n_units": 4000, "out_degree": 100, "variance": 0.8, "covariance": 0.0, "orthogonal": True}
    network = ensembles.generate({"network": "rank_one", "scaled": False, **parameters}, 1, "chaos")
    start = np.random.default_rng(0).normal(size=(4000, 1))
    recurrent = products.product(network)
    states = integration.integrate(recurrent, start, 0.125, 1200)
    late = np.array([state[:, 0] for k, (state, _) in enumerate(states) if k >= 400 and k % 4 == 0])
    measured = fields.statistics(fields.field(network, late), 0.5)
    networks = Networks(4000, 100, 0.8, 0.0)
    expected = dynamic_mean_field.field_statistics(networks, dynamic_mean_field.solve(networks), window=100)
    names = ("field_deviation", "field_fluctuation", "field_half_time")
    for name, theory, slack in zip(names, expected, (0.04, 0.04, 0.15), strict=True):
        assert measured[name] == pytest.approx(theory, rel=slack)
