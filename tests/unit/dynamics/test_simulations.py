"""The simulations keep what the figures show, and show what the paper says at moderate size."""

from functools import partial

import numpy as np
import pytest
import yaml

from sparse_lowrank import seeds
from sparse_lowrank.dynamics import dimensionality, sampling
from sparse_lowrank.dynamics.simulations.autonomous import autonomous
from sparse_lowrank.dynamics.simulations.evidence_integration import evidence_integration
from sparse_lowrank.dynamics.simulations.response import response
from sparse_lowrank.networks import ensembles

with open("config.yaml") as file:
    EXPERIMENTS = yaml.safe_load(file)["experiments"]


def draw(experiment, replicate=0, **changes):
    entry = EXPERIMENTS[experiment] | changes
    parameters = {key: value for key, value in entry.items() if key not in ("dynamics", "replicates", "spectra")}
    return ensembles.generate(parameters, 1, "simulations", replicate), entry["dynamics"]


def respond(gain=None, **changes):
    name = "fig4_sparse_trajectories" if gain is None else "fig4_random_trajectories"
    network, options = draw(name, n_units=600, **changes)
    return response(network, options, {} if gain is None else {"gain": gain}, None)


def test_the_participation_ratio_counts_equal_dimensions():
    assert dimensionality.participation_ratio(np.array([3.0, 3.0, 3.0, 0.0])) == pytest.approx(3)
    assert dimensionality.participation_ratio(np.array([5.0, 0.0])) == 1
    assert np.isnan(dimensionality.participation_ratio(np.zeros(3)))


def test_the_covariance_spectrum_is_that_of_numpy():
    trajectory = np.random.default_rng(0).normal(size=(50, 8))
    eigenvalues, components = dimensionality.covariance_spectrum(trajectory, 3)
    expected = np.linalg.eigvalsh(np.cov(trajectory.T, bias=True))[::-1]
    assert eigenvalues[:8] == pytest.approx(expected)
    assert eigenvalues[8:] == pytest.approx(0, abs=1e-12)
    assert components.T @ components == pytest.approx(np.eye(3), abs=1e-12)
    assert np.cov(trajectory.T, bias=True) @ components == pytest.approx(components * expected[:3], abs=1e-12)


def test_both_rows_of_fig_4_share_their_dense_backbone():
    dense = respond(out_degree=600)
    with_gaussian = respond(gain=[0.0, 0.5])
    assert with_gaussian["kappa_r"][0] == pytest.approx(dense["kappa_r"], rel=1e-9)


def test_a_dense_network_responds_in_the_plane_of_m_and_i():
    dense = respond(out_degree=600)
    assert dense["explained_variance_ratio"][:2].sum() == pytest.approx(1)
    in_plane = dense["component_alignment_m"][:2] ** 2 + dense["component_alignment_i"][:2] ** 2
    assert in_plane == pytest.approx(1, abs=0.05)  # m and I are orthogonal, so that this is the whole component


def test_sparsity_flattens_the_response_towards_i():
    peaks = [respond(out_degree=degree)["kappa_r"].max() for degree in (600, 360, 120, 30)]
    assert (np.diff(peaks) < 0).all()
    assert respond(out_degree=30)["component_alignment_i"][0] > 0.95


def test_a_gaussian_part_adds_dimensions_and_leaves_the_mean_projection_on_m():
    results = [respond(gain=[0.0, 0.5], replicate=k) for k in range(12)]
    ratios = np.array([result["participation_ratio"] for result in results])
    peaks = np.array([result["kappa_r"].max(axis=1) for result in results])
    assert ratios[:, 1].mean() > ratios[:, 0].mean() + 2 * ratios.std(axis=0).max() / np.sqrt(12)
    assert peaks[:, 1].mean() == pytest.approx(peaks[:, 0].mean(), rel=0.1)


