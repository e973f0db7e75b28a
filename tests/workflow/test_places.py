"""The project is where code and defaults are, the working folder is where results go."""

import json
import shutil
import zipfile

import pytest
from snakemake.profiles import ProfileConfigFileParser

from helpers.project import ROOT
from helpers.workspace import Workspace, checkout

MODULE = """
module paper:
    snakefile: "{project}/Snakefile"
{options}

use rule * from paper as {names}

use rule all from paper as everything with:
    message:
        "Everything"
"""
FIGURE = "figures/smoke/fig1.json"
PREFIX = "    prefix: 'paper'"


@pytest.fixture
def elsewhere(tmp_path):
    """An empty working folder, with a space in its name."""
    (tmp_path / "my results").mkdir()
    return Workspace(tmp_path / "my results")


def importing(workspace, project, options="", names="*"):
    """The working folder with a Snakefile that imports the project as a module."""
    content = MODULE.format(project=project, options=options, names=names)
    (workspace.path / "Snakefile").write_text(content)
    return workspace


def smoke_of(project):
    """The overlay of the smoke configuration, named from anywhere."""
    return ("--configfile", str(project.path / "config/smoke.yaml"))


def with_results_of(run, folder, *without):
    """Copy the results of a run below a folder, times included, but for some of its files."""
    for name in ("results", "figures"):
        shutil.copytree(run.path / name, folder / name)
    for name in without:
        (folder / name).unlink()


def steady(sidecar):
    """What a sidecar says, but for the time and the machine."""
    return {key: value for key, value in json.loads(sidecar.read_text()).items() if key != "volatile"}


def packed(crate):
    """The digests of what a crate holds, but for what tells the time."""
    with zipfile.ZipFile(crate) as archive:
        infos = [info for info in archive.infolist() if not info.filename.endswith(".json")]
        return {info.filename: info.CRC for info in infos}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A fresh checkout in which nothing is ever built, and what a run in place plans for Figure 1."""
    workspace = checkout(tmp_path_factory.mktemp("project") / "checkout")
    return workspace, workspace.planned(FIGURE).keys()


@pytest.mark.parametrize("way", ["--snakefile", "--directory", "module"])
def test_a_run_from_another_folder_plans_what_a_run_in_place_plans(project, elsewhere, way):
    """Overlays are taken from wherever they are, and by a module from the command line of the one that imports it."""
    place, in_place = project
    start, *options = {
        "--snakefile": (elsewhere, "--snakefile", str(place.path / "Snakefile")),
        "--directory": (place, "--directory", str(elsewhere.path)),
        "module": (importing(elsewhere, place.path),),
    }[way]
    assert start.planned(FIGURE, *options, *smoke_of(place), smoke=False).keys() == in_place
    assert not (place.path / "results").exists()


def test_what_a_module_is_given_as_config_is_laid_over_the_defaults(project, elsewhere):
    """Folders that the importing workflow names are its own, and the prefix stands before them."""
    options = [PREFIX, "    config: {'seed': 7, 'pathvars': {'figures': 'pictures'}}"]
    importing(elsewhere, project[0].path, "\n".join(options), "my_*")
    planned = elsewhere.snakemake("-n", "paper/pictures/fig1.json").stdout
    assert "my_generate_networks" in planned
    assert "n_units=1000~sparsity=0.5" in planned


def test_a_bad_value_of_a_module_is_refused_in_one_line(project, elsewhere):
    importing(elsewhere, project[0].path, "    config: {'seed': -1}")
    done = elsewhere.snakemake("-n", check=False)
    assert done.returncode != 0
    assert "config: seed = -1" in done.stdout
    assert "Traceback" not in done.stdout


def test_a_module_with_a_prefix_gives_the_bytes_of_a_run_in_place(finished_once, elsewhere):
    importing(elsewhere, finished_once.path, PREFIX, "paper_*")
    panel = "figures/smoke/panels/fig1b.pdf"
    elsewhere.snakemake("--cores", "2", f"paper/{panel}", *smoke_of(finished_once))
    for name in (panel, "results/smoke/datasets/fig1_spectra.nc"):
        assert (elsewhere.path / "paper" / name).read_bytes() == (finished_once.path / name).read_bytes()


def test_sidecar_report_and_crate_made_elsewhere_are_those_made_in_place(finished_once, elsewhere):
    names = [FIGURE, "results/smoke/report.html", "results/smoke/crate.zip"]
    with_results_of(finished_once, elsewhere.path, *names)
    snakefile = ("--snakefile", str(finished_once.path / "Snakefile"))
    done = elsewhere.snakemake("--cores", "2", *names, *snakefile, *smoke_of(finished_once))
    assert "3 of 3 steps" in done.stdout
    sidecar, report, crate = ([where.path / name for where in (finished_once, elsewhere)] for name in names)
    assert steady(sidecar[0]) == steady(sidecar[1])
    assert packed(crate[0]) == packed(crate[1])
    assert [len(file.read_text().split('id="fig1"')) for file in report] == [2, 2]


def test_an_edit_of_the_drawing_elsewhere_runs_only_the_drawing(finished, elsewhere):
    with_results_of(finished, elsewhere.path / "paper")
    importing(elsewhere, finished.path, PREFIX)
    panel = "paper/figures/smoke/panels/fig1c.pdf"
    assert elsewhere.planned(panel, *smoke_of(finished), smoke=False) == {}
    elsewhere.snakemake("--touch", "--cores", "1", panel, *smoke_of(finished))
    finished.append("scripts/sparse_lowrank/figures/plotting.py")
    assert elsewhere.planned(panel, *smoke_of(finished), smoke=False).keys() == {"Drawing panel c of fig1"}


def test_the_profile_of_a_cluster_finds_its_script_from_any_folder():
    profile = ROOT / "workflow/profiles/cluster-generic/config.yaml"
    with open(profile) as stream:
        command = ProfileConfigFileParser().parse(stream)["cluster-generic-status-cmd"]
    assert command == str(profile.with_name("status.sh"))
