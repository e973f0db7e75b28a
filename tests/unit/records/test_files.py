"""A file that cannot be opened now, one that is damaged, and one of somebody else have three remedies."""

import os

import netCDF4
import pytest

from helpers.datasets import content
from helpers.hindrances import as_nobody, locked, locked_here
from sparse_lowrank.datasets import content_files, dataset_files
from sparse_lowrank.errors import DamagedFile, ForeignFile, UnopenedFile
from sparse_lowrank.networks import ensembles, network_files
from sparse_lowrank.records import files

NETWORK = {"network": "gaussian", "n_units": 40, "sparsity": 0.5, "gain": 1.0}


def write_dataset(path):
    content_files.write(content(), path, "A title")


def write_networks(path):
    network_files.write(path, [ensembles.generate(NETWORK, 1, "test", k) for k in range(2)])


def read_networks(path):
    return list(network_files.read(path))


def write_json(path):
    path.write_text('{\n "figure": "fig1",\n "claims": ["σ"]\n}\n', encoding="utf-8")


def read_json(path):
    return files.json_of(path, "figure", "claims")


# Of each kind of file: what writes and what reads it.
KINDS = {
    "dataset": (write_dataset, dataset_files.read),
    "networks": (write_networks, read_networks),
    "json": (write_json, read_json),
}


@pytest.fixture(params=KINDS)
def kind(request, tmp_path):
    """A whole file of a kind, and what reads it."""
    write, read = KINDS[request.param]
    write(tmp_path / "file.nc")
    return tmp_path / "file.nc", read


def test_a_whole_file_is_read(kind):
    file, read = kind
    assert read(file)


def test_a_file_that_another_program_has_locked_is_to_be_kept(kind):
    file, read = kind
    with (
        locked_here(file),
        pytest.raises(UnopenedFile, match=r"another program has it locked.*Remedy: keep the file; close the program"),
    ):
        read(file)
    assert read(file)


def test_a_dataset_that_another_program_has_open_to_write_is_to_be_kept(tmp_path):
    write_dataset(tmp_path / "file.nc")
    with locked(tmp_path / "file.nc"), pytest.raises(UnopenedFile, match="Remedy: keep the file"):
        dataset_files.read(tmp_path / "file.nc")


def test_a_file_that_one_may_not_read_is_to_be_kept(kind):
    file, read = kind
    file.chmod(0)
    said = as_nobody(read, file)
    assert said.startswith("UnopenedFile")
    assert "Remedy: keep the file; give yourself the right to it" in said


def test_a_file_that_is_not_there_is_to_be_made(kind):
    file, read = kind
    file.unlink()
    with pytest.raises(UnopenedFile, match=r"No such file or directory\)\. Remedy: make it with snakemake; "):
        read(file)


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_is_to_be_moved(kind, make):
    file, read = kind
    file.unlink()
    make(file)
    with pytest.raises(UnopenedFile, match="a folder or a device, not a file"):
        read(file)


@pytest.mark.parametrize("kept", [0, 5, 30, 0.5, 0.99])
def test_a_file_that_is_cut_short_is_to_be_deleted(kind, kept):
    file, read = kind
    whole = file.read_bytes()
    file.write_bytes(whole[: kept if kept >= 1 else int(kept * (len(whole) - 1))])
    with pytest.raises(DamagedFile, match="Remedy: delete this file"):
        read(file)


@pytest.mark.parametrize("other", [b"some notes of mine\n", b"\xff" * 500, b"[1, 2]", b"\0" * 5000])
def test_a_file_of_somebody_else_is_never_to_be_deleted(kind, other):
    file, read = kind
    file.write_bytes(other)
    with pytest.raises(ForeignFile, match="Remedy: move this file to another place"):
        read(file)


@pytest.mark.parametrize("layout", [{}, {"chunksizes": (10**6,)}], ids=["contiguous", "chunked"])
@pytest.mark.parametrize("name", ["values", "x"], ids=["variable", "coordinate"])
def test_a_netcdf_that_announces_a_terabyte_is_refused_in_one_line(tmp_path, layout, name):
    with netCDF4.Dataset(tmp_path / "large.nc", "w") as file:
        file.content_sha256 = "0" * 64
        file.createDimension("x", 10**11)
        file.createVariable(name, "f8", ("x",), fill_value=False, **layout)
    with pytest.raises(ForeignFile, match=r"large\.nc: announces 8e\+05 MB of numbers, but has only \S+ MB"):
        dataset_files.read(tmp_path / "large.nc")


def test_a_text_of_more_than_a_hundred_megabytes_is_refused(tmp_path):
    with open(tmp_path / "large.json", "wb") as file:
        file.truncate(files.LARGEST + 1)
    with pytest.raises(ForeignFile, match="has 100 MB, more than any such file"):
        files.json_of(tmp_path / "large.json")
