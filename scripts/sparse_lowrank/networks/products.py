"""Products Jφ of a network with activity, each done the way that costs least.

A rank-one network is its mask X and its vectors, and needs no weights: P̃φ = m ∘ (X(n ∘ φ)), over N if scaled. Xv can
be found in several ways, which take about so many nanoseconds of one core (AMD EPYC of 2023), with one column of
activity or for each of several:

    adding along the connections that are kept      0.6 for each connection, 0.25 with several columns; 2 in tiles
    along those that are missing: Xv = Σv − X̄v      the same; no matrix at all where none is missing
    looking up the sums of eight units in a table   0.7 for every eight entries of X, 0.2 for each entry of the table
    a dense product with several columns            0.08 for each entry of X

The cheapest is taken. At N = 2000 this is the table between densities of 0.15 and 0.85; with several columns it is the
dense product between 0.3 and 0.7. Adding along connections reads their indices alone.
"""

import numpy as np
from scipy import sparse
from scipy.sparse import _sparsetools

from sparse_lowrank.networks.masks import BlockedMask
from sparse_lowrank.networks.tiles import Tiles

SUMMED, SUMMED_IN_BATCH, LOOKED_UP, TABULATED, MULTIPLIED = 0.6, 0.25, 0.7, 0.2, 0.08  # nanoseconds, see above
# Above these densities a dense product is faster than one with sparse weights, for one column and for a batch.
DENSE_ABOVE, DENSE_ABOVE_IN_BATCH = 0.4, 0.2
TOGETHER = 8  # units whose sums are looked up as one: all subsets of more make too large a table
STRETCH = 50_000  # connections that are added in one go: the ones that stand for their weights stay in the cache
# Up to so many units the sums of all fit into the cache, and connections are added in the order of their sources. A
# larger mask is taken in tiles; a larger matrix with weights in blocks of columns.
SUMS_IN_CACHE, BLOCK = 50_000, 100_000


def product(network, n_columns=1, add=None):
    """The function φ ↦ Jφ for arrays φ of shape (N,) or (N, n_columns).

    Parameters
    ----------
    network : sparse_lowrank.networks.ensembles.Network
    n_columns : int
        The columns of activity for which it is meant; others are possible.
    add : callable, optional
        v ↦ Xv of the mask, of one column, where there is one already.
    """
    if network.weights is not None:
        return of_matrix(network.matrix, n_columns)
    m, n = network.vectors["m"], network.vectors["n"]
    if network.scaled:
        m = m / len(m)
    add = _by_column(add) if add else sums(network.mask, n_columns)
    return lambda rates: (m * add((n * rates.T).T).T).T


def of_matrix(matrix, n_columns=1):
    """The function φ ↦ Jφ as above, for a sparse matrix J with weights."""
    if matrix.nnz > (DENSE_ABOVE if n_columns == 1 else DENSE_ABOVE_IN_BATCH) * matrix.shape[0] ** 2:
        transposed = matrix.toarray().T
        return lambda rates: (rates.T @ transposed).T  # BLAS multiplies a few rows faster than a few columns
    if n_columns == 1 and matrix.shape[0] <= SUMS_IN_CACHE:
        return matrix.tocsc().__matmul__
    columns = [slice(start, start + BLOCK) for start in range(0, matrix.shape[1], BLOCK)]
    blocks = [(some, matrix[:, some].tocsr()) for some in columns]
    return lambda rates: sum(block @ rates[some] for some, block in blocks)


