"""What a run was told belongs to the chain of its results: the files and the values on the command line."""

import json
import re
import shutil
import zipfile

import pytest
import yaml
from test_audit import audit

from helpers.finished import OVERLAY, TOLD
from helpers.workspace import PLAIN
from sparse_lowrank.datasets import dataset_files
from sparse_lowrank.planning import telling
from sparse_lowrank.records import digests

FIGURE, SIDECAR = "figures/mine/fig1.pdf", "figures/mine/fig1.json"
DATASET = "results/mine/datasets/fig1_spectra.nc"


@pytest.fixture
def told(told_once, tmp_path):
    """A copy of the run that was told more than config.yaml, to change freely."""
    return told_once.copy(tmp_path / "told")


def overlay(workspace, change):
    """Edit the file of one's own."""
    content = yaml.safe_load(yaml.safe_dump(OVERLAY))
    change(content)
    (workspace.path / "mine.yaml").write_text(yaml.safe_dump(content))


def record(workspace):
    """The path and the content of what the run was told."""
    (path,) = (workspace.path / "results/mine/configurations").iterdir()
    return path, json.loads(path.read_text())


def test_a_seed_told_on_the_command_line_is_no_fault_of_the_results(told_once):
    found = audit(told_once, FIGURE, "figures/mine/panels/fig1b.pdf")
    assert "told seed=7" in found
    assert "seed is 2022 now; it is 7 here" in found
    assert "stale" not in found


def test_a_file_of_ones_own_is_part_of_the_chain(told_once):
    """Every result states the digest of what its run was told; file and values are kept under it, word for word."""
    path, content = record(told_once)
    assert dataset_files.read(told_once.path / DATASET).attrs["run_configuration"] == path.stem
    assert json.loads((told_once.path / SIDECAR).read_text())["run_configuration"] == path.stem
    (told,) = content["told"]
    texts = {name: (told_once.path / name).read_text() for name in ("config.yaml", "mine.yaml")}
    assert told == {"files": texts, "values": {"seed": 7}}
    assert content["configuration"]["experiments"]["fig1_spectra"]["n_units"] == 60
    assert "n_units" not in audit(told_once, FIGURE)


def test_what_a_file_of_ones_own_says_otherwise_now_is_remarked(told):
    overlay(told, lambda content: content["experiments"]["fig1_spectra"].update(n_units=70))
    found = audit(told, FIGURE)
    assert re.search(r"dataset fig1_spectra \[as its run was told\]", found)
    assert "experiments/fig1_spectra/n_units is 70 now; it is 60 here" in found


def test_a_file_of_ones_own_that_is_gone_is_named(told):
    (told.path / "mine.yaml").unlink()
    found = audit(told, FIGURE)
    assert re.search(r"mine.yaml, which its run was told, is no longer here; what it said is kept", found)
    assert "n_units" not in found


def test_results_of_another_configuration_than_the_figure_was_traced_with_are_stale(told):
    """As a run leaves them that was told to take them for done (snakemake --touch)."""
    path, content = record(told)
    content["configuration"]["experiments"]["fig1_spectra"]["replicates"] = 2
    telling.keep(path.parent.parent, content["configuration"], content["told"][0])
    told.edit(SIDECAR, path.stem, telling.sha256(content["configuration"]))
    found = audit(told, FIGURE, code=3)
    assert "experiments/fig1_spectra/replicates was 2 in a run that used it; it is 1 here" in found


def test_a_record_that_was_changed_is_found(told):
    path, content = record(told)
    content["configuration"]["seed"] = 8
    path.write_text(json.dumps(content))
    assert f"{path.name}: its content does not match the SHA-256" in audit(told, FIGURE, code=1)


def test_without_its_record_a_result_is_not_called_stale(told):
    shutil.rmtree(told.path / "results/mine/configurations")
    found = audit(told, FIGURE)
    assert "what its run was told is not in" in found


def test_what_a_run_is_told_of_another_experiment_reruns_nothing(told):
    """Nor does it change the digest of a content. The plan keeps nothing of what it was told."""
    before = record(told)
    overlay(told, lambda content: content["experiments"].update(fig2_spectra={"n_units": 50}))
    arguments = ["-n", "figures/mine/fig1.json", *PLAIN, *TOLD]
    assert "Nothing to be done" in told.snakemake(*arguments).stdout
    assert record(told) == before
    dataset = dataset_files.read(told.path / DATASET)
    dataset.attrs["run_configuration"] = telling.sha256({})
    assert digests.content_sha256(dataset) == dataset.attrs["content_sha256"]


def test_results_of_several_runs_state_what_each_was_told(told):
    """A figure that is traced again after an edit of something else: no fault, and the crate packs both."""
    path, content = record(told)
    overlay(told, lambda content: content["experiments"].update(fig2_spectra={"n_units": 50}))
    (told.path / SIDECAR).unlink()
    told.snakemake("--cores", "1", SIDECAR, "results/mine/crate.zip", *TOLD)
    sidecar = json.loads((told.path / SIDECAR).read_text())
    assert sidecar["datasets"]["fig1_spectra"]["run_configuration"] == path.stem
    assert sidecar["run_configuration"] != path.stem
    assert "stale" not in audit(told, FIGURE)
    with zipfile.ZipFile(told.path / "results/mine/crate.zip") as archive:
        packed = {name for name in archive.namelist() if "/configurations/" in name}
    assert packed == {
        f"results/mine/configurations/{digest}.json" for digest in (path.stem, sidecar["run_configuration"])
    }
