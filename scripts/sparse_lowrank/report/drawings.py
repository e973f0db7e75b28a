"""The SVG of a figure as a part of the page, and the marks that it carries.

A mark is an element of class "mark": something that was measured, or a line of theory. Its attribute `data-mark` says
as JSON what it is: panel, kind, experiment, variable, place in the dataset, value.
"""

import json
import re
from html import unescape

MARK = re.compile(r'<(?:g|use|path|image)\b(?=[^>]*\bclass="mark")(?=[^>]*\bid="([^"]+)")[^>]*\bdata-mark="([^"]*)"')

# The digits of a position that are less than a hundredth of a point.
DIGITS = re.compile(r"(?<=\d\d\.\d\d)\d+")


def marks(svg):
    """What each mark of an SVG is, by id: a dict of dicts."""
    return {name: json.loads(unescape(said)) for name, said in MARK.findall(svg)}


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


def inlined(svg, name, texts):
    """The `<svg>` element of a figure, to stand in a page beside others.

    Its metadata stay behind, and those digits of positions that no eye can see. Styles become attributes, so that the
    page can forbid every style but its own; and every id is made the figure's own, because Matplotlib gives the same
    one to the same glyph of another figure.

    Parameters
    ----------
    svg : str
        The content of the figure's file.
    name : str
        The figure's name, with which the ids shall begin.
    texts : dict
        What the attribute `data-mark` shall say of each mark instead, by its id; see `shortened`.

    Returns
    -------
    str
    """
    drawing = svg[re.search(r"<svg\b", svg).start() :]
    drawing = re.sub(r"<(metadata|style)\b.*?</\1>", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r"<svg\b[^>]*>\s*<title>[^<]*</title>", lambda root: _root(root[0], name), drawing, count=1)
    drawing = re.sub(r' style="([^"]*)"', lambda style: _attributes(style[1]), drawing)
    drawing = re.sub(r"\n +", "\n", drawing).replace(" xlink:href=", " href=")
    drawing = re.sub(r' (?:d|x|y)="[^"]*"', lambda place: DIGITS.sub("", place[0]), drawing)
    drawing = MARK.sub(lambda mark: mark[0].replace(mark[2], texts[mark[1]]), drawing)
    return re.sub(rf'(\bid="|href="#|url\(#)(?!{name}\.)', rf"\1{name}-", drawing)


def _root(root, name):
    """The opening tag of the drawing, as large as its place in the page allows."""
    box = re.search(r'viewBox="[^"]*"', root)[0]
    return f'<svg {box} class="drawing" role="group" aria-label="Marks of {name}">'


def _attributes(style):
    """The properties of a style as attributes; of a property that occurs twice the last."""
    pairs = dict(map(str.strip, part.split(":", 1)) for part in style.split(";") if ":" in part)
    return "".join(f' {key}="{value}"' for key, value in pairs.items())


def _without_numbers(entry, numbers):
    """An entry with None in place of its numbers, which are appended to a list."""
    if isinstance(entry, dict):
        return {key: _without_numbers(part, numbers) for key, part in entry.items()}
    if isinstance(entry, int | float):
        numbers.append(entry)
        return None
    return entry
