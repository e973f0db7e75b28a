"""What it costs to find the outlier and the bulk of a sparse network, beside the dense method."""

import time
import tracemalloc

import numpy as np
from scipy import linalg

from sparse_lowrank import seeds
from sparse_lowrank.measured import Measured
from sparse_lowrank.networks import ensembles
from sparse_lowrank.spectra import measurements


def of_sparse(parameters, root, *purpose, memory=True):
    """Seconds to generate a network and to measure it, and the peak of the memory of its arrays in bytes.

    What is measured takes as many products at every size, more where the outlier lies close to the bulk (see
    `measurements.unresolved`). The network is drawn and measured again for its memory, since tracing takes time.

    Returns
    -------
    Measured
        `generation_time`, `solution_time`, `network_sha256`, and `peak_memory`, NaN unless `memory` is asked for.
    """

    def generate():
        return ensembles.generate(parameters, root, *purpose)

    def solve(network):
        return measurements.unresolved(network, parameters, seeds.generator(root, *purpose, "start vector"))

    generation_time, network = _timed(generate)
    sha256 = network.sha256()
    solution_time, _ = _timed(lambda: solve(network))
    network = None  # dropped before its like is drawn again
    return Measured(
        (),
        generation_time=generation_time,
        solution_time=solution_time,
        network_sha256=sha256,
        peak_memory=_peak_memory(lambda: solve(generate())) if memory else np.nan,
    )


def of_dense(parameters, root, *purpose, memory=True):
    """Seconds and, if asked for, the peak memory of all eigenvalues of the dense matrix by LAPACK.

    Returns a Measured of `dense_time` and `dense_memory`.
    """
    matrix = ensembles.generate(parameters, root, *purpose).matrix

    def solve():
        return linalg.eigvals(matrix.toarray(), overwrite_a=True, check_finite=False)

    dense_time, _ = _timed(solve)
    return Measured((), dense_time=dense_time, dense_memory=_peak_memory(solve) if memory else np.nan)


def without_dense():
    """What stands in place of `of_dense` where the dense method is not feasible."""
    return Measured((), dense_time=np.nan, dense_memory=np.nan)


def _timed(run):
    """Seconds that a function takes, and what it returns."""
    begin = time.perf_counter()
    result = run()
    return time.perf_counter() - begin, result


def _peak_memory(run):
    """The largest number of bytes that the arrays of a function hold while it runs."""
    tracemalloc.start()
    try:
        run()
        return float(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
