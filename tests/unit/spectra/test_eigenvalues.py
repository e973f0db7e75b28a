"""The iterative solver finds what LAPACK finds, says how well, and gives way to LAPACK where it cannot."""

from itertools import product

import numpy as np
import pytest
from scipy import linalg, sparse

from sparse_lowrank.networks import ensembles, products
from sparse_lowrank.spectra import eigenvalues
from sparse_lowrank.spectra.krylov import KrylovSpace


def rank_one(covariance, scaled, orthogonal):
    variable = {"covariance": covariance, "scaled": scaled, "orthogonal": orthogonal}
    return {"network": "rank_one", "variance": 1.0, **variable}


ENSEMBLES = {
    "gaussian": {"network": "gaussian", "gain": 1.0},
    "rank one": rank_one(covariance=0.3, scaled=True, orthogonal=True),
    "rank one, unscaled": rank_one(covariance=0.3, scaled=False, orthogonal=True),
    "rank one, independent vectors": rank_one(covariance=0.3, scaled=True, orthogonal=False),
    "rank one, unscaled, independent vectors": rank_one(covariance=0.0, scaled=False, orthogonal=False),
}
SPARSITIES = (0.0, 0.25, 0.5, 0.8, 0.9, 0.97)
MASKS = ("sparsity", "out_degree", "in_degree")


def matrix(ensemble, n_units, mask, sparsity, replicate=0):
    size = sparsity if mask == "sparsity" else round(n_units * (1 - sparsity))
    parameters = {**ENSEMBLES[ensemble], "n_units": n_units, mask: size}
    return ensembles.generate(parameters, 3, ensemble, mask, sparsity, replicate).matrix


def small_cases():
    sizes = (200, 250, 320, 400)
    for k, (ensemble, mask, sparsity) in enumerate(product(ENSEMBLES, MASKS, SPARSITIES)):
        if ensemble == "gaussian" or sparsity > 0:
            yield ensemble, sizes[k % 4], mask, sparsity


def large_cases():
    for k, ensemble in enumerate(ENSEMBLES):
        yield ensemble, (1500, 700, 1000)[k % 3], MASKS[k % 3], (0.97, 0.5, 0.9)[k % 3]


def check(case):
    sample = matrix(*case)
    found = eigenvalues.leading(sample, np.random.default_rng(0))
    radius = np.abs(linalg.eigvals(sample.toarray())).max()
    assert np.abs(found.values[0]) == pytest.approx(radius, rel=1e-6), case
    assert found.residual <= eigenvalues.MAXIMUM_RESIDUAL
    assert found.verified
    return found.solver


def test_the_radius_of_many_random_matrices_is_that_of_lapack():
    solvers = [check(case) for case in small_cases()]
    assert len(solvers) >= 75
    assert set(solvers) == {"arnoldi"}


@pytest.mark.parametrize("case", list(large_cases()), ids=str)
def test_the_radius_of_a_large_matrix_is_that_of_lapack(case):
    assert check(case) == "arnoldi"


def test_eigenvectors_belong_to_their_eigenvalues_and_moduli_descend():
    sample = matrix("gaussian", 400, "out_degree", 0.8)
    found = eigenvalues.leading(sample, np.random.default_rng(0), 8)
    assert sample @ found.vectors == pytest.approx(found.vectors * found.values, abs=1e-6)
    assert (np.diff(np.abs(found.values)) < 1e-9).all()


def test_the_same_start_vector_gives_the_same_bits():
    sample = matrix("gaussian", 400, "sparsity", 0.8)
    first, second = (eigenvalues.leading(sample, np.random.default_rng(5)) for _ in range(2))
    assert np.array_equal(first.values, second.values)
    assert np.array_equal(first.vectors, second.vectors)


def test_a_network_of_few_connections_gives_the_same_bits_too():
    # Its Krylov space is soon exhausted, and the iteration goes on from a new random vector.
    for replicate in range(6):
        sample = matrix("gaussian", 300, "sparsity", 0.9999, replicate)
        first, second = (eigenvalues.leading(sample, np.random.default_rng(5)) for _ in range(2))
        assert np.array_equal(first.values, second.values)


@pytest.mark.parametrize("factor", [2.0**-60, 2.0**-40, 2.0**-20, 2.0**20])
def test_eigenvalues_and_their_order_are_in_proportion_to_the_weights(factor):
    sample = matrix("gaussian", 320, "sparsity", 0.5)
    for radius in (
        lambda matrix: np.abs(eigenvalues.leading(matrix, np.random.default_rng(0)).values[0]),
        lambda matrix: np.abs(eigenvalues.whole_spectrum(matrix)[0]),
    ):
        assert radius(factor * sample) == pytest.approx(factor * radius(sample), rel=1e-9, abs=0)


@pytest.mark.parametrize("n_units", [200, 400, 1000])
@pytest.mark.parametrize("ensemble", [name for name in ENSEMBLES if name != "gaussian"])
def test_the_radius_of_a_dense_rank_one_network_is_its_trace(ensemble, n_units):
    sample = matrix(ensemble, n_units, "sparsity", 0.0)
    found = eigenvalues.leading(sample, np.random.default_rng(0))
    assert found.values[0] == pytest.approx(sample.trace(), rel=1e-6)
    assert found.solver == "arnoldi"


