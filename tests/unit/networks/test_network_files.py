"""Network files give back what was written, or say what is wrong with them."""

import subprocess
import sys
from pathlib import Path

import netCDF4
import numpy as np
import pytest

from sparse_lowrank.errors import UnreadableFile
from sparse_lowrank.networks import ensembles, network_files

PARAMETERS = {
    "network": "rank_one",
    "n_units": 60,
    "out_degree": 20,
    "variance": 1.0,
    "covariance": 0.5,
    "orthogonal": True,
    "scaled": False,
}
SUM = PARAMETERS | {"network": "sparse_rank_one_plus_gaussian", "shared_mask": False, "gain": 1.0}


@pytest.fixture
def originals():
    return [ensembles.generate(PARAMETERS, 1, "test", k) for k in range(3)]


@pytest.fixture
def file(tmp_path, originals):
    path = tmp_path / "networks.nc"
    network_files.write(path, originals, experiment="test", parameters=PARAMETERS)
    return path


def read_all(path):
    return list(network_files.read(path))


@pytest.mark.parametrize("parameters", [PARAMETERS, PARAMETERS | {"scaled": True}, SUM])
def test_networks_come_back_bit_for_bit(tmp_path, parameters):
    originals = [ensembles.generate(parameters, 1, "test", k) for k in range(3)]
    network_files.write(tmp_path / "networks.nc", originals)
    for (replicate, network, sha256), original in zip(read_all(tmp_path / "networks.nc"), originals, strict=True):
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


def test_a_rank_one_network_is_stored_without_weights(file):
    with netCDF4.Dataset(file) as stored:
        assert "weight" not in stored["replicate_0000"].variables


@pytest.mark.parametrize("position", [0, 5, -1])
@pytest.mark.parametrize("name", ["weight", "row", "column_start", "m", "n"])
def test_a_change_of_any_number_is_noticed(tmp_path, name, position):
    file = tmp_path / "networks.nc"
    network_files.write(file, [ensembles.generate(SUM, 1, "test", k) for k in range(3)])
    with netCDF4.Dataset(file, "a") as changed:
        numbers = changed["replicate_0001"][name]
        numbers[position] = numbers[position] + 1
    with pytest.raises(UnreadableFile, match=r"networks\.nc: replicate_0001 .*Remedy: delete this file"):
        read_all(file)


def test_a_file_whose_writer_was_killed_is_not_taken_for_complete(tmp_path):
    program = f"""
import os
from sparse_lowrank.networks import ensembles, network_files

def until_killed():
    for replicate in range(2):
        yield ensembles.generate({PARAMETERS}, 1, "test", replicate)
    os._exit(9)

network_files.write({str(tmp_path / "killed.nc")!r}, until_killed(), replicates=3)
"""
    killed = subprocess.run([sys.executable, "-c", program], cwd=Path(network_files.__file__).parents[2])
    assert killed.returncode == 9
    with pytest.raises(UnreadableFile, match=r"killed\.nc: .*Remedy: delete this file"):
        read_all(tmp_path / "killed.nc")


def test_a_group_that_is_no_replicate_is_named(file):
    with netCDF4.Dataset(file, "a") as opened:
        opened.renameGroup("replicate_0001", "replicate_of_somebody")
    with pytest.raises(UnreadableFile, match="replicate_of_somebody cannot be read"):
        read_all(file)
