"""Eigenvalues of sparse, non-symmetric matrices: the leading ones by Arnoldi's method, or all of them by LAPACK.

Those of a network that falls into strongly connected components are the eigenvalues of these, one by one
(`components`). A residual alone says little of an eigenvalue: to first order, its error is the residual times its
condition 1/|wᴴv|, with v and w its right and left eigenvectors of norm one.
"""

from dataclasses import dataclass

import numpy as np
from scipy import linalg

from sparse_lowrank.networks.products import of_matrix
from sparse_lowrank.spectra import components
from sparse_lowrank.spectra.krylov import FIRST_DIMENSION, KrylovSpace, by_real_part, with_rightmost

# An eigenvalue is known to be the largest once the next ones are known too. In every comparison the largest of eight
# was that of LAPACK, to 4e-7.
N_COMPARED = 8
TOLERANCE = 1e-6
# The residuals asked for where those of `TOLERANCE` leave too large an error.
SMALL_TOLERANCE = 1e-10
MAXIMUM_RESIDUAL = 1e-5
# The error of an eigenvalue is its condition times the part of the residual along the left eigenvector. Up to this
# condition that part was less than a tenth in every comparison; beyond, all of the residual is counted.
MODERATE_CONDITION, USUAL_PART = 100.0, 0.1
NEGLIGIBLE = 1e-9  # a modulus relative to |λ₁|, as small as the rounding errors of eigenvalues that are zero
# Any solver's eigenvalues are those of a matrix that differs by a small multiple of the rounding error of its norm.
BACKWARD_ERROR = 3 * np.finfo(float).eps
MAXIMUM_DIMENSION = 800
# The eigenvalues at the edge of a disk of N lie at distances of about 1/√N. From N = 200 to 2000 the space that
# resolves the largest had a dimension of 5.2 to 6.6 √N, mostly.
OF_EDGE = 6.2
# Below this size LAPACK is as fast.
DIRECT_BELOW = 100


@dataclass
class Eigenpairs:
    """The eigenvalues of largest modulus, in descending order, with their right eigenvectors.

    values : complex array of shape (k,)
    vectors : complex array of shape (N, k), columns of unit norm
    solver : "arnoldi" or "lapack", whichever found λ₁; "none" if it is zero, since there is no cycle
    residual : the largest of ‖Jv − λv‖ / |λ₁|
    condition : 1/|wᴴv| of λ₁ within its strongly connected component. LAPACK's is exact; that of Arnoldi's method is a
        lower bound, for random networks a half to a fifth of it (see `KrylovSpace.converge`). NaN if there is no cycle.
    error : an estimate from above of the largest error of these eigenvalues (see `MODERATE_CONDITION`)
    rightmost : the eigenvalues of largest real part that were asked for, in its descending order, as well verified
    """

    values: np.ndarray
    vectors: np.ndarray
    solver: str
    residual: float
    condition: float
    error: float
    rightmost: np.ndarray

    @property
    def verified(self):
        """Whether their error is below `TOLERANCE`, relative to |λ₁|. If not, LAPACK could do no better."""
        return bool(self.error <= TOLERANCE * np.abs(self.values[0]))


def leading(matrix, rng, n_values=1, less=None, product=None, n_rightmost=0):
    """Eigenvalues of largest modulus, with right eigenvectors, verified by their residuals and their conditions.

    Parameters
    ----------
    matrix : scipy.sparse array of shape (N, N)
    rng : numpy.random.Generator
        For the start vector of Arnoldi's method, and the vectors from which it goes on where the space is exhausted.
    n_values : int
        How many eigenvalues, at most `N_COMPARED`.
    less : pair of arrays (u, v) of shape (N,), optional
        For the eigenvalues of matrix − uvᵀ, which is never formed.
    product : callable, optional
        x ↦ Jx, where a faster one than that of the matrix is known (see `products`).
    n_rightmost : int
        How many eigenvalues of largest real part beside them, at most `N_COMPARED`.

    Returns
    -------
    Eigenpairs
        Fewer than `n_values` if the strongly connected components hold fewer: all others are zero. From Arnoldi's
        method if it converges, every residual is below `MAXIMUM_RESIDUAL`, and every error below `TOLERANCE`; else from
        LAPACK. Without any cycle, one eigenvalue: exactly zero.
    """
    n_units = matrix.shape[0]
    cyclic = components.with_cycles(matrix, less)
    if not cyclic:
        vector = np.eye(n_units, 1, -components.end(matrix, less), dtype=complex)
        rightmost = np.zeros(min(n_units, n_rightmost), complex)
        return Eigenpairs(np.zeros(1, complex), vector, "none", 0.0, np.nan, 0.0, rightmost)
    if len(cyclic[0]) == n_units:
        return _leading_of_component(matrix, less, rng, n_values, n_rightmost, product)
    blocks = (components.part(matrix, less, units, units) for units in cyclic)
    found = [_leading_of_component(*block, rng, min(n_values, block[0].shape[0]), n_rightmost) for block in blocks]
    return _merged(matrix, less, cyclic, found, n_values, n_rightmost)


