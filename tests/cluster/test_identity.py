"""However the jobs are run, the results are the same to the last byte."""

import pytest
from conftest import DATASET, FIGURE, ON_CLUSTER_GENERIC, ON_SLURM, contents, jobs_of

from conda.local_conda import install_conda, snakemake_with_conda
from workflow.conftest import SMOKE

MESSAGES = {"spectra": "Measuring the spectra", "dynamics": "Simulating the dynamics"}


@pytest.fixture
def slurm_plugin(cluster, workspace):
    """Build targets through workflow/profiles/slurm."""
    return lambda *targets: workspace.snakemake(*targets, *ON_SLURM, *SMOKE)


@pytest.fixture
def cluster_generic(cluster, workspace):
    """Build targets through workflow/profiles/cluster-generic."""
    return lambda *targets: workspace.snakemake(*targets, *ON_CLUSTER_GENERIC, *SMOKE)


@pytest.fixture
def conda(workspace, tmp_path):
    """Build targets with `snakemake --sdm conda`, each rule in the environment that it names."""
    base = install_conda(tmp_path / "conda")
    return lambda *targets: snakemake_with_conda(base, workspace.path, "--cores", "2", *targets, *SMOKE)


# Each is a fixture that gives a function, which builds targets in `workspace`.
ON_THE_CLUSTER = ["slurm_plugin", "cluster_generic"]
WAYS = [*ON_THE_CLUSTER, "conda"]


@pytest.mark.parametrize("way", WAYS)
def test_results_are_those_of_a_local_run_to_the_last_byte(way, request, workspace, local):
    request.getfixturevalue(way)(*FIGURE, DATASET)
    found, expected = contents(workspace), contents(local)
    assert found.keys() == expected.keys()
    assert [name for name in found if found[name] != expected[name]] == []
    if way in ON_THE_CLUSTER:
        every_point_was_computed_by_a_job_of_the_scheduler(workspace)


def every_point_was_computed_by_a_job_of_the_scheduler(workspace):
    """By the scheduler's own log of finished jobs, and by what these jobs printed."""
    jobs = jobs_of(workspace)
    assert {job["JobState"] for job in jobs} == {"COMPLETED"}
    logs = {path.stem.removeprefix("cluster-"): path for path in (workspace.path / ".snakemake").rglob("*.log")}
    printed = "".join(logs[job["JobId"]].read_text() for job in jobs)
    for stage, message in MESSAGES.items():
        points = list((workspace.path / "results/smoke" / stage).rglob("*.nc"))
        assert points
        for point in points:
            assert f"{message} of {point.parent.name} at {point.name.removesuffix('.nc')}" in printed
