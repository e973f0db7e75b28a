"""The results of points are combined along the sweep axes, whatever their order."""

import numpy as np
import pytest

from helpers.datasets import content
from sparse_lowrank.datasets import content_files, dataset_files, point_files, sweeps
from sparse_lowrank.measured import Measured


def combined_of(points, axes):
    return dataset_files.labelled(sweeps.combine(points, axes))


def test_points_are_combined_along_ascending_axes_with_dependent_coordinates():
    combined = combined_of([content(n, 1 - 5 / n, out_degree=5) for n in (30, 10, 20)], ["n_units"])
    assert combined.n_units.values.tolist() == [10, 20, 30]
    assert combined.sparsity.dims == ("n_units",)
    assert combined.out_degree.dims == ()
    assert combined.spectral_radius.dims == ("n_units", "replicate")
    expected = content(30, 1 - 5 / 30).variables["spectral_radius"].values
    assert np.array_equal(combined.spectral_radius.sel(n_units=30), expected)


def test_points_are_combined_along_two_axes():
    grid = [content(n, s) for n in (10, 20) for s in (0.1, 0.9, 0.5)]
    combined = combined_of(grid, ["n_units", "sparsity"])
    assert dict(combined.sizes) == {"n_units": 2, "sparsity": 3, "replicate": 3, "eigenvalue": 4}


def test_a_coordinate_may_depend_on_two_axes():
    grid = [content(n, 1 - c / n, out_degree=c) for n in (20, 10) for c in (5, 2)]
    combined = combined_of(grid, ["n_units", "out_degree"])
    assert combined.sparsity.sel(n_units=20, out_degree=5) == 0.75
    assert combined.sparsity.sel(n_units=10, out_degree=2) == 0.8


def test_the_order_of_the_points_does_not_matter(tmp_path):
    grid = [content(n, s) for n in (10, 20) for s in (0.1, 0.9, 0.5)]
    for name, points in {"forwards.nc": grid, "backwards.nc": grid[::-1]}.items():
        content_files.write(sweeps.combine(points, ["n_units", "sparsity"]), tmp_path / name, "A title")
    assert (tmp_path / "forwards.nc").read_bytes() == (tmp_path / "backwards.nc").read_bytes()


def stage(point, digest, variable):
    values = {variable: np.arange(2.0), "network_sha256": np.array([digest] * 2)}
    content = point_files.at_point(Measured(("replicate",), **values), {"n_units": 10, "sparsity": 0.5})
    return content._replace(attrs={"point": point})


def test_the_stages_of_each_point_are_merged():
    stages = [stage(point, "a", name) for name in ("spectral_radius", "kappa_r") for point in ("first", "second")]
    merged = sweeps.merged_by_point(stages)
    assert [set(point.measured()) for point in merged] == [{"spectral_radius", "kappa_r", "network_sha256"}] * 2


def test_stages_that_saw_different_networks_are_not_merged():
    with pytest.raises(ValueError, match="network_sha256"):
        sweeps.merged_by_point([stage("first", "a", "spectral_radius"), stage("first", "b", "kappa_r")])


def test_a_single_point_needs_no_axis():
    assert combined_of([content()], []).spectral_radius.dims == ("replicate",)


def test_spectra_of_different_length_are_padded():
    combined = combined_of([content(10, length=2), content(20, length=4)], ["n_units"])
    assert combined.eigenvalue_real.isel(n_units=0, replicate=0).isnull().values.tolist() == [False, False, True, True]


def test_texts_longer_than_those_of_the_first_point_are_not_cut_off(tmp_path):
    points = [content(n_units, solvers=[name] * 3) for n_units, name in ((10, "none"), (20, "arnoldi"))]
    content_files.write(sweeps.combine(points, ["n_units"]), tmp_path / "all.nc", "All points")
    assert list(dataset_files.read(tmp_path / "all.nc").solver.isel(replicate=0)) == ["none", "arnoldi"]
