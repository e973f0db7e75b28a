"""Datasets come back as they were written, are the same bytes each time, and notice every change."""

import netCDF4
import numpy as np
import pytest
import xarray as xr

from sparse_lowrank.datasets import dataset_files, sweeps
from sparse_lowrank.errors import UnreadableFile


def result(n_units=10, sparsity=0.5, length=4, **parameters):
    rng = np.random.default_rng(n_units)
    variables = {
        "spectral_radius": ((), rng.normal(size=3)),
        "solver": ((), np.array(["arnoldi", "lapack", "none"])),
        "eigenvalue_real": (("eigenvalue",), rng.normal(size=(3, length))),
    }
    return sweeps.at_point(variables, {"n_units": n_units, "sparsity": sparsity, "network": "gaussian", **parameters})


@pytest.fixture
def file(tmp_path):
    dataset_files.write(result(), tmp_path / "data.nc", "A title", seed=1, parameters={"gain": 1.0})
    return tmp_path / "data.nc"


def test_a_dataset_comes_back_as_it_was_written(file):
    assert dataset_files.read(file).drop_attrs().identical(result().drop_attrs())


def test_variables_and_file_carry_cf_attributes(file):
    dataset = dataset_files.read(file)
    assert dataset.attrs["Conventions"].startswith("CF-")
    assert dataset.attrs["title"] == "A title"
    assert dataset.spectral_radius.attrs == {"long_name": "spectral radius", "units": "1", "symbol": "R"}
    assert all("long_name" in dataset[name].attrs for name in dataset.variables)


def test_the_same_content_gives_the_same_bytes(file, tmp_path):
    dataset_files.write(dataset_files.read(file), tmp_path / "again.nc", "A title", seed=1, parameters={"gain": 1.0})
    assert (tmp_path / "again.nc").read_bytes() == file.read_bytes()


def test_strings_longer_than_those_of_the_first_point_are_not_cut_off(tmp_path):
    points = []
    for n_units, solver in ((10, "none"), (20, "arnoldi")):
        point = result(n_units)
        point["solver"] = "replicate", np.array([solver] * 3)
        dataset_files.write(point, tmp_path / "point.nc", "A point")
        points.append(dataset_files.read(tmp_path / "point.nc"))
    dataset_files.write(sweeps.combine(points, ["n_units"]), tmp_path / "all.nc", "All points")
    assert list(dataset_files.read(tmp_path / "all.nc").solver.isel(replicate=0)) == ["none", "arnoldi"]


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


def test_points_are_combined_along_ascending_axes_with_dependent_coordinates():
    combined = sweeps.combine([result(n, 1 - 5 / n, out_degree=5) for n in (30, 10, 20)], ["n_units"])
    assert combined.n_units.values.tolist() == [10, 20, 30]
    assert combined.sparsity.dims == ("n_units",)
    assert combined.out_degree.dims == ()
    assert combined.spectral_radius.dims == ("n_units", "replicate")
    expected = result(30, 1 - 5 / 30).spectral_radius.values
    assert np.array_equal(combined.spectral_radius.sel(n_units=30), expected)


def test_points_are_combined_along_two_axes():
    grid = [result(n, s) for n in (10, 20) for s in (0.1, 0.9, 0.5)]
    combined = sweeps.combine(grid, ["n_units", "sparsity"])
    assert dict(combined.sizes) == {"n_units": 2, "sparsity": 3, "replicate": 3, "eigenvalue": 4}


def test_a_coordinate_may_depend_on_two_axes():
    grid = [result(n, 1 - c / n, out_degree=c) for n in (20, 10) for c in (5, 2)]
    combined = sweeps.combine(grid, ["n_units", "out_degree"])
    assert combined.sparsity.sel(n_units=20, out_degree=5) == 0.75
    assert combined.sparsity.sel(n_units=10, out_degree=2) == 0.8


def test_the_order_of_the_points_does_not_matter(tmp_path):
    grid = [result(n, s) for n in (10, 20) for s in (0.1, 0.9, 0.5)]
    for name, points in {"forwards.nc": grid, "backwards.nc": grid[::-1]}.items():
        dataset_files.write(sweeps.combine(points, ["n_units", "sparsity"]), tmp_path / name, "A title")
    assert (tmp_path / "forwards.nc").read_bytes() == (tmp_path / "backwards.nc").read_bytes()


def stage(point, digest, variable):
    variables = {variable: ((), np.arange(2.0)), "network_sha256": ((), np.array([digest] * 2))}
    return sweeps.at_point(variables, {"n_units": 10, "sparsity": 0.5}).assign_attrs(point=point)


def test_the_stages_of_each_point_are_merged():
    stages = [stage(point, "a", name) for name in ("spectral_radius", "kappa_r") for point in ("first", "second")]
    merged = sweeps.merged_by_point(stages)
    assert [set(point.data_vars) for point in merged] == [{"spectral_radius", "kappa_r", "network_sha256"}] * 2


def test_stages_that_saw_different_networks_are_not_merged():
    with pytest.raises(xr.MergeError, match="network_sha256"):
        sweeps.merged_by_point([stage("first", "a", "spectral_radius"), stage("first", "b", "kappa_r")])


def test_a_single_point_needs_no_axis():
    assert sweeps.combine([result()], []).spectral_radius.dims == ("replicate",)


def test_spectra_of_different_length_are_padded():
    combined = sweeps.combine([result(10, length=2), result(20, length=4)], ["n_units"])
    assert combined.eigenvalue_real.isel(n_units=0, replicate=0).isnull().values.tolist() == [False, False, True, True]
