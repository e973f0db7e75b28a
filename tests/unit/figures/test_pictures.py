"""A picture is told apart from what its file says of itself, and from how it is compressed."""

import re
import zlib

import pytest
from matplotlib.figure import Figure

from sparse_lowrank.figures import pictures, saving
from sparse_lowrank.figures.plotting import style

FORMATS = (".pdf", ".png", ".svg", ".tif", ".eps")


def drawn(path, y=0.5, title="a figure"):
    """A file with a line that ends at this height."""
    with style():
        figure = Figure(figsize=(2, 1))
        axes = figure.subplots()
        axes.plot([0, 1], [0, y])
        axes.set_ylim(0, 1)
        axes.set_axis_off()  # to embed fonts takes a second
    saving.save(figure, [path], title, {"dpi": 200})
    return path


@pytest.fixture(params=FORMATS)
def pair(request, tmp_path):
    """Draws two files of a format."""
    return lambda first, second: (
        drawn(tmp_path / f"one{request.param}", **first),
        drawn(tmp_path / f"two{request.param}", **second),
    )


def test_another_title_is_the_same_picture(pair):
    one, two = pair({}, {"title": "another title"})
    assert one.read_bytes() != two.read_bytes()
    assert pictures.are_the_same(one, two)


def test_another_line_is_another_picture(pair):
    files = pair({}, {"y": 0.4})
    assert not pictures.are_the_same(*files)
    assert not pictures.look_the_same(*files)


def test_a_line_that_is_moved_by_less_than_an_eye_can_see_looks_the_same(pair):
    assert pictures.look_the_same(*pair({}, {"y": 0.5 + 1e-5}))


def test_a_pdf_that_is_compressed_otherwise_is_the_same_picture(tmp_path):
    one, two = drawn(tmp_path / "one.pdf"), tmp_path / "two.pdf"
    level = lambda found: found[1] + zlib.compress(zlib.decompress(found[2]), 1) + found[3]  # noqa: E731
    streams = rb"(/FlateDecode[^>]*>>\s*stream\r?\n)(.*?)(\r?\nendstream)"
    two.write_bytes(re.sub(streams, level, one.read_bytes(), flags=re.DOTALL))
    assert one.read_bytes() != two.read_bytes()
    assert pictures.are_the_same(one, two)
