"""Some eigenpairs of an upper Hessenberg matrix, as Arnoldi's method makes it: all eigenvalues, and vectors of a few.

LAPACK's way to all eigenvectors takes half as long again as that to the eigenvalues.
"""

import numpy as np
from scipy import linalg

ACCURATE = 1e-12  # a residual relative to the matrix


def eigenpairs(matrix, choose):
    """Some eigenvalues of an upper Hessenberg matrix, and their right eigenvectors.

    Each vector is found from its last component. Beside an eigenvalue much larger than the others, rounding then adds
    its vector to theirs: where a residual is not `ACCURATE`, all vectors are LAPACK's.

    Parameters
    ----------
    matrix : array of shape (n, n)
    choose : callable
        From all eigenvalues to the indices of some.

    Returns
    -------
    values : complex array of shape (k,)
    vectors : complex array of shape (n, k), of norm one
    """
    if np.diag(matrix, -1).all():
        values = linalg.eigvals(matrix, check_finite=False)
        values = values[choose(values)]
        vectors = np.stack([_right(matrix, value) for value in values], axis=1)
        residuals = np.abs(matrix[0] @ vectors - vectors[0] * values)
        if residuals.max() <= ACCURATE * np.linalg.norm(matrix):
            return values, vectors
    values, vectors = linalg.eig(matrix, check_finite=False)
    chosen = choose(values)
    return values[chosen], vectors[:, chosen]


def conditions(matrix, values, vectors):
    """1/|zᴴy| of the left and right eigenvectors z and y of norm one: array of shape (k,).

    It is the norm of the left one where zᴴy = 1 and y is of norm one. Infinite where there is none.
    """
    return np.array([_condition(matrix, *pair) for pair in zip(values, vectors.T, strict=True)])


def _right(matrix, value):
    """y of (H − λ)y = 0 from its last component upwards: all rows but the first give a triangular system."""
    shifted = matrix - value * np.eye(len(matrix))
    vector = np.append(linalg.solve_triangular(shifted[1:, :-1], -shifted[1:, -1], check_finite=False), 1)
    with np.errstate(invalid="ignore", over="ignore"):
        vector /= np.abs(vector).max()
        return vector / np.linalg.norm(vector)


def _condition(matrix, value, vector):
    """The norm of z, of zᴴ(H − λ) = 0 and zᴴy = 1."""
    shifted = matrix - value * np.eye(len(matrix))
    bordered = np.block([[shifted.conj().T, vector[:, None]], [vector.conj(), np.zeros(1)]])
    try:
        return np.linalg.norm(np.linalg.solve(bordered, np.eye(len(bordered))[-1])[:-1])
    except np.linalg.LinAlgError:
        return np.inf
