"""The SVG of a figure as a part of the page, and the marks that it carries.

A mark is an element of class "mark": something that was measured, or a line of theory. Its attribute `data-mark` says
as JSON what it is: panel, kind, experiment, variable, place in the dataset, value.

The file may be anybody's: of all that an SVG can hold, only what draws comes into the page.
"""

import json
import re
from typing import NamedTuple
from xml.etree import ElementTree

from sparse_lowrank.errors import ForeignFile
from sparse_lowrank.records import files
from sparse_lowrank.records.terminal import shown

NAMESPACE = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"g", "defs", "clipPath", "pattern", "path", "rect", "use", "image", "title"}
ATTRIBUTES = {"id", "d", "x", "y", "width", "height", "transform", "clip-path", "href", "patternUnits", "fill"}
ATTRIBUTES |= {"fill-opacity", "opacity", "image-rendering", "stroke"}
ATTRIBUTES |= {f"stroke-{what}" for what in ("dasharray", "dashoffset", "linecap", "linejoin", "opacity", "width")}
OF_MARKS = {"id", "class", "data-mark"}

INSIDE = re.compile("#|data:image/")  # how a reference begins that leads to no other file
URL = re.compile(r"url\(#([^)]*)\)")  # what refers to an element where a colour or the like may stand

# The digits of a position that are less than a hundredth of a point.
DIGITS = re.compile(r"(?<=\d\d\.\d\d)\d+")
# The corners of a line, of which only the first needs a letter.
LINES = re.compile(r"[ML][^A-Za-z]*(?:L[^A-Za-z]*)+")


class Drawing(NamedTuple):
    """The `<svg>` element of a figure, to stand in a page beside others, and what its marks are by their ids."""

    root: ElementTree.Element
    marks: dict


def read(path, name):
    """The drawing in an SVG file.

    Its metadata stay behind, and those digits of positions that no eye can see. Styles become attributes, so that the
    page can forbid every style but its own; and every id is made the figure's own, because Matplotlib gives the same
    one to the same glyph of another figure.

    Parameters
    ----------
    path : path
    name : str
        The figure's name, with which the ids shall begin.

    Returns
    -------
    Drawing
        Raises UnopenedFile, and ForeignFile if it is no SVG as this workflow makes it.
    """
    try:
        found = ElementTree.fromstring(files.text_of(path))
        if found.tag != f"{NAMESPACE}svg":
            raise ValueError("it is no SVG")
        about = {"viewBox": shown(found.attrib["viewBox"]), "class": "drawing", "role": "group"}
        root = ElementTree.Element("svg", about | {"aria-label": f"Marks of {name}"})
        root.extend(_parts(found, name, without="title"))
        said = {element.get("id"): element.get("data-mark") for element in root.iter() if element.get("data-mark")}
        return Drawing(root, {key: dict(json.loads(text)) for key, text in said.items()})
    except (ElementTree.ParseError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise ForeignFile(path, f"is no figure of this workflow ({error})") from error


def shortened(marks):
    """What marks are, in few letters: their kinds, and of each mark the number of its kind and its own numbers.

    Returns
    -------
    kinds : list of dict
        Marks with None in place of every number.
    texts : dict
        By id of a mark: the place of its kind in the list and the numbers in their order, with blanks between them.
    """
    kinds, texts = [], {}
    for key, mark in marks.items():
        numbers = []
        kind = _without_numbers(mark, numbers)
        if kind not in kinds:
            kinds.append(kind)
        texts[key] = " ".join(map(json.dumps, [kinds.index(kind), *numbers]))
    return kinds, texts


def inlined(drawing, texts):
    """A drawing as text, in which `data-mark` says of each mark what `texts` has at its id; see `shortened`."""
    for element in drawing.root.iter():
        if "data-mark" in element.attrib:
            element.set("data-mark", texts[element.get("id")])
    return ElementTree.tostring(drawing.root, encoding="unicode")


def _parts(element, name, without=None):
    """What draws of the elements within another one, in their order, without namespaces."""
    for part in element:
        tag = part.tag.removeprefix(NAMESPACE)
        if tag in ELEMENTS and tag != without:
            drawn = ElementTree.Element(tag, _attributes(part, name))
            if tag == "title":
                drawn.text = shown(part.text or "")
            else:
                drawn.tail = "\n"
                drawn.extend(_parts(part, name))
            yield drawn


def _attributes(element, name):
    """The attributes that draw, those of a style among them, and what tells a mark; none that leads to another file."""
    given = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
    style = given.pop("style", "").split(";")
    given |= dict(map(str.strip, part.split(":", 1)) for part in style if ":" in part)
    if not INSIDE.match(given.get("href", "#")):
        del given["href"]
    is_mark = given.keys() >= OF_MARKS and given["class"] == "mark"
    kept = ATTRIBUTES | OF_MARKS if is_mark else ATTRIBUTES
    return {key: _value(key, shown(value), name) for key, value in given.items() if key in kept}


def _value(key, value, name):
    """The value of an attribute: a position without its last digits, an id or a reference to it as the figure's own."""
    if key in ("d", "x", "y"):
        return LINES.sub(_without_letters, DIGITS.sub("", value))
    if key == "id":
        return _own(value, name)
    if key == "href":
        return f"#{_own(value[1:], name)}" if value.startswith("#") else value
    return URL.sub(lambda to: f"url(#{_own(to[1], name)})", value)


def _without_letters(line):
    """The corners of a line with no letter but the first."""
    return line[0][0] + re.sub(r"\s*L\s*", " ", line[0][1:])


def _own(id_, name):
    """An id as the figure's own: the ids of marks begin with its name already."""
    return id_ if id_.startswith(f"{name}.") else f"{name}-{id_}"


def _without_numbers(entry, numbers):
    """An entry with None in place of its numbers, which are appended to a list."""
    if isinstance(entry, dict):
        return {key: _without_numbers(part, numbers) for key, part in entry.items()}
    if isinstance(entry, int | float):
        numbers.append(entry)
        return None
    return entry
