"""A Krylov space grown without restarts holds what its definition says, and takes fewer products than one with them."""

import numpy as np
import pytest
from scipy.sparse.linalg import LinearOperator, eigs

from sparse_lowrank.networks import ensembles
from sparse_lowrank.spectra import krylov
from sparse_lowrank.spectra.eigenvalues import OF_EDGE
from sparse_lowrank.spectra.krylov import FIRST_DIMENSION, KrylovSpace


def gaussian(n_units, sparsity=0.9, replicate=0):
    parameters = {"network": "gaussian", "n_units": n_units, "sparsity": sparsity, "gain": 1.0}
    return ensembles.generate(parameters, 1, "krylov", replicate).matrix.tocsr()


def space_of(matrix, capacity, start=None):
    rng = np.random.default_rng(0)
    start = rng.normal(size=matrix.shape[0]) if start is None else start
    return KrylovSpace(matrix.__matmul__, start, rng, capacity)


@pytest.mark.parametrize("copied_below", [0, krylov.COPIED_BELOW])
def test_its_basis_is_orthonormal_and_its_projection_that_of_the_matrix(monkeypatch, copied_below):
    """In several parts, as of large networks, and in one."""
    monkeypatch.setattr(krylov, "COPIED_BELOW", copied_below)
    matrix = gaussian(400)
    space = space_of(matrix, 120)
    assert space.converge(8, 8, 1e-30) is None
    assert space.basis.shape == (400, 120)
    assert space.basis.T @ space.basis == pytest.approx(np.eye(120), abs=1e-13)
    assert space.basis.T @ matrix @ space.basis == pytest.approx(np.triu(space.projection(), -1), abs=1e-13)


def test_it_holds_the_powers_of_the_matrix_on_its_start():
    matrix, start = gaussian(300), np.random.default_rng(1).normal(size=300)
    space = space_of(matrix, 60, start)
    space.converge(8, 8, 1e-30)
    power = start
    for _ in range(20):
        assert space.basis @ (space.basis.T @ power) == pytest.approx(power, abs=1e-10 * np.linalg.norm(power))
        power = matrix @ power


def test_where_products_lead_no_further_it_goes_on_from_elsewhere():
    # Two networks without connections between them, the start within one: the eigenvalues of both are found. The first
    # is exhausted just where eigenvalues are looked for.
    one = gaussian(FIRST_DIMENSION, 0.5).toarray()
    matrix = np.kron(np.diag([1, 2]), one)
    space = space_of(matrix, 2 * FIRST_DIMENSION, np.repeat([1.0, 0.0], FIRST_DIMENSION))
    values, vectors, _ = space.converge(8, 8, 1e-9)
    assert np.abs(values[0]) == pytest.approx(2 * np.abs(np.linalg.eigvals(one)).max(), rel=1e-9)
    assert matrix @ vectors == pytest.approx(vectors * values, abs=1e-8)


def test_it_takes_fewer_products_than_a_restarted_space():
    matrix, products = gaussian(1000), []
    counting = LinearOperator(matrix.shape, matvec=lambda x: products.append(1) or matrix @ x, dtype=float)
    start = np.random.default_rng(0).normal(size=1000)
    restarted = eigs(counting, k=8, ncv=140, tol=1e-6, v0=start, rng=np.random.default_rng(0))[0]
    space = space_of(matrix, 1000, start)
    values, *_ = space.converge(8, 8, 1e-6)
    assert np.abs(values[0]) == pytest.approx(np.abs(restarted).max(), rel=1e-6)
    assert space.dimension < len(products)


def test_its_growth_is_that_of_the_powers_of_the_matrix_on_its_start():
    matrix, start = gaussian(300), np.random.default_rng(1).normal(size=300)
    space = space_of(matrix, 20, start)
    space.converge(8, 8, 1e-30)
    norms = [np.linalg.norm(np.linalg.matrix_power(matrix.toarray(), power) @ start) for power in (1, 20)]
    assert space.growth() == pytest.approx((norms[1] / norms[0]) ** (1 / 19), rel=1e-12)


def test_its_growth_is_the_spectral_radius_of_a_large_gaussian_matrix():
    """Its entries are independent: E‖Jᵏx‖² = R²ᵏ E‖x‖² with R the radius for N → ∞."""
    rates = []
    for replicate in range(8):
        space = space_of(gaussian(2000, 0.9, replicate), 20)
        space.converge(8, 8, 1e-30)
        rates.append(space.growth())
    assert np.mean(rates) == pytest.approx(np.sqrt(0.1), abs=4 * np.std(rates, ddof=1) / np.sqrt(8))
    assert np.std(rates) < 0.01 * np.mean(rates)


def test_its_growth_is_zero_where_products_vanish():
    rng = np.random.default_rng(0)
    layer = np.arange(100) // 20
    layered = rng.normal(size=(100, 100)) * (layer[:, None] == layer + 1)  # nothing is left after five products
    for matrix in (layered, np.zeros((100, 100))):
        space = space_of(matrix, 100)
        space.grow(FIRST_DIMENSION)
        assert space.growth() == 0


def test_the_edge_of_a_random_network_takes_a_dimension_in_proportion_to_the_square_root_of_its_size():
    for n_units in (400, 900, 1600):
        expected = int(OF_EDGE * np.sqrt(n_units))
        for replicate in range(3):
            matrix = gaussian(n_units, 0.8, replicate)
            assert space_of(matrix, int(0.75 * expected)).converge(1, 8, 1e-6) is None
            assert space_of(matrix, int(1.25 * expected)).converge(1, 8, 1e-6, expected=expected) is not None
