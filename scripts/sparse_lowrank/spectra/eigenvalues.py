"""Eigenvalues of sparse, non-symmetric matrices: the leading ones by Arnoldi's method, or all of them by LAPACK."""

from dataclasses import dataclass

import numpy as np
from scipy import linalg

from sparse_lowrank.spectra.krylov import KrylovSpace

# An eigenvalue is known to be the largest once the next ones are known too. In every comparison the largest of eight
# was that of LAPACK, to 4e-7.
N_COMPARED = 8
TOLERANCE = 1e-6
MAXIMUM_RESIDUAL = 1e-5
MAXIMUM_DIMENSION = 800
# Below this size LAPACK is as fast.
DIRECT_BELOW = 100
# Above this density a dense product is faster than a sparse one.
DENSE_ABOVE = 0.4
# Columns in one block of a sparse product. A product reads x in random order; the part of x for one block fits into the
# processor's cache.
BLOCK = 100_000


@dataclass
class Eigenpairs:
    """The eigenvalues of largest modulus, in descending order, with their right eigenvectors.

    values : complex array of shape (k,)
    vectors : complex array of shape (N, k), columns of unit norm
    solver : "arnoldi" or "lapack"
    residual : the largest of ‖Jv − λv‖ / |λ₁|
    """

    values: np.ndarray
    vectors: np.ndarray
    solver: str
    residual: float


def leading(matrix, rng, n_values=1):
    """Eigenvalues of largest modulus, with right eigenvectors, verified by their residuals.

    Parameters
    ----------
    matrix : scipy.sparse array of shape (N, N)
    rng : numpy.random.Generator
        For the start vector of Arnoldi's method, and the vectors from which it goes on where the space is exhausted.
    n_values : int
        How many eigenvalues, at most `N_COMPARED`.

    Returns
    -------
    Eigenpairs
        From Arnoldi's method if it converges and every residual is below `MAXIMUM_RESIDUAL`, else from LAPACK.
        For a matrix without connections the eigenvalues are exactly zero and no solver is called.
    """
    n_units = matrix.shape[0]
    if matrix.nnz == 0:
        return Eigenpairs(np.zeros(n_values, complex), np.eye(n_units, n_values, dtype=complex), "none", 0.0)
    product = _product(matrix)
    space = KrylovSpace(product, rng.normal(size=n_units), rng, MAXIMUM_DIMENSION)
    return _arnoldi(space, product, n_values, N_COMPARED) or _direct(matrix.toarray(), n_values)


def leading_with_and_without(matrix, u, v, rng):
    """The leading eigenvalues of a matrix and the largest of matrix − uvᵀ, which is never formed.

    Both have the same Krylov space if it starts from u: the products are done once for the two.

    Takes `matrix` and `rng` as `leading` does, and arrays u and v of shape (N,), u not zero. Returns two Eigenpairs, of
    `N_COMPARED` values and of one.
    """
    whole = _product(matrix)
    rest = _minus(whole, u, v)
    space = KrylovSpace(rest, u, rng, MAXIMUM_DIMENSION)
    without = _arnoldi(space, rest, 1, N_COMPARED) or _direct(matrix.toarray() - np.outer(u, v), 1)
    with_it = _arnoldi(space, whole, N_COMPARED, N_COMPARED, plus=v) or _direct(matrix.toarray(), N_COMPARED)
    return with_it, without


def outlier_and_growth(matrix, u, v, rng):
    """The largest eigenvalue of a matrix, and how matrix − uvᵀ makes u grow at each product (`KrylovSpace.growth`).

    Takes the arguments of `leading_with_and_without`, and no more products than the first eigenvalue alone. Returns
    Eigenpairs of one value, and a number.
    """
    whole = _product(matrix)
    space = KrylovSpace(_minus(whole, u, v), u, rng, MAXIMUM_DIMENSION)
    return _arnoldi(space, whole, 1, 1, plus=v) or _direct(matrix.toarray(), 1), space.growth()


def whole_spectrum(matrix):
    """All N eigenvalues by LAPACK, in descending order of modulus: complex array of shape (N,)."""
    return _spectrum(matrix.toarray())


def whole_spectrum_without(matrix, u, v):
    """All N eigenvalues of matrix − uvᵀ, u and v of shape (N,), as `whole_spectrum` gives them."""
    return _spectrum(matrix.toarray() - np.outer(u, v))


def _product(matrix):
    """x ↦ Jx, the fastest way, for x of shape (N,) or (N, k)."""
    if matrix.nnz > DENSE_ABOVE * matrix.shape[0] ** 2:
        return matrix.toarray().__matmul__
    starts = range(0, matrix.shape[1], BLOCK)
    if len(starts) == 1:
        return matrix.tocsr().__matmul__
    blocks = [(slice(start, start + BLOCK), matrix[:, start : start + BLOCK].tocsr()) for start in starts]
    return lambda x: sum(block @ x[columns] for columns, block in blocks)


def _minus(product, u, v):
    """x ↦ Jx − u(vᵀx)."""
    return lambda x: product(x) - np.multiply.outer(u, v @ x)


def _arnoldi(space, product, n_values, n_compared, plus=None):
    """Leading eigenpairs, for which the space is grown as far as it takes; None where LAPACK has to find them."""
    if len(space.basis) < DIRECT_BELOW:
        return None
    found = space.converge(n_values, n_compared, TOLERANCE, plus)
    if found is None:
        return None
    pairs = _pairs(product, *found, "arnoldi")
    return pairs if pairs.residual <= MAXIMUM_RESIDUAL else None


def _spectrum(dense):
    """All eigenvalues of an array, which is overwritten."""
    values = linalg.eigvals(dense, overwrite_a=True, check_finite=False)
    return values[_descending(values)]


def _direct(dense, n_values):
    values, vectors = linalg.eig(dense, check_finite=False)
    largest = _descending(values)[:n_values]
    return _pairs(dense.__matmul__, values[largest], vectors[:, largest], "lapack")


def _pairs(product, values, vectors, solver):
    order = _descending(values)
    values, vectors = values[order], vectors[:, order]
    once = values.imag >= 0  # the other one of a conjugate pair has the same residual
    images = product(vectors.real[:, once]) + 1j * product(vectors.imag[:, once])
    residuals = np.linalg.norm(images - vectors[:, once] * values[once], axis=0)
    scale = np.abs(values[0])
    return Eigenpairs(values, vectors, solver, float(residuals.max() / scale) if scale > 0 else float(residuals.max()))


def _descending(values):
    """Order of descending modulus; of a conjugate pair the one in the upper half plane first."""
    moduli = np.abs(values)
    relative = np.round(moduli / max(moduli.max(), np.finfo(float).tiny), 12)
    return np.lexsort((-values.imag, -values.real, -relative))
