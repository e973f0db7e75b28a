"""The picture in a figure's file, apart from what the file says of itself and from how it is compressed."""

import re
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

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
    if Path(first).suffix in (".png", ".tif"):
        return bool(pixels_agree(_pixels(first), _pixels(second)))
    parts, others = _parts(first), _parts(second)
    return len(parts) == len(others) and all(map(texts_agree, parts, others))


def _pixels(path):
    with Image.open(path) as image:
        return np.asarray(image)


def _parts(path):
    """What is drawn, with its fonts: of a PDF the decompressed streams, of an SVG and an EPS all but what they say."""
    content = Path(path).read_bytes()
    if Path(path).suffix == ".svg":
        return [SAID.sub(b"", content)]
    if Path(path).suffix == ".eps":
        return [COMMENT.sub(b"", part) for part in content.split(b"%%EndProlog")]  # fonts, and what is drawn
    streams = re.findall(rb"(/FlateDecode[^>]*>>\s*)?stream\r?\n(.*?)\r?\nendstream", content, flags=re.DOTALL)
    return [zlib.decompress(stream) if compressed else stream for compressed, stream in streams]


def _differ_in_rounding(text, other):
    """Whether two texts differ in numbers alone, and there by less than `LARGEST_SHIFT`."""
    if text == other:
        return True
    if NUMBER.sub(b"#", text) != NUMBER.sub(b"#", other):
        return False
    numbers, others = (np.array(NUMBER.findall(side), dtype=float) for side in (text, other))
    return bool(np.abs(numbers - others).max(initial=0) <= LARGEST_SHIFT)
