"""The closed formulas agree with each other and with brute force."""

import numpy as np
import pytest
from scipy import integrate, special

from sparse_lowrank.networks import ensembles
from sparse_lowrank.spectra import eigenvalues
from sparse_lowrank.theory import formulas

N, C = 1000, 200
S = formulas.sparsity_of_degree(N, C)


@pytest.mark.parametrize(
    ("by_sparsity", "by_degree"),
    [
        (formulas.gaussian_radius(1.3, S), formulas.gaussian_radius_of_degree(1.3, N, C)),
        (formulas.outlier(4.0, S), formulas.outlier_of_degree(4.0, N, C)),
        (formulas.bulk_radius(16.0, N, S), formulas.bulk_radius_of_degree(16.0, N, C)),
        (formulas.bulk_weight_variance(16.0, N, S), formulas.bulk_weight_variance_of_degree(16.0, N, C)),
        (formulas.size_of_sparsity(S, C), N),
    ],
)
def test_sparsity_and_degree_give_the_same_theory(by_sparsity, by_degree):
    assert by_sparsity == pytest.approx(by_degree)


def test_radii_follow_from_weight_variances_by_the_circular_law():
    gaussian = formulas.circular_law_radius(formulas.gaussian_weight_variance(1.3, N, S), N)
    bulk = formulas.circular_law_radius(formulas.bulk_weight_variance(16.0, N, S), N)
    assert gaussian == pytest.approx(formulas.gaussian_radius(1.3, S))
    assert bulk == pytest.approx(formulas.bulk_radius(16.0, N, S))


def test_the_unscaled_network_is_the_scaled_one_times_n():
    assert formulas.outlier_unscaled(0.01, C) == pytest.approx(N * formulas.outlier_of_degree(0.01, N, C))
    assert formulas.bulk_radius_unscaled(0.1, N, C) == pytest.approx(N * formulas.bulk_radius_of_degree(0.1, N, C))


def test_the_unscaled_bulk_radius_approaches_its_limit_from_below():
    radii = formulas.bulk_radius_unscaled(0.1, np.array([400, 4000, 4e8]), C)
    assert (np.diff(radii) > 0).all()
    assert radii[-1] == pytest.approx(formulas.bulk_radius_limit(0.1, C))


def test_the_bulk_radius_is_largest_at_half_sparsity():
    s = np.linspace(0, 1, 101)
    assert s[np.argmax(formulas.bulk_radius(16.0, N, s))] == 0.5


def deflated(parameters, replicate):
    network = ensembles.generate(parameters, 5, "theory", replicate)
    m, n = network.vectors["m"], network.vectors["n"]
    dense = np.outer(m, n) / len(m)
    return network.matrix.toarray() - (1 - parameters["sparsity"]) * dense, m, n


PARAMETERS = {
    "network": "rank_one",
    "n_units": 500,
    "sparsity": 0.6,
    "variance": 2.0,
    "covariance": 1.0,
    "scaled": True,
    "orthogonal": True,
}


def test_the_entries_of_the_deflated_matrix_have_the_variance_of_eq_8():
    entries = np.concatenate([deflated(PARAMETERS, k)[0].ravel() for k in range(10)])
    assert entries.var() == pytest.approx(formulas.bulk_weight_variance(2.0, 500, 0.6), rel=0.05)


def test_m_is_a_right_eigenvector_of_the_sparse_matrix_on_average():
    network = ensembles.generate(PARAMETERS, 5, "theory", 0)
    m = network.vectors["m"]
    image = network.matrix @ m
    assert image @ m / (m @ m) == pytest.approx(
        formulas.outlier(ensembles.overlap(m, network.vectors["n"]), 0.6), rel=0.05
    )
    assert image @ m / np.linalg.norm(image) / np.linalg.norm(m) > 0.9


def test_the_large_n_edge_predicts_the_deflated_radius_better_than_eq_9():
    samples = [deflated(PARAMETERS, k) for k in range(10)]
    measured = np.mean([np.abs(np.linalg.eigvals(matrix)).max() for matrix, _, _ in samples])
    edge = np.mean([formulas.bulk_edge(np.mean((m * n) ** 2), 500, 0.6, scaled=True) for _, m, n in samples])
    assert formulas.bulk_radius(2.0, 500, 0.6) < edge < measured < 1.12 * edge


@pytest.mark.parametrize(("sparsity", "covariance"), [(0.5, 0.0), (0.5, 4.0), (0.9, 0.0)])
def test_at_a_thousand_units_the_radius_is_close_to_the_large_n_edge(sparsity, covariance):
    parameters = PARAMETERS | {"n_units": N, "sparsity": sparsity, "variance": 16.0, "covariance": covariance}
    excess = []
    for replicate in range(8):
        network = ensembles.generate(parameters, 6, "theory", replicate)
        m, n = network.vectors["m"], network.vectors["n"]
        mean, rng = m * (1 - sparsity) / N, np.random.default_rng(replicate)
        _, found = eigenvalues.leading_with_and_without(network.matrix, mean, n, rng)
        excess.append(np.abs(found.values[0]) / formulas.bulk_edge(np.mean((m * n) ** 2), N, sparsity, scaled=True) - 1)
    # One network scatters by about 3 %, so the mean of eight by 1 %.
    assert -0.02 < np.mean(excess) < 0.08


def test_the_large_n_edge_is_the_root_of_the_profiles_only_eigenvalue():
    m, n = np.random.default_rng(0).normal(size=(2, 50))
    profile = 0.24 * np.outer(m**2, n**2) / 50**2
    assert formulas.bulk_edge(np.mean((m * n) ** 2), 50, 0.4, scaled=True) ** 2 == pytest.approx(
        np.linalg.eigvals(profile).real.max()
    )


def test_the_finite_size_radius_is_the_mean_of_dense_gaussian_matrices():
    rng = np.random.default_rng(0)
    radii = [np.abs(np.linalg.eigvals(rng.normal(size=(400, 400)))).max() / 20 for _ in range(60)]
    error = np.std(radii, ddof=1) / np.sqrt(len(radii))
    # Real eigenvalues, which it leaves out, add a few per mille.
    assert -3 * error < np.mean(radii) - formulas.ginibre_radius(400) < 3 * error + 0.005


@pytest.mark.parametrize("n_units", [1, 3, 60, 400])
def test_the_finite_size_radius_is_that_of_adaptive_integration(n_units):
    shapes, width = np.arange(1, n_units + 1), 1 / np.sqrt(n_units)
    low, high = max(0.0, 1 - 4 * width), 1 + 6 * width
    below = lambda r: np.exp(np.log(special.gammainc(shapes, n_units * r**2)).sum() / 2)  # noqa: E731
    expected = high - integrate.quad(below, low + 1e-12, high, epsabs=1e-12, limit=200)[0]
    assert formulas.ginibre_radius(n_units) == pytest.approx(expected, rel=1e-10)


def test_the_finite_size_radius_falls_to_that_of_the_circular_law():
    radii = np.array([formulas.ginibre_radius(n) for n in (100, 1000, 10000)])
    assert (np.diff(radii) < 0).all()
    assert 1 < radii[-1] < 1.01
