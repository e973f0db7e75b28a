"""However the jobs are run, the results are the same to the last byte."""

import pytest
from runs import contents, jobs_of
from ways import ON_THE_CLUSTER, WAYS

MESSAGES = {"spectra": "Measuring the spectra", "dynamics": "Simulating the dynamics"}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_results_are_those_of_a_local_run_to_the_last_byte(way, runs, local):
    workspace, end = runs[way]
    end.result()
    found, expected = contents(workspace), contents(local)
    assert found.keys() == expected.keys()
    assert [name for name in found if found[name] != expected[name]] == []
    if way in ON_THE_CLUSTER:
        every_point_was_computed_by_a_job_of_the_scheduler(workspace)


def every_point_was_computed_by_a_job_of_the_scheduler(workspace):
    """By the scheduler's own accounting, and by what these jobs printed."""
    jobs = jobs_of(workspace)
    assert {job["State"] for job in jobs} == {"COMPLETED"}
    logs = {path.stem.removeprefix("cluster-"): path for path in (workspace.path / ".snakemake").rglob("*.log")}
    printed = "".join(logs[job["JobID"]].read_text() for job in jobs)
    for stage, message in MESSAGES.items():
        points = list((workspace.path / "results/smoke" / stage).rglob("*.nc"))
        assert points
        for point in points:
            assert f"{message} of {point.parent.name} at {point.name.removesuffix('.nc')}" in printed
