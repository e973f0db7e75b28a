"""The marks of an SVG, read by a parser of XML."""

import json
from typing import NamedTuple
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"


class Drawn(NamedTuple):
    """A mark: its element, what it says, and its title."""

    element: ElementTree.Element
    says: dict
    title: str

    @property
    def place(self):
        """Where its dot lies, in points from the upper left corner."""
        dots = [use for use in self.element.iter(f"{SVG}use") if use.get("opacity") != "0"]
        return float(dots[0].get("x")), float(dots[0].get("y"))


def read(path):
    """All marks of an SVG by their ids, in the order in which they are drawn. An id must not occur twice."""
    found = {}
    for element in ElementTree.parse(path).iter():
        if element.get("class") == "mark":
            title = element[0]
            assert title.tag == f"{SVG}title"
            assert element.get("id") not in found
            found[element.get("id")] = Drawn(element, json.loads(element.get("data-mark")), title.text)
    return found
