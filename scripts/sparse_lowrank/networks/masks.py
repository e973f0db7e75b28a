"""Sparse masks X: which connections of a network survive, in time and memory proportional to their number.

A mask is a `scipy.sparse` matrix without values of its own: compressed indices with weights of one.
Column j holds the outgoing connections of unit j, row i the incoming ones of unit i (Eq 1: ẋ = −x + Jφ(x)).
One of more connections than SciPy counts in 32 bits is a `BlockedMask`.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

# Above this density it is faster to draw one number for every entry than to draw the gaps between the entries kept.
TOSS_ABOVE = 0.2
# Above this fraction of the items it is faster to mark those that are chosen than to sort them.
MARK_ABOVE = 0.2
# From so many connections on, SciPy would take 64 bits for the row of each.
TOO_MANY = 2**31
IN_CACHE = 2**18  # choices that are drawn and sorted in one go
BLOCK = 2**16  # columns of a block of a `BlockedMask`


@dataclass
class BlockedMask:
    """Mask of shape (N, N) with exactly C connections in each column, in blocks of `BLOCK` columns.

    n_units, out_degree : int
        N and C.
    blocks : list of int32 arrays of shape (columns, C)
        The rows of the connections of each column, sorted. They may be used up: see `tiles.Tiles`.
    """

    n_units: int
    out_degree: int
    blocks: list

    @property
    def shape(self):
        return self.n_units, self.n_units

    @property
    def nnz(self):
        return self.n_units * self.out_degree

    @property
    def indptr(self):
        return np.arange(self.n_units + 1) * self.out_degree


def bernoulli(rng, n_units, sparsity):
    """Mask whose entries are one with probability 1 − s, independently (Eq 19).

    Parameters
    ----------
    rng : numpy.random.Generator
    n_units : int
        N.
    sparsity : float
        s in [0, 1], the probability that a connection is removed.

    Returns
    -------
    scipy.sparse.csc_array of shape (N, N)
    """
    cells = n_units * n_units
    if sparsity == 0:
        positions = np.arange(cells)
    elif 1 - sparsity > TOSS_ABOVE:
        positions = np.flatnonzero(rng.random(cells) >= sparsity)
    else:
        positions = _success_positions(rng, cells, 1 - sparsity)
    columns = np.arange(n_units + 1) * n_units
    starts = np.searchsorted(positions, columns)
    targets = positions - np.repeat(columns[:-1], np.diff(starts))
    return compressed(sparse.csc_array, targets, starts, n_units)


def fixed_out_degree(rng, n_units, out_degree):
    """Mask with exactly C outgoing connections per unit: C ones in every column, all choices equally likely.

    Raises ValueError unless 0 ≤ C ≤ N. Returns a `scipy.sparse.csc_array` of shape (N, N), or a `BlockedMask` if it has
    `TOO_MANY` connections.
    """
    if n_units * out_degree >= TOO_MANY:
        sizes = [len(range(n_units)[first : first + BLOCK]) for first in range(0, n_units, BLOCK)]
        return BlockedMask(n_units, out_degree, [distinct_choices(rng, size, n_units, out_degree) for size in sizes])
    targets = distinct_choices(rng, n_units, n_units, out_degree)
    return compressed(sparse.csc_array, targets.ravel(), np.arange(n_units + 1) * out_degree, n_units)


def fixed_in_degree(rng, n_units, in_degree):
    """Mask with exactly C incoming connections per unit: C ones in every row, all choices equally likely.

    Raises ValueError unless 0 ≤ C ≤ N. Returns a `scipy.sparse.csr_array` of shape (N, N).
    """
    sources = distinct_choices(rng, n_units, n_units, in_degree)
    return compressed(sparse.csr_array, sources.ravel(), np.arange(n_units + 1) * in_degree, n_units)


def rows(mask):
    """The rows of the connections of a mask, column by column, in arrays one after the other."""
    return mask.blocks if isinstance(mask, BlockedMask) else [mask.indices]


def distinct_choices(rng, n_rows, n_items, n_chosen):
    """Independent uniform choices of `n_chosen` distinct items out of `n_items`, one per row, each row sorted.

    Raises ValueError unless 0 ≤ n_chosen ≤ n_items. Returns int32 of shape (n_rows, n_chosen).
    """
    if not 0 <= n_chosen <= n_items:
        raise ValueError(f"cannot choose {n_chosen} distinct items out of {n_items}")
    if 2 * n_chosen > n_items:
        return _items(~_marked(rng, n_rows, n_items, n_items - n_chosen), n_items, n_chosen)
    if n_chosen > MARK_ABOVE * n_items:
        return _items(_marked(rng, n_rows, n_items, n_chosen), n_items, n_chosen)
    chosen, together = np.empty((n_rows, n_chosen), np.int32), max(IN_CACHE // max(n_chosen, 1), 1)
    for first in range(0, n_rows, together):
        rows = chosen[first : first + together]
        rows[:] = rng.integers(n_items, size=rows.shape, dtype=np.int32)
        rows.sort(axis=1)
    unsettled = np.concatenate(
        [first + _with_repeats(chosen[first : first + together]) for first in range(0, n_rows, together)]
    )
    while unsettled.size:
        # An item that was drawn before is drawn again, until all differ: this is sampling without replacement.
        rows = chosen[unsettled]
        repeated = np.zeros(rows.shape, dtype=bool)
        np.equal(rows[:, 1:], rows[:, :-1], out=repeated[:, 1:])
        rows[repeated] = rng.integers(n_items, size=np.count_nonzero(repeated), dtype=np.int32)
        chosen[unsettled] = rows = np.sort(rows, axis=1)
        unsettled = unsettled[_with_repeats(rows)]
    return chosen


def _with_repeats(rows):
    """Which of some sorted rows hold an item twice: indices."""
    return np.flatnonzero((rows[:, 1:] == rows[:, :-1]).any(axis=1))


def _marked(rng, n_rows, n_items, n_chosen):
    """The same choices, marked among all items: bool of shape (n_rows, n_items), and some more up to whole words."""
    marked = np.zeros((n_rows, -(-n_items // 8) * 8), dtype=bool)
    first, missing = np.arange(n_rows) * marked.shape[1], np.full(n_rows, n_chosen)
    while missing.any():
        places = np.repeat(first, missing)
        places += rng.integers(n_items, size=len(places), dtype=np.int32)
        marked.ravel()[places] = True
        missing = n_chosen - np.bitwise_count(marked.view(np.uint64)).sum(axis=1, dtype=int)
    return marked


def _items(marked, n_items, n_chosen):
    """The marked items of each row, sorted: int32 of shape (n_rows, n_chosen)."""
    places = np.flatnonzero(marked[:, :n_items]).reshape(len(marked), n_chosen)
    return np.subtract(places, np.arange(len(marked))[:, None] * n_items, dtype=np.int32, casting="unsafe")


def _success_positions(rng, n_trials, probability):
    """Positions of the successes among Bernoulli trials, drawn as geometric waiting times between them."""
    if probability == 0:
        return np.empty(0, dtype=np.int64)
    expected = n_trials * probability
    size = int(expected + 6 * np.sqrt(expected) + 10)
    positions = np.cumsum(rng.geometric(probability, size)) - 1
    while positions[-1] < n_trials:
        positions = np.concatenate([positions, positions[-1] + np.cumsum(rng.geometric(probability, size))])
    return positions[: np.searchsorted(positions, n_trials)]


def compressed(form, indices, starts, n_units):
    """Compressed sparse matrix of ones with the given (sorted) indices and starts, of the given form (CSC or CSR)."""
    index_type = np.int32 if starts[-1] < 2**31 else np.int64
    indices, starts = (array.astype(index_type, copy=False) for array in (indices, starts))
    return form((np.ones(len(indices), dtype=np.int8), indices, starts), shape=(n_units, n_units))
