"""Eigenvalues of sparse, non-symmetric matrices: the leading ones by Arnoldi iteration, or all of them by LAPACK."""

from dataclasses import dataclass

import numpy as np
from scipy import linalg
from scipy.sparse.linalg import ArpackError, ArpackNoConvergence, LinearOperator, eigs

# With one wanted eigenvalue ARPACK can converge to the wrong one, and a small Krylov space stagnates at the edge of a
# disk of eigenvalues. Eight values in a space of 140 vectors found the largest in every comparison with LAPACK.
N_LEADING = 8
KRYLOV_DIMENSION = 140
# The leading eigenvalue has long converged, to 1e-9 or better, when the residuals of all eight are this small.
TOLERANCE = 1e-6
MAXIMUM_RESIDUAL = 1e-5
# Below this size LAPACK is as fast as the iteration.
DIRECT_BELOW = 300
# Above this density a dense product is faster than a sparse one.
DENSE_ABOVE = 0.4
# A sparse product picks entries of x at random: the columns are taken in blocks whose part of x stays in the cache.
BLOCK = 50_000


@dataclass
class Eigenpairs:
    """The eigenvalues of largest modulus, in descending order, with their right eigenvectors.

    values : complex array of shape (k,)
    vectors : complex array of shape (N, k), columns of unit norm
    solver : "arpack" or "lapack"
    residual : the largest of ‖Jv − λv‖ / |λ₁|
    """

    values: np.ndarray
    vectors: np.ndarray
    solver: str
    residual: float


def leading(matrix, rng, minus=None, n_values=N_LEADING):
    """Eigenvalues of largest modulus, with right eigenvectors, verified by their residuals.

    Parameters
    ----------
    matrix : scipy.sparse array of shape (N, N)
    rng : numpy.random.Generator
        For the start vector of the Arnoldi iteration, and its restarts.
    minus : (array, array), optional
        Vectors u, v of shape (N,): the eigenvalues are those of matrix − uvᵀ, which is never formed.
    n_values : int
        How many eigenvalues; fewer are returned where N is smaller.

    Returns
    -------
    Eigenpairs
        From ARPACK if the matrix is large and every residual is below `MAXIMUM_RESIDUAL`, else from LAPACK.
        For a matrix without connections the eigenvalues are exactly zero and no solver is called.
    """
    n_units = matrix.shape[0]
    n_values = min(n_values, n_units)
    if matrix.nnz == 0 and minus is None:
        return Eigenpairs(np.zeros(n_values, complex), np.eye(n_units, n_values, dtype=complex), "none", 0.0)
    start = rng.normal(size=n_units)
    if n_units >= DIRECT_BELOW:
        pairs = _arnoldi(_operator(matrix, minus), start, n_values, rng)
        if pairs is not None and pairs.residual <= MAXIMUM_RESIDUAL:
            return pairs
    return _direct(matrix.toarray() if minus is None else matrix.toarray() - np.outer(*minus), n_values)


def growth(matrix, rng, minus=None, n_products=60):
    """The factor by which the matrix, or matrix − uvᵀ, makes a random vector grow at each of many products.

    For independent entries whose variances form a profile of rank one, E‖Jᵏx‖² grows from the second product on by
    exactly the square of the large-N edge of the spectrum. Takes `matrix`, `rng` and `minus` as `leading` does.
    """
    operator, x = _operator(matrix, minus), rng.normal(size=matrix.shape[0])
    logarithms = []
    for _ in range(n_products + 1):
        x = operator @ (x / np.linalg.norm(x))
        logarithms.append(np.log(np.linalg.norm(x)))
    return float(np.exp(np.mean(logarithms[1:])))


def whole_spectrum(matrix):
    """All N eigenvalues by LAPACK, in descending order of modulus: complex array of shape (N,)."""
    values = linalg.eigvals(matrix.toarray(), overwrite_a=True, check_finite=False)
    return values[_descending(values)]


def _operator(matrix, minus):
    """What multiplies fastest by the matrix, or by matrix − uvᵀ."""
    operator = matrix.toarray() if matrix.nnz > DENSE_ABOVE * matrix.shape[0] ** 2 else _by_blocks(matrix)
    if minus is None:
        return operator
    u, v = minus
    return LinearOperator(
        matrix.shape,
        matvec=lambda x: operator @ x - u * (v @ x),
        matmat=lambda x: operator @ x - np.outer(u, v @ x),
        dtype=float,
    )


def _by_blocks(matrix):
    """The matrix, compressed by rows; a large one in blocks of columns."""
    starts = range(0, matrix.shape[1], BLOCK)
    if len(starts) == 1:
        return matrix.tocsr()
    blocks = [(slice(start, start + BLOCK), matrix[:, start : start + BLOCK].tocsr()) for start in starts]

    def product(x):
        return sum(block @ x[columns] for columns, block in blocks)

    return LinearOperator(matrix.shape, matvec=product, matmat=product, dtype=float)


def _arnoldi(operator, start, n_values, rng):
    dimension = min(KRYLOV_DIMENSION, len(start) - 1)
    try:
        values, vectors = eigs(operator, k=n_values, which="LM", v0=start, ncv=dimension, tol=TOLERANCE, rng=rng)
    except (ArpackNoConvergence, ArpackError):
        return None
    return _pairs(operator, values, vectors, "arpack")


def _direct(dense, n_values):
    values, vectors = linalg.eig(dense, check_finite=False)
    largest = _descending(values)[:n_values]
    return _pairs(dense, values[largest], vectors[:, largest], "lapack")


def _pairs(operator, values, vectors, solver):
    order = _descending(values)
    values, vectors = values[order], vectors[:, order]
    residuals = np.linalg.norm(operator @ vectors - vectors * values, axis=0)
    scale = np.abs(values[0])
    return Eigenpairs(values, vectors, solver, float(residuals.max() / scale) if scale > 0 else float(residuals.max()))


def _descending(values):
    """Order of descending modulus; of a conjugate pair the one in the upper half plane first."""
    moduli = np.abs(values)
    relative = np.round(moduli / max(moduli.max(), np.finfo(float).tiny), 12)
    return np.lexsort((-values.imag, -values.real, -relative))
