"""What a run was told is kept with the files and values that it came from."""

import json

import pytest

from helpers.project import CONFIG, ROOT, SCHEMA
from sparse_lowrank.errors import DamagedFile
from sparse_lowrank.planning import given, telling

OVERLAY = "experiments: {fig1_spectra: {out_degree: 20, sparsity: null}}"


def told(tmp_path, **values):
    """What is told by config.yaml, a file elsewhere, and these values."""
    (tmp_path / "mine.yaml").write_text(OVERLAY)
    files = [ROOT / "config.yaml", tmp_path / "mine.yaml"]
    config = telling.over(telling.laid(file.read_text() for file in files), values)
    return telling.telling(given.resolved(config, SCHEMA), files, SCHEMA, ROOT, ROOT)


def test_files_are_kept_word_for_word_in_the_order_in_which_they_were_laid(tmp_path):
    files = told(tmp_path)["files"]
    assert files == {"config.yaml": (ROOT / "config.yaml").read_text(), str(tmp_path / "mine.yaml"): OVERLAY}
    assert list(files) == ["config.yaml", str(tmp_path / "mine.yaml")]


def test_values_are_what_no_file_says(tmp_path):
    assert told(tmp_path)["values"] == {}
    assert told(tmp_path, seed=CONFIG["seed"])["values"] == {}
    assert told(tmp_path, seed=7)["values"] == {"seed": 7}


def test_a_key_that_was_taken_away_on_the_command_line_is_a_value(tmp_path):
    values = told(tmp_path, experiments={"fig1_spectra": {"gain": None, "out_degree": "30"}})["values"]
    assert values == {"experiments": {"fig1_spectra": {"gain": None, "out_degree": 30}}}


def test_files_are_named_from_the_project_or_else_from_the_working_folder(tmp_path):
    project, here = tmp_path / "project", tmp_path / "here"
    names = [telling.name_of(file, project, here) for file in (project / "config/a.yaml", here / "b.yaml", "/c.yaml")]
    assert names == ["config/a.yaml", "b.yaml", "/c.yaml"]


def test_two_ways_to_tell_the_same_are_kept_side_by_side(tmp_path):
    first, second = {"files": {"a": ""}, "values": {"seed": 7}}, {"files": {"a": "seed: 7"}, "values": {}}
    for way in (first, second, first):
        telling.keep(tmp_path, {"seed": 7}, way)
    (file,) = (tmp_path / "configurations").iterdir()
    assert file == telling.path_of(tmp_path, telling.sha256({"seed": 7}))
    assert json.loads(file.read_text()) == {"configuration": {"seed": 7}, "told": [first, second]}


def test_a_record_that_is_cut_short_is_named_with_its_remedy(tmp_path):
    telling.keep(tmp_path, {"seed": 7}, {"files": {}, "values": {}})
    record = telling.path_of(tmp_path, telling.sha256({"seed": 7}))
    record.write_text(record.read_text()[:20])
    with pytest.raises(DamagedFile, match=f"{record}.*Remedy"):
        telling.keep(tmp_path, {"seed": 7}, {"files": {}, "values": {"seed": 7}})
