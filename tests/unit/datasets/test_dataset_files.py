"""Datasets come back as they were written, are the same bytes each time, and notice every change."""

import netCDF4
import numpy as np
import pytest
import xarray as xr

from helpers.datasets import content
from sparse_lowrank.datasets import content_files, dataset_files
from sparse_lowrank.errors import UnreadableFile


@pytest.fixture
def file(tmp_path):
    content_files.write(content(), tmp_path / "data.nc", "A title", seed=1, parameters={"gain": 1.0})
    return tmp_path / "data.nc"


def test_a_dataset_comes_back_as_it_was_written(file):
    assert dataset_files.read(file).drop_attrs().identical(dataset_files.labelled(content()))


def test_xarray_alone_reads_the_same_with_all_coordinates(file):
    with xr.open_dataset(file) as opened:
        assert opened.drop_encoding().identical(dataset_files.read(file))
        assert opened.coords.keys() == {"n_units", "sparsity", "replicate", "eigenvalue"}


def test_a_file_states_what_it_was_told_as_plain_text(file):
    stated = dataset_files.read(file).attrs
    assert (stated["title"], stated["seed"], stated["parameters"]) == ("A title", "1", '{"gain": 1.0}')


def test_the_same_content_gives_the_same_bytes(file, tmp_path):
    content_files.write(content_files.read(file), tmp_path / "again.nc", "A title", seed=1, parameters={"gain": 1.0})
    assert (tmp_path / "again.nc").read_bytes() == file.read_bytes()


@pytest.mark.parametrize("kept", [0, 0.2, 0.8])
def test_a_truncated_file_is_named_with_the_remedy(file, kept):
    content = file.read_bytes()
    file.write_bytes(content[: int(kept * len(content))])
    with pytest.raises(UnreadableFile, match=r"data\.nc: .*Remedy: delete this file"):
        dataset_files.read(file)


def test_a_foreign_file_is_named_with_the_remedy(tmp_path):
    xr.Dataset({"x": 1.0}).to_netcdf(tmp_path / "foreign.nc")
    with pytest.raises(UnreadableFile, match=r"foreign\.nc: .*not a dataset of this workflow.*Remedy"):
        dataset_files.read(tmp_path / "foreign.nc")


@pytest.mark.parametrize("change", ["value", "attribute", "units"])
def test_a_changed_file_is_noticed(file, change):
    with netCDF4.Dataset(file, "a") as changed:
        if change == "value":
            changed["spectral_radius"][1] += 1e-15
        elif change == "attribute":
            changed.seed = np.int64(2)
        else:
            changed["spectral_radius"].units = "m"
    with pytest.raises(UnreadableFile, match="does not match the SHA-256"):
        dataset_files.read(file)
