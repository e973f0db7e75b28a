"""A figure and its datasets may be anybody's: an audit follows no path out of the project, runs and shows nothing."""

import json
import re

import netCDF4
import pytest
from matplotlib.figure import Figure

import audit
from helpers.strangers import DATASET, HOSTILE, POINT, write
from sparse_lowrank.figures import saving


@pytest.fixture
def ask(tmp_path, capsys):
    """A function that audits a stranger's figure with these datasets, and gives exit code and lines."""

    def asked(*arguments, title="fig1", suffix=".svg", datasets=(), **changes):
        about = {
            "datasets": {"fig1_spectra": {"path": DATASET, "sha256": "0" * 64}} | dict(datasets),
            "panels": {"b": {"experiments": ["fig1_spectra"], "options": {}}},
            "seed": 2022,
            "dpi": 100,
            "software": {"python": "3.11"},
        }
        figure = Figure(figsize=(2, 1))
        figure.subplots()
        saving.save(figure, [tmp_path / f"given{suffix}"], title, about | changes)
        code = audit.main([str(tmp_path / f"given{suffix}"), *arguments])
        said = "".join(capsys.readouterr())
        assert not re.search("[^\\n -~\xa0-\u200a\u2010-\u2027\u2030-\uffff]", said), said
        return code, said

    return asked


OUTSIDE = ["/outside/secret.nc", "../outside/secret.nc", "results/../../outside/secret.nc"]


@pytest.fixture(params=OUTSIDE)
def outside(request, tmp_path):
    """The path of a good dataset out of the project, and its digest."""
    path = request.param
    sha256 = write(tmp_path.parent, "outside/secret.nc")
    return path.replace("/outside", f"{tmp_path.parent}/outside") if path.startswith("/") else path, sha256


def test_the_path_of_a_dataset_is_not_followed_out_of_the_project(ask, outside):
    path, sha256 = outside
    code, said = ask(datasets={"fig1_spectra": {"path": path, "sha256": sha256}})
    assert code == 5
    assert "leads out of the project, and is not followed" in said
    assert "point" not in said


def test_the_path_of_a_point_is_not_followed_out_of_the_project(ask, tmp_path, outside):
    sha256 = write(tmp_path, DATASET, inputs=dict([outside]))
    code, said = ask(datasets={"fig1_spectra": {"path": DATASET, "sha256": sha256}})
    assert code == 5
    assert "leads out of the project, and is not followed" in said
    assert "networks" not in said


def test_no_file_is_taken_for_code_that_is_not_the_projects(ask, tmp_path):
    code = {file: "0" * 64 for file in ("/etc/passwd", "../../../../etc/passwd", f"{tmp_path}/evil.py")}
    (tmp_path / "evil.py").write_text("def measure(): return Measured((), spectral_radius=1)  # secret\n")
    point = write(tmp_path, POINT, making={"code": json.dumps(code)}, kind="measure")
    sha256 = write(tmp_path, DATASET, inputs={POINT: point})
    datasets = {"fig1_spectra": {"path": DATASET, "sha256": sha256}}
    assert "/etc/passwd is no longer here" in ask(datasets=datasets)[1]
    code, said = ask("--panel", "b", datasets=datasets)
    assert code == 1
    assert "no line measures it" in said
    assert "secret" not in said


def test_no_control_character_of_a_stranger_reaches_the_terminal(ask, tmp_path):
    point = write(tmp_path, POINT, point=HOSTILE, making={"software": json.dumps({"python": HOSTILE})})
    sha256 = write(tmp_path, DATASET, inputs={POINT: point}, parameters={HOSTILE: 1})
    datasets = {"fig1_spectra": {"path": DATASET, "sha256": sha256}, HOSTILE: {"path": HOSTILE, "sha256": HOSTILE}}
    for arguments in (["--every"], ["--panel", "b"], ["--panel", HOSTILE], ["--replay", "1"]):
        _, said = ask(*arguments, datasets=datasets, software={"python": HOSTILE})
        assert not re.search(r"^figure fig1 \[intact\]", said, flags=re.MULTILINE)
    assert "[U+001B]]0;owned[U+0007]" in ask(datasets=datasets)[1]


@pytest.mark.parametrize(
    "stated",
    [
        {"parameters": "text"},
        {"inputs": ["a"]},
        {"inputs": {"a": 1}},
        {"seed": 1.5},
        {"making": {"code": "["}},
        {"making": {"code": "[" * 100_000}},
        {"making": {"software": "{}"}},
    ],
    ids=lambda stated: str(stated)[:40],
)
def test_a_dataset_that_states_something_else_is_told_apart_in_one_line(ask, tmp_path, stated):
    sha256 = write(tmp_path, DATASET, **stated)
    code, said = ask(datasets={"fig1_spectra": {"path": DATASET, "sha256": sha256}})
    assert code == 5
    assert "dataset fig1_spectra [not of this workflow]" in said


def test_a_dataset_that_announces_a_terabyte_is_told_apart_in_one_line(ask, tmp_path):
    (tmp_path / DATASET).parent.mkdir(parents=True)
    with netCDF4.Dataset(tmp_path / DATASET, "w") as file:
        file.content_sha256 = "0" * 64
        file.createDimension("x", 10**11)
        file.createVariable("x", "f8", ("x",), fill_value=False, chunksizes=(10**6,))
    code, said = ask()
    assert code == 5
    assert "announces 8e+05 MB of numbers" in said


@pytest.mark.parametrize("stated", [{"stage": "dynamics", "options": {"simulation": "..os"}}, {"kind": "no such kind"}])
def test_a_point_that_names_no_code_of_ours_is_not_run(ask, tmp_path, stated):
    point = write(tmp_path, POINT, **{"inner": {}, **stated})
    sha256 = write(tmp_path, DATASET, inputs={POINT: point})
    code, said = ask("--replay", "1", datasets={"fig1_spectra": {"path": DATASET, "sha256": sha256}})
    assert code >= 5
    assert "replayed fig1_spectra at n_units=10: cannot be made anew from what its file states" in said


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "plotting"},
        {"title": "fig99"},
        {"panels": {"z": {"experiments": ["fig1_spectra"]}}},
        {"panels": {"b": {"experiments": ["fig1_spectra"], "options": {"area": 1}}}},
    ],
    ids=str,
)
def test_a_figure_that_names_no_code_of_ours_is_not_drawn(ask, tmp_path, changes):
    sha256 = write(tmp_path, DATASET, inputs={})
    code, said = ask("--replay", "1", datasets={"fig1_spectra": {"path": DATASET, "sha256": sha256}}, **changes)
    assert code >= 5
    assert re.search("^redrawn .*: cannot be made anew from what its file states", said, flags=re.MULTILINE)
