"""Connectivity matrices have the statistics of the paper's Eqs 2-4, 12, 17 and 18."""

import logging

import numpy as np
import pytest

import generate_networks
from sparse_lowrank.networks import ensembles, masks
from sparse_lowrank.theory import formulas

GAUSSIAN = {"network": "gaussian", "n_units": 400, "gain": 1.5, "sparsity": 0.5}
RANK_ONE = {
    "network": "rank_one",
    "n_units": 300,
    "variance": 0.5,
    "covariance": 0.2,
    "orthogonal": False,
    "scaled": True,
    "sparsity": 0.6,
}


def draw(parameters, replicate=0):
    return ensembles.generate(parameters, 7, "test", "point", replicate)


def test_weights_of_a_gaussian_network_have_variance_g2_over_n():
    weights = draw(GAUSSIAN).matrix.data
    expected = formulas.gaussian_weight_variance(1.5, 400, 0)
    assert weights.var() == pytest.approx(expected, abs=5 * expected * np.sqrt(2 / len(weights)))
    assert weights.mean() == pytest.approx(0, abs=5 * np.sqrt(expected / len(weights)))


def test_the_entries_of_a_sparse_gaussian_matrix_have_the_variance_of_eq_21():
    entries = draw(GAUSSIAN).matrix.toarray()
    assert entries.var() == pytest.approx(formulas.gaussian_weight_variance(1.5, 400, 0.5), rel=0.03)


@pytest.mark.parametrize("size", [{"sparsity": 0.6}, {"out_degree": 120}, {"in_degree": 120}])
@pytest.mark.parametrize("scaled", [True, False])
def test_a_rank_one_matrix_is_the_outer_product_where_the_mask_is_one(scaled, size):
    parameters = {key: value for key, value in RANK_ONE.items() if key != "sparsity"} | size | {"scaled": scaled}
    network = draw(parameters)
    dense = np.outer(network.vectors["m"], network.vectors["n"]) / (300 if scaled else 1)
    matrix = network.matrix.toarray()
    assert np.array_equal(matrix, np.where(matrix != 0, dense, 0))
    assert network.matrix.nnz == pytest.approx(0.4 * 300**2, rel=0.03)


SUM = {**RANK_ONE, "network": "sparse_rank_one_plus_gaussian", "gain": 1.5}


@pytest.mark.parametrize("scaled", [True, False])
def test_both_parts_of_a_sum_on_a_shared_mask_keep_the_same_connections(scaled):
    network = draw(SUM | {"shared_mask": True, "scaled": scaled})
    structure = np.outer(network.vectors["m"], network.vectors["n"]) / (300 if scaled else 1)
    matrix = network.matrix.toarray()
    rest = (matrix - structure)[matrix != 0]
    assert network.matrix.nnz == pytest.approx(0.4 * 300**2, rel=0.03)
    expected = formulas.gaussian_weight_variance(1.5, 300, 0)
    assert rest.var() == pytest.approx(expected, abs=5 * expected * np.sqrt(2 / rest.size))
    assert rest.mean() == pytest.approx(0, abs=5 * np.sqrt(expected / rest.size))


def test_the_gaussian_part_on_a_mask_of_its_own_keeps_other_connections():
    without = draw(SUM | {"shared_mask": False, "gain": 0.0})
    network = draw(SUM | {"shared_mask": False})
    structure, matrix = without.matrix.toarray(), network.matrix.toarray()
    assert np.array_equal(network.vectors["m"], without.vectors["m"])
    kept, gaussian = structure != 0, (matrix - structure) != 0
    assert kept.mean() == pytest.approx(0.4, rel=0.03)
    assert gaussian.mean() == pytest.approx(0.4, rel=0.03)
    # Independent masks share 0.4² of all entries, and a connection is kept by either of them at 1 − 0.6².
    assert (kept & gaussian).mean() == pytest.approx(0.16, rel=0.05)
    assert network.matrix.nnz == pytest.approx((1 - 0.6**2) * 300**2, rel=0.03)
    assert (matrix - structure)[gaussian].var() == pytest.approx(1.5**2 / 300, rel=0.05)


@pytest.mark.parametrize("shared", [True, False])
def test_a_sum_without_a_gaussian_part_is_the_rank_one_network(shared):
    plain, added = draw(RANK_ONE), draw(SUM | {"shared_mask": shared, "gain": 0.0})
    assert np.array_equal(plain.matrix.toarray(), added.matrix.toarray())


