"""The picture in a figure's file, apart from what the file says of itself and from how it is compressed."""

import re
from pathlib import Path

import numpy as np
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

NUMBER = re.compile(rb"[-+]?\d*\.?\d+(?:e[-+]?\d+)?")
COMMENT = re.compile(rb"^%%.*\n", re.MULTILINE)  # in which an EPS says of itself
# What an SVG says of itself and of its marks.
SAID = re.compile(
    rb'<metadata>.*?</metadata>|<title>[^<]*</title>| class="mark" id="[^"]*" data-mark="[^"]*"'
    rb'|(id="|href="#)[^"]*-bar"',
    re.DOTALL,
)
LARGEST_SHIFT = 0.01  # of a coordinate in points, or of the size of the whole: nothing that an eye can see
LARGEST_LEVEL = 2  # of 255, of the colour of a pixel


def are_the_same(first, second):
    """Whether two files of the same kind (see `saving.save`) hold the same picture."""
    return _compared(first, second, lambda a, b: a == b, np.array_equal)


def look_the_same(first, second):
    """Whether two files hold pictures that differ in rounding at most."""
    return _compared(
        first,
        second,
        _differ_in_rounding,
        lambda a, b: a.shape == b.shape and np.abs(a.astype(int) - b).max(initial=0) <= LARGEST_LEVEL,
    )


def _compared(first, second, texts_agree, pixels_agree):
    if Path(first).suffix.lower() in (".png", ".tif", ".tiff"):
        return bool(pixels_agree(_pixels(first), _pixels(second)))
    parts, others = _parts(first), _parts(second)
    return len(parts) == len(others) and all(map(texts_agree, parts, others))


def _pixels(path):
    with Image.open(path) as image:
        return np.asarray(image)


def _parts(path):
    """What is drawn, with its fonts: of a PDF the decompressed streams, of an SVG and an EPS all but what they say."""
    suffix = Path(path).suffix.lower()
    if suffix == ".svg":
        return [SAID.sub(b"", Path(path).read_bytes())]
    if suffix == ".eps":
        parts = Path(path).read_bytes().split(b"%%EndProlog")  # fonts, and what is drawn
        return [COMMENT.sub(b"", part) for part in parts]
    pages = PdfReader(path).pages
    return [part for page in pages for part in (repr(page.mediabox).encode(), *_streams(page))]


def _streams(page):
    """The decompressed streams that a page of a PDF refers to, directly or not, in the order of their names."""
    queue, seen = [page.get(key) for key in ("/Contents", "/Resources")], set()
    while queue:
        entry = queue.pop(0)
        if isinstance(entry, IndirectObject):
            if entry.idnum in seen:
                continue
            seen.add(entry.idnum)
            entry = entry.get_object()
        if isinstance(entry, StreamObject):
            yield entry.get_data()
        if isinstance(entry, DictionaryObject):
            queue += [entry.raw_get(key) for key in sorted(entry) if key != "/Parent"]
        if isinstance(entry, ArrayObject):
            queue += list(entry)


def _differ_in_rounding(text, other):
    """Whether two texts differ in numbers alone, and there by less than `LARGEST_SHIFT`."""
    if text == other:
        return True
    if NUMBER.sub(b"#", text) != NUMBER.sub(b"#", other):
        return False
    numbers, others = (np.array(NUMBER.findall(side), dtype=float) for side in (text, other))
    return bool(np.abs(numbers - others).max(initial=0) <= LARGEST_SHIFT)
