"""Every way to a product gives the product, and the one that is taken is the cheapest by the measured costs."""

import numpy as np
import pytest

from sparse_lowrank.networks import ensembles, masks, products

WAYS = {"kept": products._of_kept, "missing": products._of_missing, "table": products._by_table}
SPARSITIES = (0.0, 0.03, 0.5, 0.97, 1.0)


def mask(sparsity, n_units=203):
    """Of a number of units that is no multiple of eight."""
    return masks.bernoulli(np.random.default_rng(1), n_units, sparsity)


@pytest.mark.parametrize("shape", [(203,), (203, 1), (203, 5)])
@pytest.mark.parametrize("sparsity", SPARSITIES)
@pytest.mark.parametrize("way", WAYS)
def test_every_way_gives_the_sums(way, sparsity, shape):
    values = np.random.default_rng(2).normal(size=shape)
    found = WAYS[way](mask(sparsity), 1)(values)
    assert found.shape == shape
    assert found == pytest.approx(mask(sparsity).toarray().astype(float) @ values, abs=1e-12)


@pytest.mark.parametrize("n_columns", [1, 12])
@pytest.mark.parametrize("sparsity", SPARSITIES)
def test_the_way_that_is_taken_gives_the_sums(sparsity, n_columns):
    values = np.random.default_rng(2).normal(size=(203, n_columns))
    expected = mask(sparsity).toarray().astype(float) @ values
    assert products.sums(mask(sparsity), n_columns)(values) == pytest.approx(expected, abs=1e-12)


def test_large_networks_are_read_in_stretches_and_in_tiles(monkeypatch):
    values, whole = np.random.default_rng(2).normal(size=203), mask(0.5)
    expected = products._of_kept(whole, 1)(values)
    monkeypatch.setattr(products, "STRETCH", 1000)
    assert np.array_equal(products._of_kept(whole, 1)(values), expected)
    monkeypatch.setattr(products, "SUMS_IN_CACHE", 100)
    assert products._of_kept(whole, 1)(values) == pytest.approx(expected, abs=1e-12)
    assert products._of_kept(whole, 1)(np.stack([values, values], axis=1))[:, 1] == pytest.approx(expected, abs=1e-12)


def test_large_networks_with_weights_are_read_in_blocks(monkeypatch):
    matrix = mask(0.9).astype(float)
    expected = products.of_matrix(matrix)(values := np.random.default_rng(2).normal(size=203))
    for name, size in (("SUMS_IN_CACHE", 100), ("BLOCK", 64)):
        monkeypatch.setattr(products, name, size)
    assert products.of_matrix(matrix)(values) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("scaled", [True, False])
@pytest.mark.parametrize("sparsity", [0.0, 0.1, 0.5, 0.95])
def test_a_rank_one_network_multiplies_as_its_matrix_does(sparsity, scaled):
    parameters = {"network": "rank_one", "n_units": 120, "sparsity": sparsity, "variance": 1.0, "covariance": 0.5}
    network = ensembles.generate({**parameters, "scaled": scaled, "orthogonal": True}, 1, "product")
    rates = np.random.default_rng(2).normal(size=(120, 4))
    for columns in (rates, rates[:, :1], rates[:, 0]):
        assert products.product(network)(columns) == pytest.approx(network.matrix @ columns, abs=1e-12)


def test_the_cheapest_way_is_taken(monkeypatch):
    taken = []
    for way in (products._of_kept, products._of_missing, products._by_table, products._dense):
        monkeypatch.setattr(products, way.__name__, lambda mask, n_columns, way=way: taken.append(way.__name__))
    for sparsity in (0.02, 0.5, 0.98):
        products.sums(mask(sparsity))
        products.sums(mask(sparsity), 12)
    assert taken == ["_of_missing", "_of_missing", "_by_table", "_dense", "_of_kept", "_of_kept"]
