"""The integrator agrees with a tight reference, at the order asked for, and its noise does not depend on the step."""

import numpy as np
import pytest
import yaml
from scipy.integrate import solve_ivp

from sparse_lowrank.dynamics import dimensionality, integration, times
from sparse_lowrank.dynamics.simulations.response import response
from sparse_lowrank.networks import ensembles, products

with open("config.yaml") as file:
    EXPERIMENTS = yaml.safe_load(file)["experiments"]

REGIMES = {"decaying": (0.04, 0.0016), "structured": (0.04, 0.01)}


def network(n_units=400, replicate=0, **changes):
    parameters = {
        "network": "rank_one",
        "n_units": n_units,
        "out_degree": 200,
        "variance": 0.04,
        "covariance": 0.01,
        "scaled": False,
        "orthogonal": True,
        **changes,
    }
    return ensembles.generate(parameters, 1, "dynamics", replicate)


def reference(matrix, start, until, pulse=None, times=None):
    """x at the given times by DOP853; `pulse` is (vector, onset, offset) of a step of input."""
    dense, vector = matrix.toarray(), 0.0 if pulse is None else pulse[0]
    edges = sorted({0.0, until, *([] if pulse is None else pulse[1:])})
    times = np.array([until]) if times is None else times
    states, state = {}, start
    for begin, end in zip(edges[:-1], edges[1:], strict=True):
        on = pulse is not None and pulse[1] <= begin < pulse[2]
        inside = times[(times > begin + 1e-12) & (times <= end + 1e-12)]
        points = np.union1d(inside, [end])
        solution = solve_ivp(
            lambda t, x, on=on: -x + dense @ np.tanh(x) + on * vector,
            (begin, end),
            state,
            method="DOP853",
            t_eval=points,
            rtol=1e-10,
            atol=1e-12,
        )
        states |= dict(zip(np.round(points, 9), solution.y.T, strict=True))
        state = solution.y[:, -1]
    return np.array([states[round(time, 9)] for time in times]).T


def ours(matrix, start, until, time_step, order=2):
    recurrent, n_steps = products.of_matrix(matrix), round(until / time_step)
    *_, (last, _) = integration.integrate(recurrent, start[:, None], time_step, n_steps, order=order)
    return last[:, 0]


def course(vector, sample, start, until, options):
    """vᵀφ(x)/N at every step of the experiment's integration, and the times."""
    recurrent, step = products.product(sample, 1), options["time_step"]
    n_steps = round(until / step)
    states = integration.integrate(recurrent, start[:, None], step, n_steps, order=options["order"])
    return np.arange(1, n_steps + 1) * step, np.array(
        [integration.mean_overlap(vector, state[:, 0]) for state, _ in states]
    )


@pytest.mark.parametrize("regime", REGIMES)
def test_autonomous_activity_at_the_configured_step_is_that_of_the_reference(regime):
    variance, covariance = REGIMES[regime]
    sample = network(variance=variance, covariance=covariance)
    start, m = np.random.default_rng(0).normal(size=400), sample.vectors["m"]
    times, found = course(m, sample, start, 20.0, EXPERIMENTS["fig5_regimes"]["dynamics"])
    expected = integration.mean_overlap(m, reference(sample.matrix, start, 20.0, times=times))
    assert found == pytest.approx(expected, abs=1e-3 * np.abs(expected).max())


def test_where_activity_settles_is_that_of_the_reference_at_the_longer_step():
    sample, start = network(), np.random.default_rng(0).normal(size=400)
    m = sample.vectors["m"]
    _, found = course(m, sample, start, 40.0, EXPERIMENTS["fig5_vs_degree"]["dynamics"])
    expected = integration.mean_overlap(m, reference(sample.matrix, start, 40.0))
    assert abs(expected[0]) > 0.05
    assert found[-1] == pytest.approx(expected[0], rel=1e-3)


def test_the_statistics_of_chaotic_activity_do_not_depend_on_the_step():
    options = EXPERIMENTS["fig5_vs_degree"]["dynamics"]
    levels, spreads = [], []
    for replicate in range(12):
        sample = network(replicate=replicate, n_units=800, variance=0.2, covariance=0.01)
        start = np.random.default_rng(replicate).normal(size=800)
        late = [
            course(sample.vectors["m"], sample, start, 100.0, options | {"time_step": step})[1][round(50 / step) :]
            for step in (options["time_step"], 0.05)
        ]
        levels.append([abs(values.mean()) for values in late])
        spreads.append([values.std() for values in late])
    for statistic in np.array(levels), np.array(spreads):
        difference = statistic[:, 0] - statistic[:, 1]
        assert statistic.mean() > 0.01
        assert abs(difference.mean()) < 3 * difference.std(ddof=1) / np.sqrt(12)


