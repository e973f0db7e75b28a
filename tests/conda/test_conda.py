"""`snakemake --sdm conda` runs each rule in the environment that it names, and changes no number."""

import json
import os
import re
import subprocess

import pytest
from local_conda import ENVIRONMENTS, create_environment, install_conda, snakemake_with_conda

from helpers.project import CONDA_NAMES, ENVIRONMENT_OF, LOCKED
from helpers.workspace import SMOKE, checkout

FIGURE = "fig5"  # of networks, spectra and dynamics
TARGETS = [
    f"figures/smoke/{FIGURE}.json",
    f"figures/smoke/panels/{FIGURE}a.pdf",
    *(f"results/smoke/{product}" for product in ("claims.csv", "report.html", "crate.zip")),
]
NOT_RUN = {"measure_cost", "join_parts"}  # for the figure on scaling, and for points that take long


@pytest.fixture(scope="module")
def conda(tmp_path_factory):
    return install_conda(tmp_path_factory.mktemp("conda") / "base")


def project(path):
    """A copy of the project with two panels alone, so that claims, report and crate need no more."""
    workspace = checkout(path)
    workspace.configure(keep_two_panels, "config.yaml")
    workspace.configure(lambda config: config.pop("supplementary_figures"))
    return workspace


def keep_two_panels(config):
    config["supplementary_figures"] = {}
    config["figures"] = {FIGURE: {letter: config["figures"][FIGURE][letter] for letter in "ab"}}


@pytest.fixture(scope="module")
def run(conda, tmp_path_factory):
    """A finished run with conda: its folder, and what each job told of itself by the name of its rule."""
    workspace = project(tmp_path_factory.mktemp("with") / "checkout")
    witness = snakemake_with_conda(conda, workspace.path, "--cores", "2", *TARGETS, *SMOKE)
    jobs = {}
    for account in map(json.loads, witness.read_text().splitlines()):
        script = re.search(r"\.snakemake/scripts/\w+\.(\w+)\.py$", account["command"][-1])
        if script:
            jobs.setdefault(script[1], []).append(account)
    return workspace.path, jobs


def environment_of(run, conda, name):
    """The folder of an environment that the run installed, or of the one that Snakemake itself runs in."""
    if name == "host":
        return conda / "host"
    text = ENVIRONMENTS[name].read_text()
    (copy,) = (copy for copy in run[0].glob(".snakemake/conda/*.yaml") if copy.read_text() == text)
    return copy.with_suffix("")


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_an_environment_solves_to_the_versions_of_the_lock(run, conda, name):
    records = [json.loads(file.read_text()) for file in environment_of(run, conda, name).glob("conda-meta/*.json")]
    solved = {CONDA_NAMES.get(record["name"], record["name"]): record["version"] for record in records}
    assert solved.pop("python").startswith("3.11.")
    solved.pop("libblas", None)  # the wheels of the lock bring theirs along
    assert set(solved.items()) <= set(LOCKED)


def test_a_version_that_is_not_to_be_had_is_refused(conda, tmp_path):
    file = tmp_path / "numerics.yaml"
    file.write_text(re.sub(r"numpy ==\S+", "numpy ==0.1", ENVIRONMENTS["numerics"].read_text()))
    with pytest.raises(AssertionError, match="numpy ==0.1"):
        create_environment(conda, file, tmp_path / "environment")
    assert not (tmp_path / "environment").exists()


@pytest.mark.parametrize("rule", sorted(ENVIRONMENT_OF.keys() - NOT_RUN))
def test_a_rule_runs_in_the_environment_that_it_names(run, conda, rule):
    assert {job["prefix"] for job in run[1][rule]} == {str(environment_of(run, conda, ENVIRONMENT_OF[rule]))}


@pytest.mark.parametrize("rule", sorted(ENVIRONMENT_OF.keys() - NOT_RUN))
def test_a_job_takes_every_module_that_its_environment_holds_from_there(run, rule):
    """Snakemake lends its own modules to the scripts of its rules, at the end of their path."""
    for job in run[1][rule]:
        prefix = job["prefix"]
        held = set(os.listdir(f"{prefix}/lib/python3.11/site-packages"))
        lent = {name for name, file in job["modules"].items() if file and "/host/" in file}
        own = {name for name, file in job["modules"].items() if file and file.startswith(f"{prefix}/lib")}
        assert "json" in own
        assert not lent & held


@pytest.mark.parametrize("package", ["numpy", "scipy", "pandas", "xarray", "netCDF4", "matplotlib", "rocrate"])
def test_snakemake_has_no_package_of_the_science_to_lend(conda, package):
    done = subprocess.run([conda / "host/bin/python", "-c", f"import {package}"], capture_output=True, text=True)
    assert f"No module named '{package}'" in done.stderr


def test_what_is_made_with_conda_is_what_is_made_without(run, tmp_path):
    workspace = project(tmp_path / "checkout")
    workspace.smoke(*TARGETS[:3])
    patterns = ["results/smoke/**/*.nc", "results/smoke/claims.csv", "figures/smoke/**/*.pdf", "figures/smoke/*.svg"]
    files = [file.relative_to(workspace.path) for pattern in patterns for file in workspace.path.glob(pattern)]
    assert len(files) > 10
    assert [file for file in files if (workspace.path / file).read_bytes() != (run[0] / file).read_bytes()] == []
