"""The edge of the bulk of a sum of two sparse parts is that of its variance profile, by brute force and in limits."""

import numpy as np
import pytest

from sparse_lowrank.networks import ensembles
from sparse_lowrank.theory import formulas, superposition

N, S, G = 60, 0.7, 1.3


def vectors(n_units=N, seed=0):
    x, y, z = np.random.default_rng(seed).normal(size=(3, n_units))
    return ensembles.connectivity_vectors(x, y, z, 0.09, 0.04)


def profile(m, n, sparsity, gain, scaled):
    """The variance of every entry of the matrix without its mean."""
    size = len(m)
    structure = np.outer(m**2, n**2) / (size**2 if scaled else 1)
    return sparsity * (1 - sparsity) * structure + (1 - sparsity) * gain**2 / size


@pytest.mark.parametrize("scaled", [True, False])
@pytest.mark.parametrize(("sparsity", "gain"), [(0.7, 1.3), (0.2, 0.3), (0.95, 4.0), (0.5, 0.0), (0.0, 1.0)])
def test_the_edge_is_the_root_of_the_largest_eigenvalue_of_the_profile(sparsity, gain, scaled):
    m, n = vectors()
    edge = superposition.bulk_edge(superposition.realised_moments(m, n), N, sparsity, gain, scaled)
    values = np.linalg.eigvals(profile(m, n, sparsity, gain, scaled))
    assert edge**2 == pytest.approx(np.abs(values).max(), rel=1e-9)


@pytest.mark.parametrize("scaled", [True, False])
@pytest.mark.parametrize(("sparsity", "gain"), [(0.7, 1.3), (0.2, 0.3), (0.95, 4.0), (0.5, 0.0), (0.0, 1.0)])
def test_the_units_at_the_edge_follow_from_the_leading_eigenvectors_of_the_profile(sparsity, gain, scaled):
    m, n = vectors()
    found = superposition.units_at_edge(superposition.realised_moments(m, n), N, sparsity, gain, scaled)
    variances = profile(m, n, sparsity, gain, scaled)
    right, left = (leading_vector(matrix) for matrix in (variances, variances.T))
    assert found == pytest.approx((right @ left) ** 2 / ((right * left) ** 2).mean() / N, rel=1e-9)


def leading_vector(matrix):
    values, found = np.linalg.eig(matrix)
    return found[:, np.abs(values).argmax()].real


@pytest.mark.parametrize("shared", [True, False])
def test_the_entries_have_the_variance_of_the_profile_whether_or_not_the_parts_share_their_mask(shared):
    m, n = vectors(8, seed=1)
    rng, draws = np.random.default_rng(2), 40_000
    kept = rng.random((draws, 8, 8)) > S
    own = kept if shared else rng.random((draws, 8, 8)) > S
    entries = kept * np.outer(m, n) + own * rng.normal(scale=G / np.sqrt(8), size=kept.shape)
    # A sample variance scatters by √((kurtosis − 1)/draws), at most 2 % for these.
    ratio = entries.var(axis=0) / profile(m, n, S, G, scaled=False)
    assert np.abs(ratio - 1).max() < 0.08
    assert ratio.mean() == pytest.approx(1, abs=0.01)


def test_without_a_gaussian_part_the_edge_is_that_of_the_rank_one_network():
    m, n = vectors()
    edge = superposition.bulk_edge(superposition.realised_moments(m, n), N, S, 0.0, scaled=False)
    assert edge == pytest.approx(formulas.bulk_edge(np.mean((m * n) ** 2), N, S, scaled=False))


@pytest.mark.parametrize(("variance", "sparsity"), [(1e-9, S), (0.09, 0.0)])
def test_without_structure_or_dense_the_edge_is_that_of_the_circular_law_at_every_unit(variance, sparsity):
    moments = superposition.expected_moments(variance, variance / 2)
    assert superposition.bulk_edge(moments, N, sparsity, G, False) == pytest.approx(
        formulas.gaussian_radius(G, sparsity)
    )
    assert superposition.units_at_edge(moments, N, sparsity, G, False) == pytest.approx(N)


def test_the_squared_radii_add_up_if_the_vectors_are_independent():
    edge = superposition.bulk_edge(superposition.expected_moments(0.09, 0.0), N, S, G, scaled=False)
    parts = formulas.bulk_edge(0.09**2, N, S, scaled=False), formulas.gaussian_radius(G, S)
    assert edge == pytest.approx(np.hypot(*parts))


@pytest.mark.parametrize("covariance", [0.0, 0.04, 0.09])
def test_the_expected_moments_are_those_of_many_units(covariance):
    x, y, z = np.random.default_rng(3).normal(size=(3, 1_000_000))
    m, n = ensembles.connectivity_vectors(x, y, z, 0.09, covariance)
    expected = np.array(superposition.expected_moments(0.09, covariance))
    # ⟨m⁴n⁴⟩, of the heaviest tail, scatters by about 3 % here.
    assert superposition.realised_moments(m, n) / expected == pytest.approx(1, abs=0.1)


def test_arrays_of_parameters_give_arrays_of_edges():
    gain, covariance = np.array([0.0, 1.0, 2.0]), np.array([0.0, 0.01, 0.02])
    arguments = {"n_units": 1000, "sparsity": 0.8, "scaled": False}
    moments = superposition.expected_moments(0.04, covariance)
    edges = superposition.bulk_edge(moments, gain=gain, **arguments)
    for k in range(3):
        one = superposition.bulk_edge(superposition.expected_moments(0.04, covariance[k]), gain=gain[k], **arguments)
        assert edges[k] == one


@pytest.mark.parametrize("shared", [True, False])
def test_the_radius_exceeds_the_edge_as_much_as_the_units_at_the_edge_allow(shared):
    parameters = {"network": "sparse_rank_one_plus_gaussian", "n_units": 200, "sparsity": 0.6, "gain": 0.8}
    parameters |= {"variance": 0.09, "covariance": 0.02, "scaled": False, "orthogonal": True, "shared_mask": shared}
    ratios = []
    for replicate in range(16):
        network = ensembles.generate(parameters, 5, "superposition", replicate)
        m, n = network.vectors["m"], network.vectors["n"]
        theory = superposition.finite_size_edge(superposition.realised_moments(m, n), 200, 0.6, 0.8, False)
        ratios.append(np.abs(np.linalg.eigvals(network.matrix.toarray() - 0.4 * np.outer(m, n))).max() / theory)
    # Real eigenvalues, which the finite-size radius leaves out, add up to 1 %.
    error = np.std(ratios, ddof=1) / 4
    assert -3 * error < np.mean(ratios) - 1 < 3 * error + 0.01