def test_the_response_at_the_configured_step_is_that_of_the_reference():
    sample = network(variance=0.015, covariance=0.0, input_overlap=0.2)
    options = EXPERIMENTS["fig4_sparse_trajectories"]["dynamics"] | {"sample_interval": 0.5}
    found = response(sample, options, {}, None)
    sampled = times.sample_times(options)[1:]
    m, pattern = sample.vectors["m"], sample.vectors["input"]
    states = reference(sample.matrix, np.zeros(400), 25.0, (pattern, options["onset"], options["offset"]), sampled)
    kappa = integration.projection(m, states)
    assert found["kappa_r"][1:] == pytest.approx(kappa, abs=1e-3 * kappa.max())
    trajectory = np.vstack([np.zeros(400), states.T])
    expected = dimensionality.components(trajectory, m, pattern)
    assert found["participation_ratio"] == pytest.approx(expected["participation_ratio"], rel=1e-3)
    assert found["explained_variance_ratio"] == pytest.approx(expected["explained_variance_ratio"], abs=1e-3)


@pytest.mark.parametrize("order", [2, 3])
def test_the_error_falls_with_the_step_to_the_power_of_the_order(order):
    sample, start = network(), np.random.default_rng(0).normal(size=400)
    expected = reference(sample.matrix, start, 4.0)[:, 0]
    errors = [np.linalg.norm(ours(sample.matrix, start, 4.0, step, order) - expected) for step in (0.1, 0.05, 0.025)]
    orders = np.log2(np.array(errors[:-1]) / errors[1:])
    assert orders == pytest.approx([order, order], abs=0.3)


def test_a_jump_of_the_input_costs_no_order():
    sample = network(variance=0.015, covariance=0.0, input_overlap=0.2)
    pattern, m = sample.vectors["input"], sample.vectors["m"]
    options = {"duration": 8.0, "onset": 2.0, "offset": 5.0, "sample_interval": 1.0, "order": 3}
    expected = integration.projection(
        m, reference(sample.matrix, np.zeros(400), 8.0, (pattern, 2.0, 5.0), np.arange(1.0, 9.0))
    )
    errors = [
        np.abs(response(sample, options | {"time_step": step}, {}, None)["kappa_r"][1:] - expected).max()
        for step in (0.1, 0.05, 0.025)
    ]
    assert np.log2(np.array(errors[:-1]) / errors[1:]) == pytest.approx([3, 3], abs=0.5)


def test_without_recurrence_the_leak_and_a_constant_input_are_exact():
    step, state = 0.7, np.array([[2.0]])
    drive = integration.input_weight(step) * 3.0
    *_, (last, _) = integration.integrate(lambda rates: 0 * rates, state, step, 4, lambda k: drive)
    assert last[0, 0] == pytest.approx(3 + (2 - 3) * np.exp(-2.8))


@pytest.mark.parametrize("time_step", [0.02, 0.1, 0.5])
def test_the_variance_of_the_noise_does_not_depend_on_the_step(time_step):
    rng = np.random.default_rng(0)
    weight = integration.noise_weight(time_step)
    start, n_steps = np.zeros((1, 20000)), round(10 / time_step)
    *_, (last, _) = integration.integrate(
        lambda rates: 0 * rates, start, time_step, n_steps, lambda k: weight * rng.normal(size=start.shape)
    )
    assert last.var() == pytest.approx(0.5, rel=0.05)


@pytest.mark.parametrize("n_trials", [1, 12])
@pytest.mark.parametrize("degree", [20, 300])
def test_dense_and_sparse_products_are_the_same_input(degree, n_trials):
    sample = network(out_degree=degree)
    rates = np.random.default_rng(0).normal(size=(400, n_trials))
    expected = sample.matrix.toarray() @ rates
    assert products.product(sample, n_trials)(rates) == pytest.approx(expected, abs=1e-12)


def test_projections_are_those_of_the_paper():
    m = np.array([1.0, 2.0, 2.0])
    assert integration.projection(m, 0.3 * m) == pytest.approx(0.3)
    assert integration.mean_overlap(m, np.arctanh(0.2 * m)) == pytest.approx(0.2 * 9 / 3)


def test_at_equilibrium_the_projection_is_the_recurrent_input():
    """Below Eq 37, for P = mnᵀ/N: κ_r = κ_rec."""
    sample = network(scaled=True, variance=4.0, covariance=2.0, out_degree=400)
    state = ours(sample.matrix, sample.vectors["m"], 60.0, 0.1)
    kappa = integration.projection(sample.vectors["m"], state)
    assert abs(kappa) > 0.1
    assert kappa == pytest.approx(integration.mean_overlap(sample.vectors["n"], state), rel=1e-6)
