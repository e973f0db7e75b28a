"""What was measured of the networks of a point is a file that states its stage and its origin."""

import json

import numpy as np
import pytest

from sparse_lowrank.datasets import content_files, dataset_files, point_files
from sparse_lowrank.measured import Measured

ORIGIN = {"experiment": "e", "point": "n_units=10", "seed": 7, "parameters": {"n_units": 10, "network": "gaussian"}}


def write(path, coordinates=None, **records):
    courses = [Measured(("time",), kappa_r=np.arange(3.0) + k) | Measured((), spectral_radius=1.0 * k) for k in (0, 1)]
    point_files.write(path, courses, "dynamics", {**ORIGIN, "replicates": 2}, (), coordinates, **records)
    return dataset_files.read(path)


def test_replicates_come_first_and_are_numbered(tmp_path):
    point = write(tmp_path / "point.nc", {"time": [0.0, 0.5, 1.0], "coherence": [0.1]})
    assert point.kappa_r.dims == ("replicate", "time")
    assert point.kappa_r.values.tolist() == [[0, 1, 2], [1, 2, 3]]
    assert point.replicate.values.tolist() == [0, 1]
    assert point.time.values.tolist() == [0, 0.5, 1]
    assert point.n_units == 10
    assert "coherence" not in point.coords


def test_the_file_states_its_stage_and_the_origin_of_its_networks(tmp_path):
    point = write(tmp_path / "point.nc", options={"duration": 1})
    assert point.attrs["stage"] == "dynamics"
    assert point.attrs["title"] == "Dynamics of the networks of e at n_units=10"
    stated = {key: point.attrs[key] for key in ("experiment", "point", "seed")}
    assert stated == {"experiment": "e", "point": "n_units=10", "seed": "7"}
    assert json.loads(point.attrs["parameters"]) == ORIGIN["parameters"]
    assert json.loads(point.attrs["options"]) == {"duration": 1}
    assert "replicates" not in point.attrs


def test_where_the_networks_lay_is_no_part_of_the_content(tmp_path):
    here, there = (write(tmp_path / "point.nc", networks=path) for path in ("here.nc", "there.nc"))
    assert here.attrs["networks"] != there.attrs["networks"]
    assert here.attrs["content_sha256"] == there.attrs["content_sha256"]


def test_networks_of_which_different_things_were_measured_are_refused(tmp_path):
    rows = [Measured((), spectral_radius=1.0), Measured((), bulk_radius=1.0)]
    with pytest.raises(ValueError, match="along replicate"):
        point_files.write(tmp_path / "point.nc", rows, "spectra", ORIGIN, ())


def test_the_parts_of_a_point_give_the_bytes_of_the_whole(tmp_path):
    def written(name, *replicates):
        courses = [Measured(("time",), kappa_r=np.arange(3.0) + k) for k in replicates]
        solved = [Measured((), solver="arnoldi" if k else "lapack", outlier_real=np.nan) for k in replicates]
        measured = [course | other for course, other in zip(courses, solved, strict=True)]
        point_files.write(tmp_path / name, measured, "dynamics", ORIGIN, (), {"time": [0.0, 0.5, 1.0]}, inner={})
        return tmp_path / name

    shares = {"a.nc": (0, 1), "b.nc": (2,), "c.nc": (3, 4)}
    parts = [content_files.read(written(name, *replicates)) for name, replicates in shares.items()]
    point_files.join(parts, tmp_path / "joined.nc")
    assert (tmp_path / "joined.nc").read_bytes() == written("whole.nc", 0, 1, 2, 3, 4).read_bytes()
