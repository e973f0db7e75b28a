"""What it costs to find the outlier and the bulk of a sparse network, beside the dense method."""

import math
import time
import tracemalloc

from scipy import linalg

from sparse_lowrank import seeds
from sparse_lowrank.networks import ensembles
from sparse_lowrank.spectra import measurements


def of_sparse(parameters, root, *purpose):
    """Seconds to generate a network and to measure it, and the peak of the memory of its arrays in bytes.

    What is measured takes as many products at every size, more where the outlier lies close to the bulk (see
    `spectra.unresolved`).

    Returns
    -------
    dict
        `generation_time`, `solution_time`, `peak_memory`, `network_sha256`, and `dense_time` and `dense_memory`, NaN.
    """
    tracemalloc.start()
    begin = time.perf_counter()
    network = ensembles.generate(parameters, root, *purpose)
    drawn = time.perf_counter()
    measurements.unresolved(network, parameters, seeds.generator(root, *purpose, "start vector"))
    done = time.perf_counter()
    return {
        "generation_time": drawn - begin,
        "solution_time": done - drawn,
        "peak_memory": _peak(),
        "dense_time": math.nan,
        "dense_memory": math.nan,
        "network_sha256": network.sha256(),
    }


def of_both(parameters, root, *purpose):
    """As `of_sparse`, with the seconds and the peak memory of all eigenvalues of the dense matrix by LAPACK."""
    matrix = ensembles.generate(parameters, root, *purpose).matrix
    tracemalloc.start()
    begin = time.perf_counter()
    linalg.eigvals(matrix.toarray(), overwrite_a=True, check_finite=False)
    dense = {"dense_time": time.perf_counter() - begin, "dense_memory": _peak()}
    return of_sparse(parameters, root, *purpose) | dense


def _peak():
    """The largest number of bytes that arrays have held since tracing started, which ends."""
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return float(peak)
