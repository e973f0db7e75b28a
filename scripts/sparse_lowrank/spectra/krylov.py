"""Arnoldi's method without restarts: the leading eigenvalues that the Krylov space of a matrix holds.

Restarts save memory and cost products. Without them the residuals fall faster than geometrically, even at the edge of a
disk of eigenvalues, which a restarted space resolves slowly.
"""

import numpy as np

from sparse_lowrank.spectra import hessenberg

FIRST_DIMENSION = 60  # the dimension at which eigenvalues are computed for the first time
# The logarithm of a residual is about proportional to this power of the dimension. From it follows the dimension at
# which the residuals will meet their tolerances. The space grows to that dimension times a margin, and in one step at
# most by the largest factor.
CONVERGENCE_POWER, MARGIN, LARGEST_FACTOR = 1.8, 1.05, 3.0
COMPARISON_TOLERANCE = 1e-3  # a residual small enough to see which of two eigenvalues is larger
# Fractions of a vector's norm that remain after it was made orthogonal to the basis. Below the first, digits were lost,
# and it is made orthogonal once more; below the second, the vector lies in the space.
CANCELLATION, EXHAUSTED = 0.7, 1e-13
VANISHED = 1e-10  # what a product leaves of a vector, relative to the matrix, where it should leave nothing
TINY = np.finfo(float).tiny
COPIED_BELOW = 2**26  # bytes of a basis that are copied where it grows: it is faster as one array than as several


class KrylovSpace:
    """An orthonormal basis of span{x, Ax, A²x, …}, and what A does within it.

    Parameters
    ----------
    product : callable
        x ↦ Ax, both real arrays of shape (N,).
    start : array of shape (N,)
        x, not zero.
    rng : numpy.random.Generator
        For the vectors from which the space goes on where products lead no further.
    capacity : int
        The largest dimension, at most N.
    """

    def __init__(self, product, start, rng, capacity):
        self.dimension, self.capacity = 0, min(capacity, len(start))
        self._product, self._rng, self._norm = product, rng, np.linalg.norm(start)
        self._vectors = Columns(start / self._norm)  # the basis, and the vector that comes next
        self._hessenberg = np.zeros((self.capacity + 1, self.capacity))

    @property
    def basis(self):
        """Array of shape (N, dimension), a copy."""
        return self._vectors.times(np.eye(self.dimension))

    @property
    def n_units(self):
        """N."""
        return len(self._vectors[0])

    def converge(self, n_values, n_compared, tolerance, plus=None, n_rightmost=0, expected=0):
        """The eigenvalues of largest modulus of A, or of A + x`plus`ᵀ, whose Krylov space is the same.

        The space is grown until the residuals ‖Av − λv‖ / |λ₁| of the first n_values are below the tolerance, and those
        of the others among the first n_compared below `COMPARISON_TOLERANCE`. So are, if `n_rightmost` is given, those
        of so many eigenvalues of largest real part, and of the others among the first n_compared of these. If the first
        dimension is too small, the next one is at least the `expected`.

        Returns
        -------
        values : complex array of shape (k,)
            The first n_values in descending order of modulus, then those of the rightmost that are not among them.
        vectors : complex array of shape (N, k)
            The right eigenvectors, of norm one.
        conditions : array of shape (k,)
            1/|zᴴy| for the unit left and right eigenvectors z and y of the projection. That of A itself is never
            smaller: a left eigenvector of A also has a part outside the space, which adds to its norm alone. For random
            networks it is two to five times as large.

        Or None, if they do not converge within the capacity.
        """
        self.grow(FIRST_DIMENSION)
        while True:
            projection = self.projection(plus)
            values, vectors, residuals = self._eigenpairs(projection, n_compared, n_compared * bool(n_rightmost))
            wanted = np.isin(np.arange(len(values)), with_rightmost(np.arange(n_values), values, n_rightmost))
            achieved = np.log(np.clip(residuals, TINY, 0.99))
            remaining = np.max(np.log(np.where(wanted, tolerance, COMPARISON_TOLERANCE)) / achieved)
            if remaining <= 1:
                values, vectors = values[wanted], vectors[:, wanted]
                conditions = hessenberg.conditions(projection, values, vectors)
                return values, self._vectors.times(vectors.real) + 1j * self._vectors.times(vectors.imag), conditions
            if self.dimension == self.capacity:
                return None
            factor = MARGIN * remaining ** (1 / CONVERGENCE_POWER)
            self.grow(max(expected, int(self.dimension * min(factor, LARGEST_FACTOR))))

    def grow(self, dimension):
        """Take products until the space has this dimension, or its capacity."""
        before, dimension = self.dimension, min(dimension, self.capacity)
        if dimension <= before:
            return
        self._vectors.add(dimension - before)
        for k in range(before, dimension):
            self._extend(k)

    def _extend(self, k):
        image = self._product(self._vectors[k])
        size = np.linalg.norm(image)
        image, self._hessenberg[: k + 1, k] = self._orthogonal(image, k + 1)
        self.dimension = k + 1
        left = np.linalg.norm(image)
        if left > EXHAUSTED * size:
            self._hessenberg[k + 1, k] = left
            self._vectors[k + 1][:] = image / left
        elif self.dimension < len(image):
            image, _ = self._orthogonal(self._rng.normal(size=len(image)), k + 1)
            self._vectors[k + 1][:] = image / np.linalg.norm(image)

    def _orthogonal(self, vector, k):
        """The part of a vector orthogonal to the first k basis vectors, and its components along them.

        Done a second time where cancellation has lost digits; twice is enough.
        """
        basis, size = self._vectors, np.linalg.norm(vector)
        components = basis.components(vector, k)
        vector = vector - basis.times(components)
        if np.linalg.norm(vector) < CANCELLATION * size:
            again = basis.components(vector, k)
            vector -= basis.times(again)
            components += again
        return vector, components

    def growth(self):
        """The factor by which A makes x grow, on average over as many products as the space holds, but the first.

        For independent entries whose variances form a profile of rank one, E‖Aᵏx‖² grows from the second product on by
        exactly the square of the large-N edge of the spectrum. Zero if the products vanish: if x is mapped to nothing
        after a few of them.
        """
        powers = np.zeros(self.dimension + 1)  # of A on x, normalised, in the basis
        powers[0], logarithms = 1, []
        vanished = VANISHED * np.linalg.norm(self._hessenberg)
        for _ in range(self.dimension):
            powers = self._hessenberg[: self.dimension + 1, : self.dimension] @ powers[:-1]
            norm = np.linalg.norm(powers)
            if norm <= vanished:
                return 0.0
            powers /= norm
            logarithms.append(np.log(norm))
        return float(np.exp(np.mean(logarithms[1:])))

    def projection(self, plus=None):
        """What A, or A + x`plus`ᵀ, does within the space: array of shape (dimension, dimension)."""
        projection = self._hessenberg[: self.dimension, : self.dimension].copy()
        if plus is not None:
            projection[0] += self._norm * self._vectors.components(plus, self.dimension)
        return projection

    def _eigenpairs(self, projection, n_values, n_rightmost):
        def choose(values):
            return with_rightmost(np.argsort(-np.abs(values), kind="stable")[:n_values], values, n_rightmost)

        values, vectors = hessenberg.eigenpairs(projection, choose)
        before, beyond = np.diag(self._hessenberg, -1)[[self.dimension - 2, self.dimension - 1]]
        if beyond == 0 < before and self.dimension < self.n_units:
            residuals = np.ones(len(values))  # the start lies in a subspace: the rest is unknown
        else:
            residuals = beyond * np.abs(vectors[-1]) / max(np.abs(values[0]), TINY)
        return values, vectors, residuals


