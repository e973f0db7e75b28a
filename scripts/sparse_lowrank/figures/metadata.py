"""What a figure's file says of itself: in PDF the document information, in PNG its text, in SVG its RDF."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image

from sparse_lowrank import __version__
from sparse_lowrank.errors import UserError
from sparse_lowrank.records import making

DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"


def metadata(suffix, title, about):
    """The metadata that `Figure.savefig` writes into a file of this suffix: no date, `about` as JSON.

    Parameters
    ----------
    suffix : str
        ".pdf", ".png" or ".svg".
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
    }[suffix]


def read(path):
    """Title and origin (see `metadata`) of a figure's file. Raises UserError if it is not one of this workflow."""
    try:
        title, subject = {".pdf": _read_pdf, ".png": _read_png, ".svg": _read_svg}[Path(path).suffix](path)
        return title, json.loads(subject)
    except FileNotFoundError:
        raise UserError(f"{path}: no such figure. Remedy: build it with snakemake {path}") from None
    except (KeyError, OSError, TypeError, ValueError, ElementTree.ParseError) as error:
        raise UserError(
            f"{path}: says nothing of its origin ({error}). Remedy: give a PDF, PNG or SVG file of this workflow."
        ) from error


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