@pytest.mark.parametrize("shared", [True, False])
def test_every_unit_of_a_sum_keeps_its_degree_in_both_parts(shared):
    parameters = {key: value for key, value in SUM.items() if key != "sparsity"} | {"out_degree": 30}
    degrees = np.diff(draw(parameters | {"shared_mask": shared}).matrix.indptr)
    assert (degrees == 30).all() if shared else ((degrees > 30) & (degrees <= 60)).all()


def test_in_degrees_are_rows_and_out_degrees_columns():
    parameters = {key: value for key, value in GAUSSIAN.items() if key != "sparsity"}
    assert (np.diff(draw(parameters | {"out_degree": 30}).matrix.indptr) == 30).all()
    assert (np.diff(draw(parameters | {"in_degree": 30}).matrix.tocsr().indptr) == 30).all()


def test_connectivity_vectors_have_the_given_variance_and_covariance():
    m, n = (draw(RANK_ONE | {"n_units": 40000, "out_degree": 1}).vectors[name] for name in "mn")
    assert np.cov(m, n) == pytest.approx(np.array([[0.5, 0.2], [0.2, 0.5]]), abs=0.02)


def test_orthogonal_vectors_remove_the_scatter_of_the_overlap():
    def scatter(orthogonal):
        vectors = [draw(RANK_ONE | {"covariance": 0.0, "orthogonal": orthogonal}, k).vectors for k in range(30)]
        return np.std([ensembles.overlap(v["m"], v["n"]) for v in vectors])

    assert scatter(False) == pytest.approx(0.5 / np.sqrt(300), rel=0.5)
    assert scatter(True) < 1e-15


def test_orthogonalised_vectors_are_orthogonal_and_keep_their_direction():
    vectors = ensembles.orthogonalised(*np.random.default_rng(0).normal(size=(4, 200)))
    products = np.array(vectors) @ np.array(vectors).T
    assert products - np.diag(np.diag(products)) == pytest.approx(0, abs=1e-12)
    assert (np.diag(products) > 100).all()


def test_the_input_has_the_correlation_with_n_asked_for_and_none_with_m():
    vectors = draw(RANK_ONE | {"covariance": 0.0, "orthogonal": True, "input_overlap": 0.2}).vectors
    cosine = {name: vectors["input"] @ vectors[name] / np.linalg.norm(vectors[name]) for name in "mn"}
    assert cosine["n"] / np.linalg.norm(vectors["input"]) == pytest.approx(0.2)
    assert cosine["m"] == pytest.approx(0, abs=1e-12)


def test_the_task_vectors_are_the_own_directions_of_m_and_n():
    vectors = draw(RANK_ONE | {"orthogonal": True, "task_vectors": True}).vectors
    assert vectors["readout"] @ vectors["n"] == pytest.approx(0, abs=1e-12)
    assert vectors["input"] @ vectors["m"] == pytest.approx(0, abs=1e-12)
    assert vectors["readout"] @ vectors["m"] > 0
    assert vectors["input"] @ vectors["n"] > 0


PARTS = {
    "weights": lambda network: network.weights,
    "targets": lambda network: network.mask.indices,
    "column starts": lambda network: network.mask.indptr,
    "m": lambda network: network.vectors["m"],
    "n": lambda network: network.vectors["n"],
}


@pytest.mark.parametrize("part", PARTS)
def test_a_single_bit_of_any_part_changes_the_digest(part):
    network = draw(GAUSSIAN if part == "weights" else RANK_ONE)
    digests = {network.sha256()}
    for position in (0, 17, -1):
        PARTS[part](network).view(np.uint8)[position] ^= 1
        digests.add(network.sha256())
    assert len(digests) == 4


def test_a_network_that_is_scaled_by_its_size_has_another_digest():
    assert draw(RANK_ONE | {"scaled": True}).sha256() != draw(RANK_ONE | {"scaled": False}).sha256()


def test_a_replicate_is_drawn_from_seeds_of_its_own():
    assert draw(GAUSSIAN, 3).sha256() == draw(GAUSSIAN, 3).sha256()
    assert len({draw(GAUSSIAN, k).sha256() for k in range(5)}) == 5


def test_a_replicate_does_not_depend_on_how_many_there_are():
    def digests(replicates):
        log = logging.getLogger()
        return [n.sha256() for n in generate_networks.draw(7, "test", "point", RANK_ONE, replicates, log)]

    assert digests(5)[:2] == digests(2)


def test_a_gaussian_network_draws_a_weight_for_each_connection_of_its_mask():
    mask = masks.fixed_out_degree(np.random.default_rng(0), 50, 4)
    matrix = ensembles.gaussian(np.random.default_rng(1), mask, 1.0)
    assert np.array_equal(matrix.toarray() != 0, mask.toarray() != 0)