def leading_with_and_without(matrix, u, v, rng, product=None, n_rightmost=0):
    """The leading eigenvalues of a matrix and the largest of matrix − uvᵀ, which is never formed.

    Both have the same Krylov space if it starts from u: the products are done once for the two.

    Takes `matrix`, `rng`, `product` and `n_rightmost` as `leading` does, and arrays u and v of shape (N,), u not zero.
    Returns two Eigenpairs, of `N_COMPARED` values with the rightmost, and of one without.
    """
    if not _is_irreducible(matrix):
        return leading(matrix, rng, N_COMPARED, n_rightmost=n_rightmost), leading(matrix, rng, 1, (u, v))
    whole = product or of_matrix(matrix)
    rest = _minus(whole, u, v)
    space = KrylovSpace(rest, u, rng, MAXIMUM_DIMENSION)
    without = _arnoldi(space, rest, 1, N_COMPARED) or _direct(_dense(matrix, (u, v)), 1)
    with_it = _arnoldi(space, whole, N_COMPARED, N_COMPARED, v, n_rightmost)
    with_it = with_it or _direct(matrix.toarray(), N_COMPARED, n_rightmost)
    return with_it, without


def outlier_and_growth(matrix, u, v, rng, product=None):
    """The largest eigenvalue of a matrix, and how matrix − uvᵀ makes u grow at each product (`KrylovSpace.growth`).

    Takes the arguments of `leading_with_and_without`, and no more products than the first eigenvalue alone. Returns
    Eigenpairs of one value, and a number.
    """
    whole = product or of_matrix(matrix)
    if not _is_irreducible(matrix):
        space = KrylovSpace(_minus(whole, u, v), u, rng, FIRST_DIMENSION)
        space.grow(FIRST_DIMENSION)
        return leading(matrix, rng), space.growth()
    outlier, growth = outlier_and_growth_of_component(whole, u, v, rng)
    return outlier or _direct(matrix.toarray(), 1), growth


def outlier_and_growth_of_component(product, u, v, rng):
    """The same of a matrix whose units all reach each other, from its products x ↦ Jx alone.

    The first is None if Arnoldi's method does not find it.
    """
    space = KrylovSpace(_minus(product, u, v), u, rng, MAXIMUM_DIMENSION)
    return _arnoldi(space, product, 1, 1, plus=v), space.growth()


def whole_spectrum(matrix, less=None):
    """All N eigenvalues by LAPACK, in descending order of modulus: complex array of shape (N,).

    With `less`, a pair of arrays (u, v) of shape (N,), those of matrix − uvᵀ. Eigenvalues of units on no cycle are
    exactly zero.
    """
    cyclic = components.with_cycles(matrix, less)
    values = np.zeros(matrix.shape[0], complex)
    found = [_eigenvalues(_dense(*components.part(matrix, less, units, units))) for units in cyclic]
    values[: sum(map(len, found))] = np.concatenate([*found, []])
    return values[_descending(values)]


def _is_irreducible(matrix):
    """Whether all units are one strongly connected component."""
    return [len(units) for units in components.with_cycles(matrix)] == [matrix.shape[0]]


def _leading_of_component(matrix, less, rng, n_values, n_rightmost, product=None):
    product = product or of_matrix(matrix)
    product = product if less is None else _minus(product, *less)
    space = KrylovSpace(product, rng.normal(size=matrix.shape[0]), rng, MAXIMUM_DIMENSION)
    found = _arnoldi(space, product, n_values, N_COMPARED, None, n_rightmost, int(OF_EDGE * np.sqrt(space.n_units)))
    return found or _direct(_dense(matrix, less), n_values, n_rightmost)


def _merged(matrix, less, cyclic, found, n_values, n_rightmost):
    """Of the eigenpairs of each component those of largest modulus, with eigenvectors of the whole matrix.

    Of the eigenvalues of largest real part some may be zero: there is one for each unit on no cycle.
    """
    values = np.concatenate([pairs.values for pairs in found])
    source = np.repeat(np.arange(len(found)), [len(pairs.values) for pairs in found])
    vectors = [vector for pairs in found for vector in pairs.vectors.T]
    largest = _descending(values)[:n_values]
    whole = [components.eigenvector(matrix, less, cyclic[source[k]], values[k], vectors[k]) for k in largest]
    product = of_matrix(matrix) if less is None else _minus(of_matrix(matrix), *less)
    of_first, error = found[source[largest[0]]], max(pairs.error for pairs in found)
    values, vectors = values[largest], np.array(whole).T
    residual = _residuals(product, values, vectors).max() / max(np.abs(values[0]), np.finfo(float).tiny)
    zeros = np.zeros(matrix.shape[0] - sum(map(len, cyclic)), complex)
    rightmost = np.concatenate([zeros, *(pairs.rightmost for pairs in found)])
    rightmost = rightmost[by_real_part(rightmost)[:n_rightmost]]
    return Eigenpairs(values, vectors, of_first.solver, float(residual), of_first.condition, error, rightmost)


