"""The eigenvalues of largest real part are those of LAPACK, and outlier and bulk by them those of the notebooks."""

from itertools import product

import numpy as np
import pytest
from scipy import linalg, sparse

from helpers.graphs import eigenvalues_by_component, graph, shuffled
from sparse_lowrank import seeds
from sparse_lowrank.networks import ensembles
from sparse_lowrank.spectra import eigenvalues, measurements


def rank_one(replicate=0, **changes):
    shared = {"network": "rank_one", "scaled": False, "orthogonal": True, "variance": 0.09, "covariance": 0.008}
    return ensembles.generate(shared | changes, 2, "rightmost", replicate)


def by_real_part(values):
    return values[np.lexsort((-values.imag, -values.real))]


def check(matrix, expected, solver="arnoldi"):
    """The three eigenvalues of largest real part, against all eigenvalues found another way."""
    found = eigenvalues.leading(matrix, np.random.default_rng(0), n_rightmost=3)
    expected, radius = by_real_part(expected), np.abs(expected).max()
    assert found.solver == solver
    assert found.verified
    assert np.abs(found.rightmost - expected[:3]).max() < 1e-6 * radius
    assert np.abs(found.values[0]) == pytest.approx(radius, rel=1e-6, abs=0)


@pytest.mark.parametrize("n_units", [150, 330])
def test_the_rightmost_eigenvalues_of_many_random_matrices_are_those_of_lapack(n_units):
    covariances, sparsities = (0.0, 0.008, 0.08), (0.1, 0.5, 0.9)
    for covariance, s, replicate in product(covariances, sparsities, range(3)):
        matrix = rank_one(replicate, n_units=n_units, covariance=covariance, sparsity=s).matrix
        for sign in (1, -1):  # with an outlier on the left the rightmost ones are all of the bulk
            check(sign * matrix, linalg.eigvals(sign * matrix.toarray()))


def test_lapack_finds_them_where_the_iteration_does_not_converge(monkeypatch):
    monkeypatch.setattr(eigenvalues, "MAXIMUM_DIMENSION", 70)
    matrix = rank_one(n_units=330, covariance=0.0, sparsity=0.5).matrix
    check(matrix, linalg.eigvals(matrix.toarray()), "lapack")


@pytest.mark.parametrize("degree", [0.8, 1.2, 2.0])
def test_of_a_network_in_several_components_they_are_those_of_all_its_components(degree):
    for seed in range(5):
        dense = graph(np.random.default_rng(seed), 300, degree)
        expected = by_real_part(eigenvalues_by_component(dense))[:3]
        found = eigenvalues.leading(sparse.csc_array(dense), np.random.default_rng(0), n_rightmost=3)
        assert found.rightmost == pytest.approx(expected, rel=1e-6, abs=1e-6 * abs(found.values[0]))


def test_units_on_no_cycle_have_eigenvalues_of_zero_that_may_be_rightmost():
    rng = np.random.default_rng(0)
    dense = np.zeros((300, 300))
    dense[:150, :150] = rng.normal(size=(150, 150)) / 30 - np.eye(150)  # every real part is negative
    found = eigenvalues.leading(sparse.csc_array(shuffled(rng, dense)), rng, n_rightmost=3)
    assert (found.rightmost == 0).all()
    without = eigenvalues.leading(sparse.csc_array((5, 5)), rng, n_rightmost=3)
    assert (without.rightmost == np.zeros(3)).all()


def drawn_plainly(rng, n_units, variance, covariance, s):
    """A sparsified rank-one network of Eq 3 in dense arrays, and what it is made of."""
    x, y, z = linalg.qr(rng.normal(size=(n_units, 3)), mode="economic")[0].T * np.sqrt(n_units)
    m, n = (np.sqrt(variance - covariance) * own + np.sqrt(covariance) * z for own in (x, y))
    kept = rng.random((n_units, n_units)) >= s
    return np.outer(m, n) / n_units * kept, kept, {"m": m, "n": n}


@pytest.mark.parametrize("s", [0.21, 0.5, 0.79])
def test_outlier_and_bulk_by_real_part_are_what_the_notebooks_define_on_the_papers_parameters(s):
    """All eigenvalues by LAPACK in descending order as complex numbers; the first, and the next two's mean modulus."""
    dense, kept, vectors = drawn_plainly(np.random.default_rng(round(100 * s)), 1000, 16, 4, s)
    network = ensembles.Network(sparse.csc_array(kept.astype(np.int8)), vectors, scaled=True)
    measured = measurements.bulk_and_outlier(network, {"sparsity": s, "scaled": True}, seeds.generator(0, "start"))
    ordered = np.sort_complex(linalg.eigvals(dense, overwrite_a=True, check_finite=False))[::-1]
    assert measured["bulk_radius_by_real_part"] == pytest.approx(np.abs(ordered[1:3]).mean(), rel=1e-6)
    assert measured["spectral_abscissa"] == pytest.approx(ordered[0].real, rel=1e-6)
    assert measured["bulk_radius_by_real_part"] < measured["bulk_radius"]
    assert measured["solver"] == "arnoldi"


@pytest.mark.parametrize("n_units", [1, 2, 3])
def test_a_network_of_fewer_than_three_units_has_a_bulk_of_what_is_left(n_units):
    values = np.array([3.0, -2.0, 1j])[:n_units]
    measured = measurements.of_rightmost(values)
    assert measured["spectral_abscissa"] == 3
    assert measured["bulk_radius_by_real_part"] == [0, 2, 1.5][n_units - 1]
