"""What the benchmarks time against each other gives the same results: the plain implementations are oracles."""

import pytest

import sweeps
from helpers.project import ROOT
from sparse_lowrank.datasets import content_files
from tasks import TASKS, fig4_inputs, our_fig4, plain_fig4, relative_error

TOLERANCES = {
    "gaussian_radius": 1e-6,
    "bulk_2000": 1e-6,
    "bulk_4000": 1e-6,
    "mask": 0,
    "fig4_same_step": 5e-3,  # Euler's error at this step
    "fig4_same_error": 2e-4,
    "fig4_sparse_row": 4e-2,  # Euler's error at this step in so small a network
    "fig6_psychometric": 2 / 60,  # a trial or two on the edge may go the other way
}


# How far ARPACK as it comes agrees is a result of the benchmark, not a condition: it can miss the edge of the bulk.
EXACT_WAYS = [
    (name, way) for name in TASKS for way in TASKS[name].ways if way not in ("ours", "scipy's ARPACK as it comes")
]


@pytest.mark.parametrize(("name", "way"), EXACT_WAYS)
def test_every_other_way_gives_the_same_result(name, way):
    task = TASKS[name]
    inputs = task.inputs(task.toy)
    assert task.agreement(task.ways["ours"](inputs), task.ways[way](inputs)) <= TOLERANCES[name]


def test_euler_at_a_step_of_0_005_is_still_less_accurate_than_ours():
    inputs = fig4_inputs(300)
    reference = our_fig4(inputs, refinement=8)
    assert relative_error(our_fig4(inputs), reference) < relative_error(plain_fig4(inputs, 0.005), reference)


def test_each_step_that_follows_upon_the_points_of_a_sweep_is_timed(tmp_path, monkeypatch):
    (tmp_path / "requirements.txt").symlink_to(ROOT / "requirements.txt")
    monkeypatch.chdir(tmp_path)
    assert sweeps.followed(3).keys() == {"aggregation", "figure", "sidecar", "audit", "report"}
    assert content_files.read(sweeps.DATASET).variables["sparsity"].values.tolist() == [0, 0.45, 0.9]
