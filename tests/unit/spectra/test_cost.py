"""What a network costs is measured on the network that the seeds give, and counts its arrays."""

import math

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
    assert math.isnan(found["dense_time"])
    matrix = network.matrix
    assert found["peak_memory"] > matrix.data.nbytes + matrix.indices.nbytes


def test_the_dense_method_holds_the_whole_matrix():
    found = cost.of_both(PARAMETERS, 1, "cost", 0)
    assert found["dense_time"] > 0
    assert found["dense_memory"] >= 8 * 1000**2
