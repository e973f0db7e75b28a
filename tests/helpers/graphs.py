"""Random graphs, and their strongly connected components found another way than the package finds them."""

import numpy as np
from scipy import linalg


def graph(rng, n_units, degree):
    """A Gaussian matrix of a given mean degree, its bulk of radius one: array of shape (N, N)."""
    kept = rng.random((n_units, n_units)) < degree / n_units
    return np.where(kept, rng.normal(size=(n_units, n_units)), 0) / np.sqrt(degree)


def shuffled(rng, matrix):
    """The same network with its units in another order."""
    order = rng.permutation(len(matrix))
    return matrix[np.ix_(order, order)]


def components(matrix):
    """The units that reach each other, by squaring the matrix of what is reached until nothing is added."""
    reached, before = ((matrix != 0) | np.eye(len(matrix), dtype=bool)).astype(np.float32), 0
    while reached.sum() != before:
        before = reached.sum()
        reached = (reached @ reached > 0).astype(np.float32)
    first = np.argmax((reached > 0) & (reached.T > 0), axis=1)
    return [np.flatnonzero(first == k) for k in np.unique(first)]


def eigenvalues_by_component(matrix):
    """All eigenvalues by LAPACK, for one component at a time, in descending order of modulus."""
    values = np.concatenate([linalg.eigvals(matrix[np.ix_(units, units)]) for units in components(matrix)])
    return values[np.argsort(-np.abs(values), kind="stable")]
