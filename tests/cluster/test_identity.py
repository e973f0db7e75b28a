"""However the jobs are run, the results are the same to the last byte."""

import pytest
from runs import contents, jobs_of
from ways import DATASET, ON_THE_CLUSTER, WAYS

from helpers.workspace import Workspace

MESSAGES = {"spectra": "Measuring the spectra", "dynamics": "Simulating the dynamics"}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_results_are_those_of_a_local_run_to_the_last_byte(way, runs, local):
    workspace, end = runs[way]
    end.result()
    found, expected = contents(workspace), contents(local)
    assert found.keys() == expected.keys()
    assert [name for name in found if found[name] != expected[name]] == []
    if way in ON_THE_CLUSTER:
        every_point_was_computed_by_a_job_of_the_scheduler(workspace, workspace.path, MESSAGES)


def test_results_in_storage_are_those_of_a_local_run_and_stand_nowhere_else(stored, local):
    """Every job takes its inputs from the storage and brings its outputs there: nodes share no result."""
    run, kept = stored
    run.finish()
    found, expected = contents(Workspace(kept)), contents(local)
    assert DATASET in found
    assert [name for name in found if found[name] != expected[name]] == []
    assert contents(run.workspace) == {}
    assert list((kept / "results").rglob("networks/*/*.nc")) == []
    every_point_was_computed_by_a_job_of_the_scheduler(run.workspace, kept, ["spectra"])


def every_point_was_computed_by_a_job_of_the_scheduler(workspace, folder, stages):
    """By the scheduler's own accounting, and by what these jobs printed."""
    jobs = jobs_of(workspace)
    assert {job["State"] for job in jobs} == {"COMPLETED"}
    logs = {path.stem.removeprefix("cluster-"): path for path in (workspace.path / ".snakemake").rglob("*.log")}
    printed = "".join(logs[job["JobID"]].read_text() for job in jobs)
    for stage in stages:
        points = list((folder / "results/smoke" / stage).rglob("*.nc"))
        assert points
        for point in points:
            assert f"{MESSAGES[stage]} of {point.parent.name} at {point.name.removesuffix('.nc')}" in printed
