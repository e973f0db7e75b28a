"""A figure as a file: PDF, PNG and SVG, and TIFF and EPS as journals want them; the same bytes for the same figure.

PNG and TIFF are RGB without alpha. EPS knows no transparency: there pale opaque colours stand for transparent ones.
"""

import io
import re
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from sparse_lowrank.figures import metadata, plotting, svg_marks

COLOURS = ("color", "markerfacecolor", "markeredgecolor")


def save(figure, paths, name, about):
    """Save a figure under each path, with what it was made of in the metadata and no date; an SVG with its marks.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    paths : list of str
        PDF, PNG, SVG, TIFF (.tif) and EPS files.
    name : str
        Title of the figure.
    about : dict
        Plain data on its origin; see `drawing.origin`. Its `dpi` is the resolution of pictures, in pixels per inch.
    """
    writers = {".pdf": _save_pdf, ".png": _save_png, ".svg": _save_svg, ".tif": _save_tiff, ".eps": _save_eps}
    with plotting.style():
        for path in map(Path, paths):
            writers[path.suffix](figure, path, metadata.metadata(path.suffix, name, about), about["dpi"], name)


def _save_pdf(figure, path, told, dpi, _):
    figure.savefig(path, metadata=told, dpi=dpi)


def _save_svg(figure, path, told, dpi, name):
    svg_marks.save(figure, path, name, told, dpi)


def _save_png(figure, path, told, dpi, _):
    info = PngInfo()
    for key, text in told.items():
        info.add_text(key, text)
    _pixels(figure, dpi).save(path, pnginfo=info, dpi=(dpi, dpi))


def _save_tiff(figure, path, told, dpi, _):
    _pixels(figure, dpi).save(path, compression="tiff_lzw", tiffinfo=told, dpi=(dpi, dpi))


def _pixels(figure, dpi):
    """The figure as an image in RGB."""
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", dpi=dpi, pil_kwargs={"compress_level": 0})
    return Image.open(drawn).convert("RGB")


def _save_eps(figure, path, told, dpi, _):
    """Without the date that Matplotlib writes; what is told stands in comments."""
    drawn = io.StringIO()
    with _opaque(figure):
        figure.savefig(drawn, format="eps", dpi=dpi)
    text = re.sub(r"^%%(Creator|CreationDate): .*\n", "", drawn.getvalue(), flags=re.MULTILINE)
    text = text.replace("%%EndComments\n", f"{metadata.eps_comments(told)}%%EndComments\n", 1)
    path.write_text(text, encoding="latin-1", newline="\n")


@contextmanager
def _opaque(figure):
    """The figure whose transparent lines and dots have the opaque colours that they would show on white."""
    lines = [line for line in figure.findobj(Line2D) if line.get_alpha() is not None]
    before = [{name: getattr(line, f"get_{name}")() for name in ("alpha", *COLOURS)} for line in lines]
    for line, was in zip(lines, before, strict=True):
        line.set(alpha=None, **{name: _on_white(was[name], was["alpha"]) for name in COLOURS})
    yield
    for line, was in zip(lines, before, strict=True):
        line.set(**was)


def _on_white(colour, alpha):
    return tuple(1 - alpha * (1 - np.array(to_rgb(colour))))