class Columns:
    """Columns of length N, to which more are added: without a copy of those that are there, if these are many bytes."""

    def __init__(self, first):
        self._parts = [first[:, None]]

    def add(self, count):
        """Room for more columns."""
        parts = self._parts
        kept = parts.pop() if parts[-1].nbytes < COPIED_BELOW else parts[-1][:, :0]
        more = np.empty((len(kept), kept.shape[1] + count), order="F")  # by columns, for products with them
        more[:, : kept.shape[1]] = kept
        parts.append(more)

    def __getitem__(self, k):
        """Column k, to be read or written."""
        for part in self._parts:
            if k < part.shape[1]:
                return part[:, k]
            k -= part.shape[1]
        raise IndexError(k)

    def components(self, vector, k):
        """The products of the first k columns with a vector: array of shape (k,)."""
        return np.concatenate([part.T @ vector for part in self._first(k)])

    def times(self, weights):
        """The sum of the first columns, with weights of shape (k,) or (k, n)."""
        begin, total = 0, 0.0
        for part in self._first(len(weights)):
            total = total + part @ weights[begin : begin + part.shape[1]]
            begin += part.shape[1]
        return total

    def _first(self, k):
        """The first k columns, part by part."""
        for part in self._parts:
            if k > 0:
                yield part[:, :k]
            k -= part.shape[1]


def with_rightmost(chosen, values, n_rightmost):
    """Indices of some eigenvalues and, after them, of those of largest real part that are not among them."""
    return np.concatenate([chosen, np.setdiff1d(by_real_part(values)[:n_rightmost], chosen)])


def by_real_part(values):
    """Order of descending real part; of a conjugate pair the one in the upper half plane first."""
    return np.lexsort((-values.imag, -values.real))
