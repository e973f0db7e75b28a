"""What a figure's file tells of its origin, whichever program saved it last.

A file may be anybody's: what it tells is checked before it is used, and none of it is run.
"""

import contextlib
import io
import json
import logging
import re
import warnings
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image
from pypdf import PdfReader

from sparse_lowrank.errors import UserError
from sparse_lowrank.figures.metadata import DESCRIPTION, TITLE
from sparse_lowrank.planning.schema import Validator
from sparse_lowrank.provenance.stated import TEXTS
from sparse_lowrank.records import files

DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
# What `drawing.origin` gives.
ORIGIN = {
    "type": "object",
    "required": ["datasets", "panels", "seed", "software"],
    "properties": {
        "datasets": {
            "type": "object",
            "additionalProperties": {**TEXTS, "required": ["path", "sha256"]},
        },
        "panels": {
            "type": "object",
            "propertyNames": {"pattern": r"^[a-z]\Z"},
            "additionalProperties": {
                "type": "object",
                "required": ["experiments"],
                "properties": {
                    "experiments": {"type": "array", "items": {"type": "string"}},
                    "options": {"type": "object"},
                },
            },
        },
        "seed": {"type": "integer"},
        "dpi": {"type": "integer"},
        "software": {**TEXTS, "required": ["python"]},
        "arithmetic": {"type": "object"},
    },
}
TOLD = {
    "type": "object",
    "properties": {"title": {"type": "string", "pattern": r"^[a-z0-9_]+\Z"}, "origin": ORIGIN},
}

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity of a file; ours is one line

REMEDY = "give the PDF, PNG, SVG, TIFF or EPS file that snakemake made"


class NothingTold(UserError):
    """A picture that says nothing of its origin."""


def told(path):
    """Title and origin of a figure's file; see `figures.metadata`.

    Raises UnopenedFile if it cannot be opened now, ForeignFile if it is far too large, NothingTold if it says nothing
    of its origin or nothing that a file of this workflow says.
    """
    title, origin = said(path)
    for error in Validator(TOLD).iter_errors({"title": title, "origin": origin}):
        where = "/".join(map(str, error.absolute_path))
        raise NothingTold(
            f"{path}: what it says of its origin is not what a file of this workflow says ({where}). Remedy: {REMEDY}."
        )
    return title, origin


def said(path):
    """The same, whatever it is. Raises UnopenedFile, ForeignFile, NothingTold."""
    content = files.bytes_of(path, "give a figure of this workflow")
    try:
        title, origin = READERS[Path(path).suffix.lower()](io.BytesIO(content))
        return title, json.loads(origin)
    except Exception as error:  # whatever the libraries raise for a file of anybody
        raise NothingTold(
            f"{path}: says nothing of its origin ({_reason(error)}). A screenshot says nothing, nor does a file that "
            f"another program saved again and left that out. Remedy: {REMEDY}."
        ) from error


def _reason(error):
    if isinstance(error, KeyError):
        return f"no {error.args[0]}"
    return " ".join(str(error).split()) or type(error).__name__


def _pdf(file):
    """From the document's information or, where a program kept it there alone, from its XMP."""
    reader = PdfReader(file)
    about = reader.metadata or {}
    if "/Title" in about and "/Subject" in about:
        return str(about["/Title"]), str(about["/Subject"])
    about = reader.xmp_metadata
    if not (about and about.dc_title and about.dc_description):
        raise KeyError("Title and Subject")
    return next(iter(about.dc_title.values())), next(iter(about.dc_description.values()))


def _png(file):
    with _picture(file, "PNG") as image:
        image.load()
        return image.text["Title"], image.text["Description"]


def _tiff(file):
    with _picture(file, "TIFF") as image:
        return image.tag_v2[TITLE], image.tag_v2[DESCRIPTION]


@contextlib.contextmanager
def _picture(file, kind):
    """A picture, open; far too many pixels are an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(file, formats=[kind]) as image:
            yield image


def _svg(file):
    found = {}
    for _, element in ElementTree.iterparse(file):
        if element.tag.startswith(DUBLIN_CORE) and element.text:
            found.setdefault(element.tag.removeprefix(DUBLIN_CORE), element.text)
        if {"title", "description"} <= found.keys():
            break
        element.clear()
    return found["title"], found["description"]


def _eps(file):
    """From its comments: one that is too long for a line goes on in the next."""
    found = {}
    for line in file.read().decode("latin-1").splitlines():
        if begun := re.match("%%(Title|Description): (.*)", line):
            name = begun[1]
            found.setdefault(name, []).append(begun[2])
        elif line.startswith("%%+ ") and found:
            found[name].append(line.removeprefix("%%+ "))
    return "".join(found["Title"]), "".join(found["Description"])


READERS = {".pdf": _pdf, ".png": _png, ".svg": _svg, ".tif": _tiff, ".tiff": _tiff, ".eps": _eps}