def sums(mask, n_columns=1):
    """The function v ↦ Xv for a mask X, a `scipy.sparse.csc_array` of shape (N, N), and v as φ in `product`.

    A `masks.BlockedMask` is used up (see `tiles.Tiles`).
    """
    if isinstance(mask, BlockedMask):
        return _by_column(Tiles(mask))
    cells = mask.shape[0] * mask.shape[1]
    one = SUMMED if n_columns == 1 else SUMMED_IN_BATCH
    costs = {_of_kept: one * mask.nnz, _of_missing: one * (cells - mask.nnz)}
    if n_columns == 1:
        costs[_by_table] = LOOKED_UP * cells / TOGETHER + TABULATED * 2**TOGETHER * mask.shape[1] / TOGETHER
    else:
        costs[_dense] = MULTIPLIED * cells
    return min(costs, key=costs.get)(mask, n_columns)


def _of_kept(mask, n_columns):
    if n_columns > 1:
        return sparse.csr_array(mask, dtype=float).__matmul__
    return _by_column(_scattered(mask) if mask.shape[0] <= SUMS_IN_CACHE else Tiles(mask))


def _of_missing(mask, n_columns):
    if mask.nnz == mask.shape[0] * mask.shape[1]:
        return lambda values: np.broadcast_to(values.sum(axis=0), values.shape)
    columns, rows = np.nonzero(mask.toarray(order="F").T == 0)
    starts = np.searchsorted(columns, np.arange(mask.shape[1] + 1))
    indices, starts = rows.astype(mask.indices.dtype), starts.astype(mask.indptr.dtype)
    missing = _of_kept(sparse.csc_array((np.ones(len(rows), np.int8), indices, starts), mask.shape), n_columns)
    return lambda values: values.sum(axis=0) - missing(values)


def _dense(mask, n_columns):
    transposed = mask.toarray().T.astype(float)
    return lambda values: (values.T @ transposed).T


def _scattered(mask):
    """Every source adds its value to the sums of its targets."""
    stretches, ones = _stretches(mask)

    def add(values):
        found = np.zeros(mask.shape[0])
        for sources, starts, targets in stretches:
            part = values[sources]
            _sparsetools.csc_matvec(len(found), len(part), starts, targets, ones[: len(targets)], part, found)
        return found

    return add


def _stretches(compressed):
    """The rows or columns of a mask in stretches of about `STRETCH` connections, and ones for the longest of them."""
    starts, indices = compressed.indptr, compressed.indices
    edges = np.searchsorted(starts, np.arange(STRETCH, len(indices), STRETCH))
    edges = np.unique([0, *edges, len(starts) - 1])
    pieces = [
        (slice(begin, end), starts[begin : end + 1] - starts[begin], indices[starts[begin] : starts[end]])
        for begin, end in zip(edges[:-1], edges[1:], strict=True)
    ]
    return pieces, np.ones(max((len(piece) for *_, piece in pieces), default=0))


def _by_table(mask, n_columns):
    """Of every eight units the sums of all subsets are tabulated, and each target looks up its own (four Russians)."""
    n_units, n_groups = mask.shape[0], -(-mask.shape[0] // TOGETHER)
    kept = np.zeros((n_groups * TOGETHER, n_units), np.uint8)
    kept[:n_units] = mask.toarray(order="F").T
    subsets = sum(kept[unit::TOGETHER] << unit for unit in range(TOGETHER))
    places = subsets * np.intp(n_groups) + np.arange(n_groups)[:, None]
    padded, table = np.zeros(n_groups * TOGETHER), np.zeros((2**TOGETHER, n_groups))
    found = np.empty((n_groups, n_units))

    def add(values):
        padded[:n_units] = values
        for unit, half in enumerate(2 ** np.arange(TOGETHER)):
            np.add(table[:half], padded[unit::TOGETHER], out=table[half : 2 * half])
        table.ravel().take(places, out=found, mode="clip")
        return found.sum(axis=0)

    return _by_column(add)


def _by_column(add):
    """A function of arrays of shape (N,) as one of arrays of shape (N, k) too."""

    def of_columns(values):
        if values.ndim == 1:
            return add(np.ascontiguousarray(values))
        return np.stack([add(np.ascontiguousarray(column)) for column in values.T], axis=1)

    return of_columns
