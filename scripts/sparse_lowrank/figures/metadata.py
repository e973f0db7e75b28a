"""What a figure's file says of itself.

In PDF it is the document information, in PNG its text, in SVG its RDF, in TIFF its tags, in EPS comments.
"""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image

from sparse_lowrank import __version__
from sparse_lowrank.errors import UserError
from sparse_lowrank.records import making

# The tags of TIFF: DocumentName, ImageDescription, Artist of what the picture is after, Software.
TITLE, DESCRIPTION, SOURCE, SOFTWARE = 269, 270, 315, 305
LONGEST = 200  # characters of a comment in EPS, whose lines have 255 at most
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"


def metadata(suffix, title, about):
    """The metadata that `saving.save` writes into a file of this suffix: no date, `about` as JSON.

    Parameters
    ----------
    suffix : str
        ".pdf", ".png", ".svg", ".tif" or ".eps".
    title : str
        Name of the figure or panel.
    about : dict
        Plain data on its origin.
    """
    creator, subject = f"sparse-lowrank {__version__}", json.dumps(about, sort_keys=True)
    return {
        ".pdf": {
            "Title": title,
            "Subject": subject,
            "Creator": creator,
            "Keywords": making.PAPER,
            "CreationDate": None,
        },
        ".png": {"Title": title, "Description": subject, "Source": making.PAPER, "Software": creator},
        ".svg": {"Title": title, "Description": subject, "Source": making.PAPER, "Creator": creator, "Date": None},
        ".tif": {TITLE: title, DESCRIPTION: subject, SOURCE: making.PAPER, SOFTWARE: creator},
        ".eps": {"Title": title, "Creator": creator, "Source": making.PAPER, "Description": subject},
    }[suffix]


def read(path):
    """Title and origin (see `metadata`) of a figure's file. Raises UserError if it is not one of this workflow."""
    try:
        title, subject = READERS[Path(path).suffix](path)
        return title, json.loads(subject)
    except FileNotFoundError:
        raise UserError(f"{path}: no such figure. Remedy: build it with snakemake {path}") from None
    except (KeyError, OSError, TypeError, ValueError, ElementTree.ParseError) as error:
        remedy = "give a PDF, PNG, SVG, TIFF or EPS file of this workflow"
        raise UserError(f"{path}: says nothing of its origin ({error}). Remedy: {remedy}.") from error


def _read_pdf(path):
    content = Path(path).read_bytes()
    return tuple(_pdf_string(content, key) for key in (b"Title", b"Subject"))


def _pdf_string(content, key):
    found = re.search(rb"/" + key + rb" \(((?:[^\\()]|\\.)*)\)", content, flags=re.DOTALL)
    if not found:
        raise ValueError(f"no {key.decode()}")
    text = re.sub(rb"\\(.)", rb"\1", found[1], flags=re.DOTALL)
    return text.decode("utf-16") if text.startswith(b"\xfe\xff") else text.decode("latin-1")


def _read_png(path):
    with Image.open(path) as image:
        image.load()
        return image.text["Title"], image.text["Description"]


def _read_svg(path):
    tree = ElementTree.parse(path)
    return tuple(tree.findtext(f".//{DUBLIN_CORE}{key}") for key in ("title", "description"))


def _read_tiff(path):
    with Image.open(path) as image:
        return image.tag_v2[TITLE], image.tag_v2[DESCRIPTION]


def eps_comments(told):
    """Metadata of an EPS as lines of comments; one that is too long for a line goes on in the next."""
    lines = []
    for key, text in told.items():
        first, *rest = (text[start : start + LONGEST] for start in range(0, len(text), LONGEST))
        lines += [f"%%{key}: {first}", *(f"%%+ {part}" for part in rest)]
    return "".join(f"{line}\n" for line in lines)


def _read_eps(path):
    content = Path(path).read_text(encoding="latin-1")
    return tuple(_eps_comment(content, key) for key in ("Title", "Description"))


def _eps_comment(content, key):
    found = re.search(rf"^%%{key}: (.*\n(?:%%\+ .*\n)*)", content, flags=re.MULTILINE)
    if not found:
        raise ValueError(f"no {key}")
    return found[1].replace("\n%%+ ", "").rstrip("\n")


READERS = {".pdf": _read_pdf, ".png": _read_png, ".svg": _read_svg, ".tif": _read_tiff, ".eps": _read_eps}
