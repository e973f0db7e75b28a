"""A figure's file is what a journal asks for, says where it came from, and is the same whatever a user has set."""

import re
import shutil
import subprocess

import matplotlib
import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from sparse_lowrank.figures import plotting, saving
from sparse_lowrank.provenance import figure_files

FORMATS = (".pdf", ".png", ".svg", ".tif", ".eps")
ABOUT = {"dpi": 300, "panels": {letter: {"experiments": [f"an experiment of {letter}" * 9]} for letter in "abc"}}
# What a user may have in a matplotlibrc.
HOSTILE = {
    "axes.grid": True,
    "axes.formatter.use_locale": True,
    "axes.facecolor": "yellow",
    "savefig.bbox": "tight",
    "savefig.transparent": True,
    "font.family": "serif",
    "lines.marker": "x",
    "pdf.compression": 0,
    "pdf.fonttype": 3,
    "ps.useafm": True,
    "ps.fonttype": 3,
    "svg.fonttype": "none",
    "text.color": "red",
}


def figure():
    """Text in three fonts, and a line that is transparent."""
    with plotting.style():
        whole = Figure(figsize=(2, 1))
        axes = whole.subplots()
        axes.plot([0, 1], [0, 0.5], "o-", color="#0000ff", alpha=0.5)
        axes.set(xlabel="variance $\\sigma^2$", title="a title")
        axes.title.set_fontweight("bold")
    return whole


def saved(folder, drawn):
    """The files of a figure by suffix."""
    files = {suffix: folder / f"fig9{suffix}" for suffix in FORMATS}
    saving.save(drawn, files.values(), "fig9", ABOUT)
    return files


@pytest.fixture(scope="module")
def drawn():
    return figure()


@pytest.fixture(scope="module")
def files(drawn, tmp_path_factory):
    """One figure in every format, by suffix."""
    return saved(tmp_path_factory.mktemp("files"), drawn)


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_tells_its_title_and_its_whole_origin(files, suffix):
    assert figure_files.said(files[suffix]) == ("fig9", ABOUT)


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_pictures_have_the_resolution_of_the_configuration_and_no_alpha_channel(files, suffix):
    with Image.open(files[suffix]) as image:
        assert (image.mode, image.size) == ("RGB", (600, 300))
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.01)


def test_a_tiff_is_compressed_and_holds_the_pixels_of_the_png(files):
    with Image.open(files[".png"]) as png, Image.open(files[".tif"]) as tiff:
        assert tiff.info["compression"] == "tiff_lzw"
        assert np.array_equal(png, tiff)


def test_a_setting_of_the_user_changes_no_byte(files, tmp_path):
    with matplotlib.rc_context(HOSTILE):
        hostile = saved(tmp_path, figure())
    for suffix in FORMATS:
        assert hostile[suffix].read_bytes() == files[suffix].read_bytes(), suffix


def test_an_eps_tells_no_date_and_has_all_its_fonts(files):
    text = files[".eps"].read_text(encoding="latin-1")
    assert "Date" not in text
    used = set(re.findall(r"^/(\S+) \S+ selectfont$", text, flags=re.MULTILINE))
    assert len(used) == 3
    assert used == set(re.findall(r"/FontName /(\S+) def", text))
    assert text.count("/FontType 42") == 3
    assert max(map(len, text.splitlines())) <= 255


def test_an_eps_has_the_colours_of_transparent_lines_on_white(files):
    assert "0.5 0.5 1 setrgbcolor" in files[".eps"].read_text(encoding="latin-1")


def test_a_figure_that_was_saved_as_eps_is_what_it_was(files, drawn, tmp_path):
    saving.save(drawn, [tmp_path / "again.png"], "fig9", ABOUT)
    assert (tmp_path / "again.png").read_bytes() == files[".png"].read_bytes()


@pytest.mark.skipif(not shutil.which("gs"), reason="Ghostscript is not here")
def test_ghostscript_draws_the_eps_as_the_png_is(files, tmp_path):
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dEPSCrop", "-sDEVICE=png16m", "-r300", "-dTextAlphaBits=4"]
    subprocess.run([*command, "-dGraphicsAlphaBits=4", f"-sOutputFile={tmp_path}/eps.png", files[".eps"]], check=True)
    with Image.open(tmp_path / "eps.png") as drawn, Image.open(files[".png"]) as image:
        assert drawn.size == image.size
        small = [np.asarray(picture.resize((60, 30), Image.Resampling.BOX), float) for picture in (drawn, image)]
    assert np.abs(small[0] - small[1]).mean() < 3
