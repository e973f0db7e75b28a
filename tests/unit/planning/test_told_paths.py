"""Where the project is seen from, and where files are told to stand."""

from pathlib import Path

import pytest

from sparse_lowrank.planning import places


@pytest.mark.parametrize(
    ("here", "seen"),
    [
        ("/home/u/paper", "scripts/a.py"),
        ("/home/u", "paper/scripts/a.py"),
        ("/home/u/paper/runs/one", "../../scripts/a.py"),
        ("/scratch/u", "/home/u/paper/scripts/a.py"),
        ("/home/u/paper results", "/home/u/paper/scripts/a.py"),
    ],
)
def test_code_is_seen_by_a_relative_path_where_it_moves_with_the_working_folder(here, seen):
    assert str(places.as_seen_from(Path(here), Path("/home/u/paper")) / "scripts/a.py") == seen


def test_a_point_and_its_networks_stand_side_by_side():
    point = places.of_point("results", "spectra", "e", "n_units=10~sparsity=0.5")
    assert point == "results/spectra/e/n_units=10~sparsity=0.5.nc"
    assert places.of_networks(point) == "results/networks/e/n_units=10~sparsity=0.5.nc"
    assert places.of_networks("/scratch/u/results/spectra/e/p.nc") == "/scratch/u/results/networks/e/p.nc"


@pytest.mark.parametrize("before", ["", "paper/", ".snakemake/storage/s3/results/results/"])
def test_what_stands_before_a_told_path_is_found_whatever_the_folders_are_called(before):
    told = places.of_dataset("results", "results")
    assert places.before(before + told, told) == before
