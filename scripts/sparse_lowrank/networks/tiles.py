"""The sums Xv of a mask X that is too large for the processor's caches: one tile of the mask after the other.

A tile takes three bytes for each connection: two for the row within the tile, one for the column within a strip of 256
columns. Its connections are in the order of columns. Tiles are taken row by row: the activity of their rows, which is
read or written in any order, stays in the cache; that of their columns is read or written in order.
"""

import itertools

import numpy as np
from scipy.sparse import _sparsetools

from sparse_lowrank.networks import masks

CONNECTIONS = 2**18  # of a tile, at most; fewer make many tiles, of more the activity does not stay in the cache
COLUMNS = 2**20  # whose tiles are taken together, row by row, so that their activity stays in the outer cache
LARGEST_SIDE = 2**16  # rows within a tile are 16 bits
STRIP = 2**8  # columns within a strip are 8 bits


class Tiles:
    """A mask in tiles: the function v ↦ Xv, for float64 arrays v of shape (N,).

    Parameters
    ----------
    mask : scipy.sparse.csc_array of shape (N, N) or BlockedMask
        The latter is used up, block by block, so that no more than one copy of it is ever in memory.
    side : int, optional
        Rows and columns of a tile, a power of two up to `LARGEST_SIDE`. If it is not given, it follows from the
        density, and where connections are few, tiles have more columns than rows.
    """

    def __init__(self, mask, side=None):
        n_units = self.n_units = mask.shape[0]
        self.side, self.width = (side, side) if side else _shape(mask.nnz / n_units**2)
        self._firsts = range(0, n_units, self.side)
        self._strips = np.arange(0, self.width, STRIP, dtype=np.int32)
        self._blocks = [self._tiled(*block) for block in _column_blocks(mask, self.width)]
        largest = max((np.diff(edges).max() for *_, edges in self._blocks), default=0)
        self._ones = np.ones(largest)

    def __call__(self, values):
        found = np.zeros(self.n_units)
        for rows, columns, targets, sources in self._tiles():
            self._add(rows, columns, values[sources], found[targets])
        return found

    def connect_all(self):
        """Whether every unit reaches every other one: the first unit reaches all, and all reach it."""
        return self._all_reached(backwards=False) and self._all_reached(backwards=True)

    def _all_reached(self, backwards):
        """Whether the first unit reaches all, along connections or against them.

        Units that one tile reaches count in the next tile already: this takes fewer rounds.
        """
        reached, count = np.zeros(self.n_units), 0
        reached[0] = 1
        while count < (now := np.count_nonzero(reached)) < self.n_units:
            count = now
            for rows, columns, targets, sources in self._tiles():
                if backwards:
                    self._add(columns, rows, reached[targets], reached[sources])
                else:
                    self._add(rows, columns, reached[sources], reached[targets])
            np.sign(reached, out=reached)
        return now == self.n_units

    def _add(self, to, of, values, found):
        """Add to `found` at the places `to` the values at the places `of`."""
        _sparsetools.coo_matvec(len(to), to, of, self._ones[: len(to)], values, found)

    def _tiles(self):
        """Yield the rows and columns of the connections within each tile, and its place: targets and sources."""
        together = max(COLUMNS // self.width, 1)
        for first in range(0, len(self._blocks), together):
            for k, target in enumerate(self._firsts):
                for block, (rows, columns, counts, edges) in enumerate(self._blocks[first : first + together], first):
                    tile = slice(*edges[k : k + 2])
                    places = np.repeat(self._strips, counts[k])
                    places += columns[tile]
                    sources = slice(block * self.width, (block + 1) * self.width)
                    yield rows[tile].astype(np.int32), places, slice(target, target + self.side), sources

    def _tiled(self, targets, degrees):
        """The tiles of some columns: rows, columns, connections of each strip of each tile, and edges of the tiles."""
        n_columns, n_tiles, n_connections = len(degrees), len(self._firsts), len(targets)
        starts = np.append(0, np.cumsum(degrees)).astype(np.int32)
        targets = targets.astype(np.int32, copy=False)
        tile, row = targets >> self.side.bit_length() - 1, (targets & self.side - 1).astype(np.uint16)
        edges, columns, rows = np.empty(n_tiles + 1, np.int32), np.empty(n_connections, np.int32), np.empty_like(row)
        _sparsetools.csr_tocsc(n_columns, n_tiles, starts, tile, row, edges, columns, rows)
        strips = np.append(self._strips, self.width)
        counts = [np.diff(np.searchsorted(columns[begin:end], strips)) for begin, end in itertools.pairwise(edges)]
        return rows, columns.astype(np.uint8), np.array(counts, np.int32), edges


def _shape(density):
    """Rows and columns of a tile of no more than `CONNECTIONS`: powers of two, as equal as the rows allow."""
    density = max(density, CONNECTIONS / (LARGEST_SIDE * COLUMNS))
    side = _power_of_two(min(np.sqrt(CONNECTIONS / density), LARGEST_SIDE))
    return side, max(side, _power_of_two(CONNECTIONS / (density * side)))


def _power_of_two(number):
    """The largest one up to a number."""
    return 2 ** int(np.log2(number))


def _column_blocks(mask, width):
    """Yield the targets of every `width` columns, and how many each of these columns has."""
    if isinstance(mask, masks.BlockedMask):
        together = max(width // masks.BLOCK, 1)
        while mask.blocks:
            columns = np.concatenate(mask.blocks[:together])
            del mask.blocks[:together]
            for some in range(0, len(columns), width):
                targets = columns[some : some + width]
                yield targets.ravel(), np.full(len(targets), mask.out_degree)
    else:
        for first in range(0, mask.shape[1], width):
            starts = mask.indptr[first : first + width + 1]
            yield mask.indices[starts[0] : starts[-1]], np.diff(starts)
