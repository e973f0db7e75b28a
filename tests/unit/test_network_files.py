"""Network files give back what was written, or say what is wrong with them."""

import netCDF4
import numpy as np
import pytest

from sparse_lowrank import network_files, networks
from sparse_lowrank.errors import UnreadableFile

PARAMETERS = {
    "network": "rank_one",
    "n_units": 60,
    "out_degree": 20,
    "variance": 1.0,
    "covariance": 0.5,
    "orthogonal": True,
    "scaled": False,
}


@pytest.fixture
def originals():
    return [networks.generate(PARAMETERS, 1, "test", k) for k in range(3)]


@pytest.fixture
def file(tmp_path, originals):
    path = tmp_path / "networks.nc"
    network_files.write(path, originals, experiment="test", parameters=PARAMETERS)
    return path


def read_all(path):
    return list(network_files.read(path))


def test_networks_come_back_bit_for_bit(file, originals):
    for (replicate, network, sha256), original in zip(read_all(file), originals, strict=True):
        assert np.array_equal(network.matrix.toarray(), original.matrix.toarray())
        assert np.array_equal(network.vectors["m"], original.vectors["m"])
        assert sha256 == original.sha256() == originals[replicate].sha256()


def test_attributes_come_back(file):
    assert network_files.read_attributes(file)["parameters"] == PARAMETERS


def test_the_same_networks_give_the_same_bytes(file, originals, tmp_path):
    network_files.write(tmp_path / "again.nc", originals, experiment="test", parameters=PARAMETERS)
    assert (tmp_path / "again.nc").read_bytes() == file.read_bytes()


@pytest.mark.parametrize("kept", [0, 100, 0.3, 0.9])
def test_a_truncated_file_is_named_with_the_remedy(file, kept):
    content = file.read_bytes()
    file.write_bytes(content[: kept if kept >= 1 or kept == 0 else int(kept * len(content))])
    with pytest.raises(UnreadableFile, match=r"networks\.nc: .*Remedy: delete this file"):
        read_all(file)


def test_a_foreign_file_is_named_with_the_remedy(tmp_path):
    with netCDF4.Dataset(tmp_path / "foreign.nc", "w") as foreign:
        foreign.createDimension("x", 2)
    with pytest.raises(UnreadableFile, match=r"foreign\.nc: .*Remedy"):
        read_all(tmp_path / "foreign.nc")


def test_a_changed_weight_is_noticed(file):
    with netCDF4.Dataset(file, "a") as changed:
        changed["replicate_0001/weight"][5] = 0.5
    with pytest.raises(UnreadableFile, match="replicate 1 does not match its SHA-256"):
        read_all(file)
