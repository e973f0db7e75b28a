"""However the jobs are run, the results are the same to the last byte."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import DATASET, FIGURE, ON_CLUSTER_GENERIC, ON_SLURM, contents, filled_in, jobs_of

from conda.local_conda import install_conda, snakemake_with_conda
from workflow.conftest import SMOKE, checkout

TARGETS = (*FIGURE, DATASET)
MESSAGES = {"spectra": "Measuring the spectra", "dynamics": "Simulating the dynamics"}


def slurm_plugin(workspace):
    """Build the targets through workflow/profiles/slurm."""
    workspace.snakemake(*TARGETS, *ON_SLURM, *SMOKE)


def cluster_generic(workspace):
    """Build the targets through workflow/profiles/cluster-generic."""
    workspace.snakemake(*TARGETS, *ON_CLUSTER_GENERIC, *SMOKE)


def conda(workspace):
    """Build the targets with `snakemake --sdm conda`, each rule in the environment that it names."""
    base = install_conda(workspace.path.parent / "conda")
    snakemake_with_conda(base, workspace.path, "--cores", "2", *TARGETS, *SMOKE)


ON_THE_CLUSTER = [slurm_plugin, cluster_generic]
WAYS = [*ON_THE_CLUSTER, conda]


@pytest.fixture(scope="module")
def runs(cluster, tmp_path_factory):
    """What is built in each way, in a checkout of its own, all at the same time: by way, the checkout and its end."""
    with ThreadPoolExecutor() as pool:
        workspaces = [filled_in(checkout(tmp_path_factory.mktemp(way.__name__) / "checkout")) for way in WAYS]
        yield {way: (place, pool.submit(way, place)) for way, place in zip(WAYS, workspaces, strict=True)}


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
