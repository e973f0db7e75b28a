"""The strongly connected components of a network: units that reach each other along connections.

With the units in the order of their components, the matrix is block triangular: its eigenvalues are those of the
blocks on the diagonal. A unit on no cycle is a block of its own, and adds an eigenvalue that is exactly zero. No solver
finds this by itself. Rounding moves a zero that N units share by ε^(1/N), and the residual does not tell.

A matrix here is J, or J − uvᵀ where `less` is the pair of arrays (u, v) of shape (N,).
"""

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph, linalg

EPSILON = np.finfo(float).eps
EDGES_KEPT = 30  # by each unit: enough for one component, where there is one, of any random network in memory


def with_cycles(matrix, less=None):
    """The units of each component that has an eigenvalue of its own: several units, or one connected to itself.

    Parameters
    ----------
    matrix : scipy.sparse array of shape (N, N)
    less : pair of arrays of shape (N,), optional

    Returns
    -------
    list of integer arrays
        Of one array of length N if every unit reaches every other one. It takes a time linear in the connections.
    """
    n_units = matrix.shape[0]
    if less and less[0].all() and less[1].all():
        return [np.arange(n_units)]  # even if some entries cancel: fewer connections only split a block further
    graph = _graph(matrix, less)
    for edges in (_thinned(graph), graph):
        count, labels = csgraph.connected_components(edges, connection="strong")
        if count == 1 and n_units > 1:
            return [np.arange(n_units)]
    labels = labels[:n_units]
    members = np.split(np.argsort(labels, kind="stable"), np.cumsum(np.bincount(labels, minlength=count))[:-1])
    loops = matrix.diagonal() - (less[0] * less[1] if less else 0)
    return [units for units in members if len(units) > 1 or loops[units].any()]


def part(matrix, less, rows, columns):
    """The block of some rows and columns, and what is to be subtracted from it (None without `less`)."""
    if len(rows) == len(columns) == matrix.shape[0]:
        return matrix, less
    return matrix[:, columns][rows], less and (less[0][rows], less[1][columns])


def end(matrix, less=None):
    """A unit without outgoing connections, of a matrix without cycles: its own axis is an eigenvector."""
    return np.flatnonzero(np.diff(_graph(matrix, less).indptr)[: matrix.shape[0]] == 0)[0]


def eigenvector(matrix, less, units, value, vector):
    """The right eigenvector of the whole matrix from that of one component, and what that causes downstream.

    Parameters
    ----------
    units : integer array of shape (k,)
        The component.
    value, vector : complex, complex array of shape (k,)
        An eigenvalue of its block and its right eigenvector.

    Returns
    -------
    complex array of shape (N,)
        Of norm one. Where a component downstream has the same eigenvalue, it is close to an eigenvector of that one.
    """
    reached = csgraph.breadth_first_order(_graph(matrix, less), units[0], return_predecessors=False)
    downstream = np.setdiff1d(reached[reached < matrix.shape[0]], units)
    whole = np.zeros(matrix.shape[0], complex)
    whole[units] = vector
    if downstream.size:
        caused = _subtracted(*part(matrix, less, downstream, units)) @ vector
        whole[downstream] = _solved(value, _subtracted(*part(matrix, less, downstream, downstream)), caused)
    return whole / np.linalg.norm(whole)


def _graph(matrix, less):
    """An edge from j to i for each J_ij, sparse by rows; with `less` one more node, through which u reaches v."""
    weights = matrix.tocsc()
    if not weights.data.all():
        weights = weights.copy()
        weights.eliminate_zeros()
    if not less or not (less[0].any() and less[1].any()):
        return weights.T
    u, v = (sparse.csr_array((vector != 0)[None].astype(float)) for vector in less)
    return sparse.block_array([[weights.T, v.T], [u, None]], format="csr")


def _thinned(graph):
    """Some of the edges, picked here and there: if these make one component, so do all. It takes less time."""
    every = max(graph.nnz // (EDGES_KEPT * graph.shape[0]), 1)
    stretches = np.arange(graph.nnz // every)
    picked = stretches * every + (stretches * 40503 >> 8) % every  # at changing places, since targets are in order
    ends = np.searchsorted(picked, graph.indptr)
    return sparse.csr_array((graph.data[picked], graph.indices[picked], ends), graph.shape)


def _subtracted(block, less):
    return block if not less else sparse.csc_array(block.toarray() - np.outer(*less))


def _solved(value, block, right):
    """x of (value − block) x = right. Where the block has that very eigenvalue, value is moved by a rounding error."""
    identity = sparse.eye_array(block.shape[0], dtype=complex, format="csc")
    try:
        factors = linalg.splu((value * identity - block).tocsc())
    except RuntimeError:  # exactly singular
        value += 8 * EPSILON * max(abs(value), abs(block).max(), np.abs(right).max())
        factors = linalg.splu((value * identity - block).tocsc())
    return factors.solve(right.astype(complex))
