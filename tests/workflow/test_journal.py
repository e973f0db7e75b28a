"""Figures for a journal: TIFF and EPS on request, which can be audited; nothing that a user has set changes a byte."""

import logging
import os
import shutil
import subprocess
import sys

import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager
from matplotlib.image import AxesImage

from sparse_lowrank.datasets import dataset_files
from sparse_lowrank.figures import drawing, saving
from sparse_lowrank.provenance import figure_files

# Each kind of transparency: images with holes, a box behind a text, dots, lines and images, dots on coloured areas.
TRANSPARENT = ("fig1", "fig3", "fig5", "fig6", "superposition")
FOR_JOURNAL = ["figures/smoke/fig1.tif", "figures/smoke/fig1.eps"]
MATPLOTLIBRC = """
axes.grid: True
axes.formatter.use_locale: True
font.family: serif
savefig.bbox: tight
savefig.transparent: True
pdf.fonttype: 3
svg.fonttype: none
"""


def audit(workspace, *arguments, **variables):
    """What an audit prints, with more variables in its environment."""
    command = [sys.executable, workspace.path / "scripts/audit.py", *arguments]
    done = subprocess.run(command, cwd=workspace.path, env=os.environ | variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def german(folder):
    """The environment of a user who writes decimal commas; the plainest locale where there is no German one to make."""
    command = ["localedef", "-i", "de_DE", "-f", "UTF-8", folder / "de_DE.UTF-8"]
    folder.mkdir()
    made = shutil.which("localedef") and subprocess.run(command, capture_output=True).returncode == 0
    return {"LOCPATH": str(folder), "LC_ALL": "de_DE.UTF-8"} if made else {"LC_ALL": "C"}


@pytest.fixture
def settings(tmp_path):
    """The environment of a user with a matplotlibrc, a font of the name that figures use, and a locale and a time."""
    folder = tmp_path / "home/.config/matplotlib"
    folder.mkdir(parents=True)
    (folder / "matplotlibrc").write_text(MATPLOTLIBRC)
    fonts = tmp_path / "home/.local/share/fonts"
    fonts.mkdir(parents=True)
    with TTFont(font_manager.findfont("STIXGeneral")) as font:
        for record in font["name"].names:
            font["name"].setName("DejaVu Sans", record.nameID, record.platformID, record.platEncID, record.langID)
        font.save(fonts / "DejaVuSans.ttf")
    home = {"HOME": str(tmp_path / "home"), "MPLCONFIGDIR": "", "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": ""}
    others = {"MPLBACKEND": "TkAgg", "SOURCE_DATE_EPOCH": "0", "TZ": "Asia/Kathmandu"}
    return home | others | german(tmp_path / "locales")


def test_a_figure_for_a_journal_is_built_on_request_and_can_be_audited_and_replayed(finished):
    """Only on request: a run of all figures is up to date without them (test_growth)."""
    said = finished.smoke(*FOR_JOURNAL).stdout
    assert "2 of 2 steps" in said
    assert all(f"Drawing fig1 as {format}, for a journal" in said for format in ("eps", "tif"))
    found = audit(finished, *FOR_JOURNAL, "--replay", "0")
    assert [line for line in found.splitlines() if line.startswith("redrawn")] == [
        f"redrawn {name}: bit-identical" for name in FOR_JOURNAL
    ]


def test_nothing_that_a_user_has_set_changes_a_byte_of_a_figure(finished_once, settings):
    names = [f"figures/smoke/fig2.{suffix}" for suffix in ("pdf", "png", "svg")]
    found = audit(finished_once, *names, "--replay", "0", **settings)
    assert [line for line in found.splitlines() if line.startswith("redrawn")] == [
        f"redrawn {name}: bit-identical" for name in names
    ]


@pytest.mark.parametrize("name", TRANSPARENT)
def test_nothing_in_a_figure_is_lost_in_eps_for_its_transparency(finished_once, name, tmp_path, caplog):
    """Of images Matplotlib says nothing: they must have no holes."""
    title, origin = figure_files.told(finished_once.path / f"figures/smoke/{name}.png")
    data = {key: dataset_files.read(finished_once.path / one["path"]) for key, one in origin["datasets"].items()}
    figure = drawing.draw_figure(title, origin["panels"], data, origin["seed"])
    for image in figure.findobj(AxesImage):
        assert (image.to_rgba(image.get_array())[..., 3] == 1).all()
    with caplog.at_level(logging.WARNING):
        saving.save(figure, [tmp_path / f"{name}.eps"], title, origin)
    assert not [message for message in caplog.messages if "transparen" in message]
