"""The eigenpairs of a Hessenberg matrix are those of LAPACK, though only a few vectors are found."""

import numpy as np
import pytest
from scipy import linalg

from sparse_lowrank.spectra import hessenberg

RNG = np.random.default_rng(0)


def with_outlier(n, value):
    """One eigenvalue far from the others: its right vector falls fast from the first component to the last."""
    matrix = np.triu(RNG.normal(size=(n, n)), -1) / np.sqrt(n)
    matrix[0, 0] += value
    return matrix


def split(n):
    """A zero below the diagonal: the upper block has eigenvectors that end in zeros."""
    matrix = np.triu(RNG.normal(size=(n, n)), -1)
    matrix[n // 2, n // 2 - 1] = 0
    return matrix


MATRICES = {
    "of Gaussian entries": linalg.hessenberg(RNG.normal(size=(150, 150))),
    "with an outlier": with_outlier(120, 5),
    "with one whose vector falls by more decades than numbers have": with_outlier(300, 1000),
    "symmetric": linalg.hessenberg(np.diag(np.arange(40.0)) + np.ones((40, 40))),
    "in two blocks": split(60),
    "all but in two blocks": split(60) + 1e-9 * np.eye(60, k=-1),
    "a circle": np.eye(30, k=-1) + np.eye(30, k=29),
    "of one unit": np.array([[2.0]]),
}


def largest(values, k=12):
    return np.argsort(-np.abs(values), kind="stable")[:k]


@pytest.mark.parametrize("name", MATRICES)
def test_values_vectors_and_conditions_are_those_of_lapack(name):
    matrix = MATRICES[name]
    scale = np.linalg.norm(matrix)
    values, vectors = hessenberg.eigenpairs(matrix, largest)
    conditions = hessenberg.conditions(matrix, values, vectors)
    found, left, right = linalg.eig(matrix, left=True)
    assert np.abs(values) == pytest.approx(np.abs(found[largest(found)]), abs=1e-11 * scale)
    assert np.linalg.norm(vectors, axis=0) == pytest.approx(1)
    assert np.linalg.norm(matrix @ vectors - vectors * values, axis=0).max() < 1e-11 * scale
    for value, condition in zip(values, conditions, strict=True):
        k = np.argmin(np.abs(found - value))
        assert condition == pytest.approx(1 / abs(np.vdot(left[:, k], right[:, k])), rel=1e-5 + 1e-15 * condition)


def test_an_eigenvalue_without_a_left_vector_of_its_own_has_a_huge_condition():
    jordan = np.diag(np.full(5, 0.5)) + np.eye(5, k=1)
    values, vectors = hessenberg.eigenpairs(jordan, largest)
    assert (hessenberg.conditions(jordan, values, vectors) > 1e12).all()
