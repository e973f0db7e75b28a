"""A mask in tiles gives the sums of the mask, and tells whether every unit reaches every other one."""

import numpy as np
import pytest
from scipy import sparse

from sparse_lowrank.networks import ensembles, masks, network_files, products, tiles
from sparse_lowrank.planning import parameters

PARAMETERS = {
    "network": "rank_one",
    "n_units": 700,
    "out_degree": 30,
    "variance": 1.0,
    "covariance": 0.5,
    "orthogonal": True,
    "scaled": False,
}
# Units 0 to 3 in a circle, and how it is broken.
CIRCLE = sparse.csc_array(np.roll(np.eye(4, dtype=np.int8), 1, axis=0))
ONE_WAY = sparse.csc_array(np.tril(np.ones((4, 4), np.int8)))


@pytest.fixture
def blocked(monkeypatch):
    """Masks of more than a thousand connections are drawn in blocks of 256 columns."""
    monkeypatch.setattr(masks, "TOO_MANY", 1000)
    monkeypatch.setattr(masks, "BLOCK", 256)


def draw():
    return masks.fixed_out_degree(np.random.default_rng(1), 700, 30)


def columns(mask):
    """The rows of the connections, column by column."""
    return np.concatenate([part.ravel() for part in masks.rows(mask)]).reshape(700, 30)


@pytest.mark.parametrize("side", [None, 64, 256, 512, 1024])
@pytest.mark.parametrize("sparsity", [0.0, 0.5, 0.98, 1.0])
def test_tiles_give_the_sums_of_the_mask(sparsity, side):
    mask, values = masks.bernoulli(np.random.default_rng(1), 700, sparsity), np.random.default_rng(2).normal(size=700)
    dense, tiled = mask.toarray().astype(float), tiles.Tiles(mask, side)
    assert tiled(values) == pytest.approx(dense @ values, abs=1e-12)


def test_a_tile_fits_into_the_cache_whatever_the_density():
    for density in (1e-12, 1.4e-5, 2e-4, 0.01, 0.5, 1.0):
        side, width = tiles._shape(density)
        assert side <= tiles.LARGEST_SIDE
        assert side <= width <= tiles.COLUMNS
        assert side * width * density <= tiles.CONNECTIONS
        assert width == tiles.COLUMNS or side * 2 * width * density > tiles.CONNECTIONS


@pytest.mark.parametrize("side", [1, 2, 4])
def test_units_reach_each_other_only_along_connections(side):
    broken = CIRCLE.toarray()
    broken[0, 3] = 0
    assert tiles.Tiles(CIRCLE, side).connect_all()
    assert not tiles.Tiles(ONE_WAY, side).connect_all()
    assert not tiles.Tiles(ONE_WAY.T.tocsc(), side).connect_all()
    assert not tiles.Tiles(sparse.csc_array(broken), side).connect_all()


def test_a_mask_is_held_in_blocks_where_planning_says_so():
    assert masks.TOO_MANY == parameters.TOO_MANY


@pytest.mark.usefixtures("blocked")
def test_a_mask_in_blocks_has_c_connections_a_column_all_distinct():
    mask = draw()
    assert [block.shape for block in mask.blocks] == [(256, 30), (256, 30), (188, 30)]
    assert (np.diff(columns(mask), axis=1) > 0).all()
    assert mask.nnz == mask.indptr[-1] == 700 * 30


@pytest.mark.usefixtures("blocked")
def test_a_mask_in_blocks_gives_its_sums_and_is_used_up():
    mask, values = draw(), np.random.default_rng(2).normal(size=700)
    expected = np.bincount(columns(mask).ravel(), np.repeat(values, 30), minlength=700)
    assert products.sums(mask)(values) == pytest.approx(expected, abs=1e-12)
    assert mask.blocks == []


@pytest.mark.usefixtures("blocked")
def test_a_network_in_blocks_comes_back_from_its_file_bit_for_bit(tmp_path):
    original = ensembles.generate(PARAMETERS, 1, "test")
    network_files.write(tmp_path / "networks.nc", [original])
    ((_, network, sha256),) = network_files.read(tmp_path / "networks.nc")
    assert [block.shape for block in network.mask.blocks] == [(256, 30), (256, 30), (188, 30)]
    assert np.array_equal(columns(network.mask), columns(original.mask))
    assert sha256 == original.sha256() == network.sha256()


@pytest.mark.usefixtures("blocked")
def test_the_digest_of_a_network_in_blocks_is_that_of_its_connections():
    network = ensembles.generate(PARAMETERS, 1, "test")
    known = network.sha256()
    block = network.mask.blocks[1]
    block[3, 4] += 1
    assert network.sha256() != known
