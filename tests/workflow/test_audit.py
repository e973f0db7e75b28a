"""An audit tells what became of each link of a figure's chain, from the file in hand to the seeds."""

import json
import os
import platform
import re
import shutil
import sys

import pytest

from helpers import forked
from helpers.project import LOCKED
from helpers.workspace import Workspace
from sparse_lowrank.datasets import content_files, dataset_files
from sparse_lowrank.records import making

FIGURE = "figures/smoke/fig1.pdf"
NAME, POINT = "fig1_radius_vs_size", "n_units=160~out_degree=40~gain=1"
DATASET = f"results/smoke/datasets/{NAME}.nc"


def audit(workspace, *arguments, code=0, auditor=None):
    """What an audit prints; its exit code is as told."""
    script = (auditor or workspace).path / "scripts/audit.py"
    done = forked.run([sys.executable, script, *arguments], workspace.path, os.environ)
    assert done.returncode == code, done.stdout
    return done.stdout


def flip_a_byte_of_a_dataset(workspace):
    path = workspace.path / DATASET
    content = bytearray(path.read_bytes())
    radius = dataset_files.read(path).spectral_radius.values.tobytes()
    content[content.index(radius[:64]) + 3] ^= 1
    path.write_bytes(content)


def change_a_number_of_a_point_and_write_it_again(workspace, by=1e-9):
    path = workspace.path / f"results/smoke/spectra/{NAME}/{POINT}.nc"
    point = content_files.read(path)
    point.variables["spectral_radius"].values[0] += by
    records = {key: value for key, value in point.attrs.items() if key not in ("title", "code")}
    code = [making.PROJECT / file for file in json.loads(point.attrs["code"])]
    content_files.write(point, path, point.attrs["title"], code, **records)


def swap_two_figures(workspace):
    folder = workspace.path / "figures/smoke"
    (folder / "fig1.pdf").rename(folder / "other.pdf")
    shutil.copy(folder / "panels/fig1c.pdf", folder / "fig1.pdf")
    (folder / "fig1.json").unlink()


def edit_a_module(workspace):
    workspace.append("scripts/sparse_lowrank/networks/masks.py")


def change_the_configuration(workspace):
    workspace.edit("config/smoke.yaml", "out_degree: 40, replicates: 4", "out_degree: 30, replicates: 4")


def change_the_resolution(workspace):
    workspace.edit("config/smoke.yaml", "dpi: 100", "dpi: 600")


def delete_a_network(workspace):
    (workspace.path / f"results/smoke/networks/{NAME}/{POINT}.nc").unlink()


# What happened: (the verdict of the link, what is said of it, the exit code)
EVENTS = {
    flip_a_byte_of_a_dataset: ("dataset", "damaged", "does not match the SHA-256 it states", 5),
    change_a_number_of_a_point_and_write_it_again: ("point", "replaced", "not what the dataset was made from", 5),
    swap_two_figures: ("figure", "misplaced", "the file says that it is fig1c", 5),
    edit_a_module: ("point", "stale: code", "scripts/sparse_lowrank/networks/masks.py has changed", 3),
    change_the_configuration: ("dataset", "as its run was told", f"experiments/{NAME}/out_degree is 30 now", 0),
    change_the_resolution: ("figure", "as its run was told", "dpi is 600 now", 0),
    delete_a_network: ("networks", "absent, regenerable", "", 0),
}


def test_a_finished_run_is_intact(finished_once):
    found = audit(finished_once, FIGURE)
    assert not any(verdict in found for _, verdict, _, _ in EVENTS.values()), found


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)
def test_each_event_has_a_verdict_of_its_own(finished, event):
    link, verdict, said, code = EVENTS[event]
    event(finished)
    found = audit(finished, FIGURE, code=code)
    assert re.search(rf"^\W*(\d+ )?{link}.*\[{verdict}", found, flags=re.MULTILINE), found
    assert said in found
    assert {other for _, other, _, _ in EVENTS.values() if f"[{other}" in found} == {verdict}, found


def edit_the_lock(workspace):
    version = next(version for name, version in LOCKED if name == "scipy")
    workspace.edit("requirements.txt", f"scipy=={version}", "scipy==1.0.0")


def test_results_of_other_versions_than_the_locks_are_named_with_the_remedy(finished):
    edit_the_lock(finished)
    found = audit(finished, FIGURE, code=3)
    assert len(re.findall(r"\[made with other versions than the lock's\]", found)) > 3
    assert re.search(r"! scipy was \S+; requirements.txt has 1.0.0", found)
    assert "snakemake --forceall FIGURE" in found


def test_the_audit_says_which_python_and_which_arithmetic_made_what(finished_once):
    made = re.findall(r"^made with (.*): (.*)$", audit(finished_once, FIGURE), flags=re.MULTILINE)
    assert len(made) == 1
    assert made[0][0].startswith(f"Python {platform.python_version()} on {platform.machine()}")
    assert re.fullmatch(r"1 figure, \d+ datasets, \d+ points", made[0][1])


def test_points_and_figure_are_reproduced_bit_for_bit(finished_once):
    found = audit(finished_once, FIGURE, "figures/smoke/panels/fig1c.pdf", "--replay", "3")
    assert len(re.findall(r"^replayed .*: bit-identical$", found, flags=re.MULTILINE)) == 6
    assert len(re.findall(r"^redrawn .*: bit-identical$", found, flags=re.MULTILINE)) == 2


def test_a_dot_is_explained_by_value_seed_and_line_of_code(finished_once):
    found = audit(finished_once, FIGURE, "--panel", "d", "--where", "n_units=160", "replicate=2")
    dataset = dataset_files.read(finished_once.path / DATASET).sel(n_units=160, replicate=2)
    assert f"spectral_radius = {dataset.spectral_radius.item():.17g}" in found
    assert f"sha256 {dataset.network_sha256.item()}" in found
    assert f"{NAME}/{POINT}/2/" in found
    file, line = re.search(r"spectral_radius is measured in (\S+):(\d+)", found).groups()
    assert "spectral_radius" in (finished_once.path / file).read_text().splitlines()[int(line) - 1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--panel", "z"], "panel 'z': this figure has a, b, c, d, e. Remedy"),
        (["--panel", "d", "--where", "n_units=161"], "n_units=161: there is no dot. Remedy: choose among 40, 160"),
        (["--panel", "d", "--where", "size=160"], "size=160: no such coordinate. Remedy: choose among n_units"),
        (["--where", "n_units"], "not of the form key=number. Remedy"),
    ],
)
def test_a_question_without_an_answer_says_what_can_be_asked(finished_once, arguments, said):
    assert said in audit(finished_once, FIGURE, *arguments, code=1)


def test_a_copy_without_git_says_what_cannot_be_known(finished_once, tmp_path):
    """Results and figures are enough; Snakemake's own records are not needed."""
    for folder in ("results", "figures"):
        shutil.copytree(finished_once.path / folder, tmp_path / "copy" / folder)
    copy = Workspace(tmp_path / "copy")
    found = audit(copy, FIGURE, "--replay", "1", auditor=finished_once)
    assert found.count("[intact]") > 5
    assert "this copy is not in Git, so that commit cannot be looked up" in found
    (copy.path / "figures/smoke/fig1.json").unlink()
    assert "neither its bytes nor the code that drew it are known" in audit(copy, FIGURE, auditor=finished_once)