def _minus(product, u, v):
    """x ↦ Jx − u(vᵀx)."""
    return lambda x: product(x) - np.multiply.outer(u, v @ x)


def _arnoldi(space, product, n_values, n_compared, plus=None, n_rightmost=0, expected=0):
    """Leading eigenpairs, for which the space is grown as far as it takes; None where LAPACK has to find them."""
    if space.n_units < DIRECT_BELOW:
        return None
    for tolerance in (TOLERANCE, SMALL_TOLERANCE):
        found = space.converge(n_values, n_compared, tolerance, plus, n_rightmost, expected)
        if found is None:
            return None
        rounding = BACKWARD_ERROR * np.linalg.norm(space.projection(plus))
        pairs = _pairs(product, *found, "arnoldi", n_values, n_rightmost, rounding)
        if pairs.residual <= MAXIMUM_RESIDUAL and pairs.verified:
            return pairs
    return None


def _dense(matrix, less=None):
    return matrix.toarray() if less is None else matrix.toarray() - np.outer(*less)


def _eigenvalues(dense):
    """All eigenvalues of an array, which is overwritten."""
    return linalg.eigvals(dense, overwrite_a=True, check_finite=False)


def _direct(dense, n_values, n_rightmost=0):
    values, left, vectors = linalg.eig(dense, left=True, check_finite=False)
    chosen = with_rightmost(_descending(values)[:n_values], values, n_rightmost)
    values, left, vectors = values[chosen], left[:, chosen], vectors[:, chosen]
    pairs = _pairs(dense.__matmul__, values, vectors, _conditions(left, vectors), "lapack", n_values, n_rightmost)
    pairs.error = _error_after_balancing(dense, values, left, vectors)
    return pairs


def _error_after_balancing(dense, values, left, right):
    """The largest condition times backward error of eigenpairs of D⁻¹JD, which LAPACK solves in place of J."""
    with np.errstate(invalid="ignore"):  # of an order of rows, which is not asked for
        balanced, (scale, _) = linalg.matrix_balance(dense, permute=False, separate=True)
    left, right = scale[:, None] * left, right / scale[:, None]
    right /= np.linalg.norm(right, axis=0)
    residuals = np.linalg.norm(balanced @ right - values * right, axis=0)
    return _error(values, _conditions(left, right), residuals + BACKWARD_ERROR * np.linalg.norm(balanced))


def _conditions(left, right):
    """1/|wᴴv| of each pair of left and right eigenvectors, columns of any norm."""
    products = np.abs(np.sum(left.conj() * right, axis=0))
    norms = np.linalg.norm(left, axis=0) * np.linalg.norm(right, axis=0)
    return norms / np.maximum(products, np.finfo(float).tiny)


def _error(values, conditions, residuals):
    """The largest error of some eigenvalues, the first one largest; infinite where a condition is no number."""
    parts = np.where(conditions > MODERATE_CONDITION, 1, USUAL_PART)
    errors = (conditions * parts * residuals)[np.abs(values) >= NEGLIGIBLE * np.abs(values[0])]
    return float(np.nan_to_num(errors.max(), nan=np.inf))


def _pairs(product, values, vectors, conditions, solver, n_values, n_rightmost, rounding=0.0):
    """The first eigenpairs by modulus and the first eigenvalues by real part, of some that hold both."""
    order = _descending(values)
    values, vectors, conditions = values[order], vectors[:, order], conditions[order]
    residuals = _residuals(product, values, vectors)
    error, scale = _error(values, conditions, residuals + rounding), np.abs(values[0])
    residual = float(residuals.max() / scale) if scale > 0 else float(residuals.max())
    rightmost = values[by_real_part(values)[:n_rightmost]]
    return Eigenpairs(
        values[:n_values], vectors[:, :n_values], solver, residual, float(conditions[0]), error, rightmost
    )


def _residuals(product, values, vectors):
    """‖Jv − λv‖ of each pair; zero for the other one of a conjugate pair, which has the same."""
    once = values.imag >= 0
    images = product(vectors.real[:, once]) + 1j * product(vectors.imag[:, once])
    residuals = np.zeros(len(values))
    residuals[once] = np.linalg.norm(images - vectors[:, once] * values[once], axis=0)
    return residuals


def _descending(values):
    """Order of descending modulus; of a conjugate pair the one in the upper half plane first."""
    moduli = np.abs(values)
    relative = np.round(moduli / max(moduli.max(), np.finfo(float).tiny), 12)
    return np.lexsort((-values.imag, -values.real, -relative))
