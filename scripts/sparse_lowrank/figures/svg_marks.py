"""The marks of a figure in its SVG: elements of class "mark", each with a title and with its data as JSON.

Matplotlib writes an artist as a group that has its gid as id. In it, markers are `<use>` elements in the order of the
points that lie on the page, and bars are `<path>` elements in their order. Nothing that is seen is changed. A bar is
drawn where it was, and once more in the mark of its dot, unseen, so that it is a part of the mark.
"""

import io
import json
import re
from collections import Counter
from xml.sax.saxutils import escape

import numpy as np

from sparse_lowrank.figures import mark_titles
from sparse_lowrank.figures.marks import marked_artists

ARTIST = re.compile(r'\n( *)<g id="marks-(\d+)">(.*?)\n\1</g>', re.DOTALL)
EMPTY = re.compile(r'<g id="marks-(\d+)"/>')
IMAGE = re.compile(r'<image [^>]*? id="marks-(\d+)"[^>]*/>')
USE = re.compile(r'<use ([^>]*\bx="([^"]*)" y="([^"]*)"[^>]*)/>')
ROUNDING = 1e-5  # of positions in the SVG, in points


def save(figure, path, name, metadata, dpi):
    """Save a figure as SVG with its marks, whose ids begin with the figure's name; images have `dpi` pixels an inch."""
    artists = marked_artists(figure)
    for number, artist in enumerate(artists):
        artist.set_gid(f"marks-{number}")
    drawn = io.StringIO()
    figure.savefig(drawn, format="svg", metadata=metadata, dpi=dpi)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(_Inscriber(name, artists).inscribed(drawn.getvalue()))


def positions_of(artist, points):
    """Where points of the data of an artist lie in the SVG: x to the right and y downwards, array of shape (…, 2)."""
    figure = artist.get_figure(root=True)
    flat = artist.get_transform().transform(np.reshape(points, (-1, 2))) * 72 / figure.dpi
    return (flat * (1, -1) + (0, 72 * figure.get_figheight())).reshape(np.shape(points))


def box_of(axes):
    """Left, upper, right and lower edge of axes in the SVG."""
    figure = axes.get_figure(root=True)
    left, bottom, right, top = axes.bbox.extents * 72 / figure.dpi
    height = 72 * figure.get_figheight()
    return left, height - top, right, height - bottom


class _Inscriber:
    """Writes marks into the SVG of one figure, and numbers them in the order in which they are drawn."""

    def __init__(self, name, artists):
        self.name, self.artists, self.counts = name, artists, Counter()

    def inscribed(self, svg):
        for pattern, written in ((ARTIST, self._artist), (EMPTY, self._cells), (IMAGE, self._image)):
            svg = pattern.sub(written, svg)
        return svg

    def _artist(self, group):
        indent, number, content = group.groups()
        artist, opening = self.artists[int(number)], "g"
        if not isinstance(artist.marks, list):
            opening, content = f"g {self._attributes(artist.marks)}", _title(artist.marks) + content
        elif hasattr(artist, "get_xydata"):
            content = self._points(artist, content)
        else:
            content = self._bars(artist, content)
        return f"\n{indent}<{opening}>{content}\n{indent}</g>"

    def _points(self, line, content):
        """Dots on the page are taken in their order; those beyond their axes, which are not seen, get no mark."""
        positions = positions_of(line, line.get_xydata())
        page, (left, top, right, bottom) = 72 * line.get_figure(root=True).get_size_inches(), box_of(line.axes)
        shown = ((positions > 0) & (positions < page)).all(axis=-1)
        marks = iter(zip(np.array(line.marks)[shown], positions[shown], strict=True))

        def marked(use):
            attributes, x, y = use[1], float(use[2]), float(use[3])
            if not (0 < x < page[0] and 0 < y < page[1]):
                return use[0]
            mark, place = next(marks)
            if max(abs(place - (x, y))) > ROUNDING:
                raise ValueError(f"{use[0]}: the mark of this dot lies at {place}: {mark.about}")
            seen = left - ROUNDING < x < right + ROUNDING and top - ROUNDING < y < bottom + ROUNDING
            if not seen and not mark.has_bar:
                return use[0]
            if mark.has_bar:
                bar = f'<use xlink:href="#{self._id(mark)}-bar" opacity="0"/>'
                return f"<g {self._attributes(mark)}>{_title(mark)}{bar}{use[0]}</g>"
            return f"<use {self._attributes(mark)} {attributes}>{_title(mark)}</use>"

        content = USE.sub(marked, content)
        if next(marks, None):
            raise ValueError(f"{self.name}: a dot that is on the page is not in the SVG")
        return content

    def _bars(self, collection, content):
        """Bars get ids; one that is nowhere has no outline."""
        start, *bars = content.split("<path ")
        for number, (mark, bar) in enumerate(zip(collection.marks, bars, strict=True)):
            if bar.startswith("d="):
                mark.has_bar = True
                bars[number] = f'id="{self._id(mark)}-bar" {bar}'
        return "<path ".join([start, *bars])

    def _cells(self, group):
        cells = self.artists[int(group[1])]
        corners = positions_of(cells.mesh, cells.mesh.get_coordinates())
        lower, upper = corners[:-1, :-1].reshape(-1, 2), corners[1:, 1:].reshape(-1, 2)
        paths = []
        for mark, (left, bottom), (right, top) in zip(cells.marks, lower, upper, strict=True):
            outline = f"M{left:.6g} {bottom:.6g}H{right:.6g}V{top:.6g}H{left:.6g}z"
            paths.append(f'<path {self._attributes(mark)} d="{outline}" opacity="0">{_title(mark)}</path>')
        return "\n".join(["<g>", *paths, "</g>"])

    def _image(self, image):
        mark = self.artists[int(image[1])].marks
        bare = image[0].replace(f' id="marks-{image[1]}"', "")
        return f"<g {self._attributes(mark)}>{_title(mark)}{bare}</g>"

    def _id(self, mark):
        if mark.id is None:
            panel = mark.about["panel"]
            self.counts[panel] += 1
            mark.id = f"{self.name}.{panel}.{self.counts[panel]}"
        return mark.id

    def _attributes(self, mark):
        said = json.dumps(mark.about, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        return f'class="mark" id="{self._id(mark)}" data-mark="{escape(said, {chr(34): "&quot;"})}"'


def _title(mark):
    return f"<title>{escape(mark_titles.title(mark))}</title>"
