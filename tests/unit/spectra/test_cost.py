"""What a network costs is measured on the network that the seeds give, and counts its arrays."""

import math
import time
import tracemalloc

from sparse_lowrank.networks import ensembles
from sparse_lowrank.spectra import cost

PARAMETERS = {
    "network": "rank_one",
    "scaled": False,
    "orthogonal": True,
    "n_units": 1000,
    "out_degree": 100,
    "sparsity": 0.9,
    "variance": 0.09,
    "covariance": 0.02,
}


def test_the_cost_is_that_of_the_network_with_these_seeds():
    found = cost.of_sparse(PARAMETERS, 1, "cost", 0)
    network = ensembles.generate(PARAMETERS, 1, "cost", 0)
    assert found["network_sha256"] == network.sha256()
    assert found["generation_time"] > 0
    assert found["solution_time"] > 0
    matrix = network.matrix
    assert found["peak_memory"] > matrix.data.nbytes + matrix.indices.nbytes


def test_the_dense_method_holds_the_whole_matrix():
    found = cost.of_dense(PARAMETERS, 1, "cost", 0)
    assert found["dense_time"] > 0
    assert found["dense_memory"] >= 8 * 1000**2


def test_what_is_timed_is_not_traced(monkeypatch):
    traced, clock = [], time.perf_counter
    monkeypatch.setattr(time, "perf_counter", lambda: traced.append(tracemalloc.is_tracing()) or clock())
    without = cost.of_sparse(PARAMETERS, 1, "cost", 0, memory=False)
    cost.of_sparse(PARAMETERS, 1, "cost", 0)
    cost.of_dense(PARAMETERS, 1, "cost", 0)
    assert len(traced) >= 10
    assert not any(traced)
    assert math.isnan(without["peak_memory"])
