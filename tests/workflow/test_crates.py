"""A crate can be unpacked and used, and tells what its runs were told and when they ran."""

import json
import subprocess
from datetime import datetime

import pytest
from test_products import VALIDATOR, listed

from helpers.project import ROOT
from sparse_lowrank.planning import telling
from sparse_lowrank.report import tellings


@pytest.fixture(scope="module")
def crate(told_once):
    return told_once.path / "results/mine/crate.zip"


@pytest.fixture(scope="module")
def unpacked(crate, tmp_path_factory):
    """The folder that unzip makes of the crate."""
    folder = tmp_path_factory.mktemp("crate")
    subprocess.run(["unzip", "-q", crate, "-d", folder], check=True)
    return folder


@pytest.fixture(scope="module")
def graph(unpacked):
    """The entities of the crate by id."""
    return {entity["@id"]: entity for entity in json.loads((unpacked / "ro-crate-metadata.json").read_text())["@graph"]}


@pytest.fixture(scope="module")
def actions(graph):
    return [entity for entity in graph.values() if entity["@type"] == "CreateAction"]


def test_unpacked_files_can_be_read_by_all_and_scripts_run(unpacked):
    modes = {str(file.relative_to(unpacked)): file.stat().st_mode & 0o777 for file in unpacked.rglob("*.*")}
    assert modes["workflow/profiles/cluster-generic/status.sh"] == 0o755
    assert {mode for name, mode in modes.items() if name.endswith((".py", ".yaml", ".nc", ".pdf"))} == {0o644}


def test_unpacked_links_are_links(unpacked):
    assert (unpacked / "profiles").is_symlink()
    assert (unpacked / "profiles/default/config.yaml").is_file()


def test_the_crate_is_valid_with_what_was_told_on_the_command_line(crate):
    done = subprocess.run([VALIDATOR, ROOT / "tests/crate/validate.py", crate], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_step_from_the_configuration_names_what_its_run_was_told(graph, actions, unpacked, told_once):
    values = {key: entity for key, entity in graph.items() if entity["@type"] == "PropertyValue"}
    ((value, seed),) = values.items()
    assert (seed["name"], seed["value"]) == ("seed", "7")
    assert graph[seed["exampleOfWork"]["@id"]]["@type"] == "FormalParameter"
    (record,) = (unpacked / "results/mine/configurations").iterdir()
    told = {value, "config.yaml", "mine.yaml", str(record.relative_to(unpacked))}
    rules = ("generate_networks", "measure_spectra", "aggregate", "plot_figure", "trace_figure")
    names = {f"#{rule}/{'fig1' if rule.endswith('figure') else 'fig1_spectra'}" for rule in rules} | {"#run"}
    assert names <= {action["@id"] for action in actions}
    assert all(told <= listed(action, "object") for action in actions if action["@id"] in names)
    assert (unpacked / "mine.yaml").read_text() == (told_once.path / "mine.yaml").read_text()


def test_every_action_tells_when_it_began_and_ended(actions, told_once):
    """By the logs, which are the same wherever they are copied to."""
    for action in actions:
        begin, end = (datetime.fromisoformat(action[key]) for key in ("startTime", "endTime"))
        assert begin < end
    ended = {action["@id"]: datetime.fromisoformat(action["endTime"]) for action in actions}
    log = (told_once.path / "results/mine/logs/plot_figure/fig1.log").read_text().splitlines()[-1]
    assert ended["#plot_figure/fig1"] == datetime.fromisoformat(log.split()[0])
    assert ended["#run"] == max(ended.values())


def test_a_file_from_outside_of_the_run_is_packed_elsewhere():
    names = ["config/smoke.yaml", "/home/me/mine.yaml", "../mine.yaml"]
    assert [tellings.place_of(name) for name in names] == ["config/smoke.yaml", *["elsewhere/mine.yaml"] * 2]


def test_of_two_ways_to_tell_the_same_the_last_one_counts(tmp_path):
    configuration = {"seed": 7}
    for values in (configuration, {}):
        telling.keep(tmp_path, configuration, {"files": {"a.yaml": ""}, "values": values})
    (told,) = tellings.told(f"{tmp_path}/", "", [telling.sha256(configuration), "0" * 64]).values()
    assert (told.files, told.values) == ({"a.yaml": ""}, {})