@pytest.mark.parametrize("sparsity", [0.5, 0.9])
def test_one_krylov_space_serves_a_matrix_with_and_without_its_structure(sparsity):
    sample = matrix("gaussian", 400, "sparsity", sparsity)
    u, v = 3 * np.random.default_rng(1).normal(size=(2, 400)) / 20
    pairs = eigenvalues.leading_with_and_without(sample, u, v, np.random.default_rng(0))
    for found, dense in zip(pairs, (sample.toarray(), sample.toarray() - np.outer(u, v)), strict=True):
        expected = np.sort(np.abs(np.linalg.eigvals(dense)))[::-1][: len(found.values)]
        assert found.solver == "arnoldi"
        assert np.abs(found.values) == pytest.approx(expected, rel=1e-6)
        assert dense @ found.vectors == pytest.approx(found.vectors * found.values, abs=1e-6)


def test_lapack_takes_over_where_the_iteration_does_not_converge(monkeypatch):
    monkeypatch.setattr(eigenvalues, "MAXIMUM_DIMENSION", 100)
    sample = matrix("gaussian", 400, "sparsity", 0.5)
    u, v = np.random.default_rng(1).normal(size=(2, 400)) / 20
    for found in (
        eigenvalues.leading(sample, np.random.default_rng(0)),
        *eigenvalues.leading_with_and_without(sample, u, v, np.random.default_rng(0)),
    ):
        assert found.solver == "lapack"
        assert found.residual < 1e-10


def test_lapack_takes_over_where_the_residual_is_too_large(monkeypatch):
    monkeypatch.setattr(eigenvalues, "MAXIMUM_RESIDUAL", 0.0)
    sample = matrix("gaussian", 320, "sparsity", 0.5)
    assert eigenvalues.leading(sample, np.random.default_rng(0)).solver == "lapack"


def test_a_matrix_without_connections_has_radius_zero_and_needs_no_solver():
    found = eigenvalues.leading(sparse.csc_array((400, 400)), np.random.default_rng(0))
    assert (found.values == 0).all()
    assert found.solver == "none"


def test_the_whole_spectrum_is_that_of_numpy():
    sample = matrix("gaussian", 200, "sparsity", 0.5)
    ours, numpys = eigenvalues.whole_spectrum(sample), np.linalg.eigvals(sample.toarray())
    assert np.sort_complex(ours.round(9)) == pytest.approx(np.sort_complex(numpys.round(9)), abs=1e-8)
    assert (np.diff(np.abs(ours)) < 1e-9).all()


def test_a_product_by_blocks_of_columns_is_the_product(monkeypatch):
    sample = matrix("gaussian", 500, "sparsity", 0.9)
    whole = eigenvalues.leading(sample, np.random.default_rng(0))
    monkeypatch.setattr(products, "BLOCK", 64)
    by_blocks = eigenvalues.leading(sample, np.random.default_rng(0))
    assert by_blocks.solver == "arnoldi"
    assert by_blocks.values == pytest.approx(whole.values, rel=1e-8)


def condition(dense, value):
    """1/|wᴴv| of one eigenvalue of an array by LAPACK."""
    values, left, right = linalg.eig(dense, left=True)
    k = np.argmin(np.abs(values - value))
    return 1 / np.abs(np.vdot(left[:, k], right[:, k]))


@pytest.mark.parametrize("ensemble", ENSEMBLES)
@pytest.mark.parametrize("sparsity", [0.5, 0.9])
def test_the_condition_is_a_lower_bound_of_the_right_magnitude(ensemble, sparsity):
    sample = matrix(ensemble, 500, "sparsity", sparsity)
    found = eigenvalues.leading(sample, np.random.default_rng(0))
    expected = condition(sample.toarray(), found.values[0])
    assert expected / 6 < found.condition < expected * (1 + 1e-3)


def test_the_condition_from_lapack_is_exact():
    sample = matrix("gaussian", 80, "sparsity", 0.5)
    found = eigenvalues.leading(sample, np.random.default_rng(0))
    assert found.solver == "lapack"
    assert found.condition == pytest.approx(condition(sample.toarray(), found.values[0]), rel=1e-9)


def test_an_answer_whose_condition_times_residual_is_large_is_refined_or_goes_to_lapack():
    rng = np.random.default_rng(0)
    scale = np.exp(3 * rng.normal(size=300))
    scaled = sparse.csc_array(scale[:, None] * rng.normal(size=(300, 300)) / scale)
    found = eigenvalues.leading(scaled, rng)
    assert found.condition * 1e-6 > 1e-2  # at the residual that is enough otherwise
    assert np.abs(found.values[0]) == pytest.approx(np.abs(linalg.eigvals(scaled.toarray())).max(), rel=1e-6)
    assert found.verified


def test_a_matrix_that_does_not_determine_its_eigenvalues_is_marked():
    u = np.random.default_rng(0).integers(1, 5, size=100).astype(float)
    v = u * np.repeat([1, -1], 50)
    v[-1] -= (u @ v) / u[-1]
    nilpotent = sparse.csc_array(np.outer(u, v))  # every eigenvalue is zero, LAPACK finds 1e-6 or so
    assert not eigenvalues.leading(nilpotent, np.random.default_rng(0)).verified


def test_one_component_has_the_bits_of_a_krylov_space_of_the_whole_matrix():
    sample = matrix("gaussian", 400, "out_degree", 0.8)
    rng = np.random.default_rng(5)
    space = KrylovSpace(sample.tocsr().__matmul__, rng.normal(size=400), rng, 400)
    values, *_ = space.converge(1, eigenvalues.N_COMPARED, eigenvalues.TOLERANCE)
    assert eigenvalues.leading(sample, np.random.default_rng(5)).values == values
