"""The sums Xv of a mask X that is too large for the processor's caches: one tile of the mask after the other.

A tile takes three bytes for each connection: two for the row within the tile, one for the column within a strip of 256
columns. Its connections are in the order of columns. Tiles are taken row by row: the activity of their rows, which is
read or written in any order, stays in the cache, and that of their columns is met in order.
"""

import numpy as np
from scipy.sparse import _sparsetools

from sparse_lowrank.networks import masks

CONNECTIONS = 2**18  # of a tile, at most; fewer make many tiles, of more the activity does not stay in the cache
LARGEST_SIDE = 2**16  # rows within a tile are 16 bits; a block of a `masks.BlockedMask` is no narrower
STRIP = 2**8  # columns within a strip are 8 bits


class Tiles:
    """A mask in tiles: the function v ↦ Xv, for float64 arrays v of shape (N,).

    Parameters
    ----------
    mask : scipy.sparse.csc_array of shape (N, N) or BlockedMask
        The latter is used up, block by block, so that no more than one copy of it is ever in memory.
    side : int, optional
        Rows and columns of a tile, a power of two up to `LARGEST_SIDE`.
    """

    def __init__(self, mask, side=None):
        n_units = self.n_units = mask.shape[0]
        self.side = side or min(_side(mask.nnz / n_units**2), masks.BLOCK)
        self._firsts = range(0, n_units, self.side)
        self._strips = np.arange(0, self.side, STRIP, dtype=np.int32)
        self._blocks = [self._tiled(*block) for block in _column_blocks(mask, self.side)]
        largest = max((np.diff(edges).max() for *_, edges in self._blocks), default=0)
        self._ones = np.ones(largest)

    def __call__(self, values):
        found = np.zeros(self.n_units)
        for rows, columns, targets, sources in self._tiles():
            self._add(rows, columns, values[sources], found[targets])
        return found

    def transposed(self, values):
        """Xᵀv."""
        found = np.zeros(self.n_units)
        for rows, columns, targets, sources in self._tiles():
            self._add(columns, rows, values[targets], found[sources])
        return found

    def connect_all(self):
        """Whether every unit reaches every other one: the first unit reaches all, and all reach it."""
        return self._reaches_all(self) and self._reaches_all(self.transposed)

    def _reaches_all(self, step):
        reached, count = np.zeros(self.n_units), 0
        reached[0] = 1
        while count < (now := np.count_nonzero(reached)) < self.n_units:
            count = now
            reached = np.sign(reached + step(reached))
        return now == self.n_units

    def _add(self, to, of, values, found):
        """Add to `found` at the places `to` the values at the places `of`."""
        _sparsetools.coo_matvec(len(to), to, of, self._ones[: len(to)], values, found)

    def _tiles(self):
        """Yield the rows and columns of the connections within each tile, and its place: targets and sources."""
        for k, target in enumerate(self._firsts):
            for source, (rows, columns, counts, edges) in zip(self._firsts, self._blocks, strict=True):
                tile, (targets, sources) = slice(*edges[k : k + 2]), (slice(x, x + self.side) for x in (target, source))
                places = np.repeat(self._strips, counts[k])
                places += columns[tile]
                yield rows[tile].astype(np.int32), places, targets, sources

    def _tiled(self, targets, degrees):
        """The tiles of some columns: rows, columns, connections of each strip of each tile, and edges of the tiles."""
        tile = (targets // self.side).astype(np.uint16)
        column = np.repeat(np.arange(len(degrees)), degrees)
        strips = (len(self._firsts), len(self._strips))
        counts = np.bincount(tile * strips[1] + column // STRIP, minlength=strips[0] * strips[1]).reshape(strips)
        order = np.argsort(tile, kind="stable")
        rows, columns = (targets % self.side).astype(np.uint16)[order], column.astype(np.uint8)[order]
        return rows, columns, counts.astype(np.int32), np.concatenate([[0], np.cumsum(counts.sum(axis=1))])


def _side(density):
    """The largest power of two such that a tile holds no more than `CONNECTIONS`."""
    largest = np.sqrt(CONNECTIONS / max(density, CONNECTIONS / LARGEST_SIDE**2))
    return 2 ** int(np.log2(largest))


def _column_blocks(mask, side):
    """Yield the targets of every `side` columns, and how many each of these columns has."""
    if isinstance(mask, masks.BlockedMask):
        while mask.blocks:
            block = mask.blocks.pop(0)
            for some in range(0, len(block), side):
                targets = block[some : some + side]
                yield targets.ravel(), np.full(len(targets), mask.out_degree)
    else:
        for first in range(0, mask.shape[1], side):
            starts = mask.indptr[first : first + side + 1]
            yield mask.indices[starts[0] : starts[-1]], np.diff(starts)