def test_a_decaying_network_decays_and_a_structured_one_settles_along_m():
    for covariance, structured in ((0.0016, False), (0.01, True)):
        network, options = draw("fig5_regimes", variance=0.04, covariance=covariance)
        result = autonomous(network, options, {}, partial(seeds.generator, 1))
        late = result["activation"][:, -40:]
        assert late.std(axis=1).max() < 1e-6
        if structured:
            m = network.vectors["m"][: len(late)]
            assert abs(np.corrcoef(late[:, -1], m)[0, 1]) > 0.9
            assert abs(result["activity_m"][-1]) > 0.05
        else:
            assert np.abs(late).max() < 1e-3


def test_a_chaotic_network_keeps_fluctuating_around_no_projection():
    network, options = draw("fig5_regimes", variance=0.16, covariance=0.0016)
    result = autonomous(network, options, {}, partial(seeds.generator, 1))
    late = result["kappa_r"][100:]
    assert result["activation"][:, 100:].std(axis=1).mean() > 0.1
    assert abs(late.mean()) < 2 * late.std()


def test_a_common_start_is_one_number_for_all_units_and_another_in_each_network():
    network, options = draw("robustness_degree", out_degree=50)
    starts = []
    for seed in range(20):
        state = sampling.random_state(1000, options, partial(seeds.generator, seed))
        assert state.shape == (1000, 1)
        assert (state == state[0]).all()
        starts.append(float(state[0, 0]))
    assert 0 <= min(starts) < 0.25 < 0.75 < max(starts) < 1
    generator = partial(seeds.generator, 3)
    m = network.vectors["m"]
    kept = autonomous(network, options | {"duration": 1}, {}, generator)
    start = float(sampling.random_state(1000, options, generator)[0, 0])
    assert kept["kappa_r"][0] == pytest.approx(start * m.sum() / (m @ m))


def evidence(coherence, time_step=0.1, trials=20, seed=0, **changes):
    network, options = draw("fig6_psychometric", n_units=600, in_degree=60, **changes)
    options = options | {"trials": trials, "time_step": time_step}
    generator = partial(seeds.generator, seed)
    return evidence_integration(network, options, {"coherence": coherence}, generator)


def test_more_trials_leave_the_earlier_ones_as_they_are():
    few, many = (evidence([0.3], trials=trials)["choice"] for trials in (4, 9))
    assert np.array_equal(few, many[:, :4])


def test_trials_start_along_m_and_along_n_if_asked_for():
    network, options = draw("robustness_variance_start", n_units=300, in_degree=60, variance=0.2)
    m, n, weights = (network.vectors[name] for name in ("m", "n", "readout"))
    for along_n in (0.0, -1.0):
        changed = options | {"initial_projection_n": along_n, "duration": 12}
        kept = evidence_integration(network, changed, {"coherence": [0.9]}, partial(seeds.generator, 0))
        assert kept["readout"][0, 0, 0] == pytest.approx(weights @ np.tanh(-m + along_n * n) / 300)


def test_choices_follow_coherence():
    fractions = (evidence([0.0, 1.0])["choice"] > 0).mean(axis=1)
    assert fractions[0] < 0.2
    assert fractions[1] > 0.8


def test_halving_the_step_leaves_the_psychometric_curve_within_its_errors():
    coherence, trials = [0.15, 0.25, 0.35], 60
    configured = EXPERIMENTS["fig6_psychometric"]["dynamics"]["time_step"]
    whole, half = (
        (evidence(coherence, step, trials, seed)["choice"] > 0).mean(axis=1)
        for seed, step in ((1, configured), (2, configured / 2))
    )
    pooled = (whole + half) / 2
    errors = np.sqrt(2 * pooled * (1 - pooled) / trials)
    assert (np.abs(whole - half) <= 3 * errors + 1e-9).all()


def test_halving_the_step_leaves_the_readout_variance_within_its_error():
    configured = EXPERIMENTS["fig6_readout_variance"]["dynamics"]["time_step"]
    whole, half = (
        evidence([0.9], step, 60, seed, variance=1.0, covariance=0.06)["readout_variance"].ravel()
        for seed, step in ((1, configured), (2, configured / 2))
    )
    error = np.sqrt((whole.var(ddof=1) + half.var(ddof=1)) / 60)
    assert abs(whole.mean() - half.mean()) <= 3 * error
    assert error < 0.5 * half.mean()
