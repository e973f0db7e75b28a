"""What can be pointed at in a figure: each drawn thing says, where it is drawn, what it is and where it came from.

A mark is a dict of plain data:

- `kind`: "measured", "theory" or "whole" (a matrix, an image, a schematic);
- `experiment`, `variable` (of its dataset, or one of `quantities.MEASURED`) and `where`, coordinates that select it;
- `value`, and `sd` and `n` where it is a mean over `n` networks; `also`: values of further variables of the same dot;
- `only`: the quantities that the networks of a mean have in common, where it is not a mean over all;
- `at`: a place that is no coordinate of the dataset, such as a decile of a distribution;
- `drawn`: the height of the dot, where it is not the value itself;
- `theory`, `formula` and `equation`: theory at this place, where the panel draws it;
- `about`: a text, where nothing of this applies.

Keys that do not apply are left out. `svg_marks` writes the marks into the SVG.
"""

import itertools
import re
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axis import Axis


class Law(NamedTuple):
    """Values of a documented formula of the theory room.

    formula : the function
    values : float, array or DataArray
    """

    formula: Callable
    values: object

    def where(self, condition):
        """The same law with NaN where a condition does not hold."""
        return self._replace(values=np.where(condition, self.values, np.nan))

    def along(self, grid):
        """The same law with a value for each element of a grid."""
        return self._replace(values=np.broadcast_to(self.values, grid.shape))

    def about(self):
        """What a mark tells of it: its name, and the equations that the first line of its docstring names."""
        formula = f"{self.formula.__module__.removeprefix('sparse_lowrank.')}.{self.formula.__qualname__}"
        told = re.search(r"\bEqs? (\d+(?:(?:, | and )\d+)*)", self.says())
        return {"formula": formula} | ({"equation": told[1]} if told else {})

    def says(self):
        """The first line of its docstring."""
        return self.formula.__doc__.strip().splitlines()[0]


def law(formula, *arguments):
    """A formula of the theory room at these arguments."""
    return Law(formula, formula(*arguments))


def remembering(data):
    """A dataset whose parts can tell their place in the whole, since they remember its dimensions."""
    return data.assign_attrs(dimensions=[str(name) for name in data.dims])


def measured(values, data, variable, also=(), **more):
    """The marks of measured values.

    Parameters
    ----------
    values : xarray.DataArray
        Values of one variable, selected from its dataset in any way; one mark for each, in C order.
    data : xarray.Dataset
        The dataset, or a part of it that knows the whole (see `remembering`).
    variable : str
        A variable of the dataset, or one of `quantities.MEASURED`.
    also : sequence of DataArray
        Further variables that the same dots show.
    **more
        Further keys: a number or a text, or a DataArray with one for each value; what is None or NaN is left out.

    Returns
    -------
    list of dict
    """
    about = {"kind": "measured", "experiment": data.attrs.get("experiment"), "variable": variable}
    columns = {key: _flat(entry, values) for key, entry in {"value": values, **more}.items()}
    if also:
        names, entries = [entry.name for entry in also], [_flat(entry, values) for entry in also]
        columns["also"] = [dict(zip(names, row, strict=True)) for row in zip(*entries, strict=True)]
    rows = zip(_places(values, data), *columns.values(), strict=True)
    return [_compact(about | lies | dict(zip(columns, row, strict=True))) for lies, *row in rows]


def means(values, data, variable, theory=None, **more):
    """The marks of means over the dimension `replicate` of values; parameters as of `measured`, and a `Law` at them."""
    count = values.count("replicate")
    deviation = values.std("replicate", ddof=min(1, values.sizes["replicate"] - 1))
    told = {"sd": deviation.where(count > 1), "n": count}
    return measured(values.mean("replicate"), data, variable, **told, **at_dots(theory), **more)


def at_dots(theory):
    """What marks tell of the theory at their place, of which the values are a number or a DataArray."""
    return {"theory": theory.values, **theory.about()} if theory else {}


def points(line, marks, bars=None):
    """Mark each point of a line of markers, in order, together with its bar in a collection of bars."""
    line.marks = [Mark(about) for about in marks]
    if bars is not None:
        bars.marks = line.marks
    return line


def cells(mesh, marks):
    """Mark each cell of a mesh, row by row; returns the artist that stands for them, since a mesh becomes an image."""
    return mesh.axes.add_artist(Cells(mesh, [Mark(about) for about in marks]))


class Cells(Artist):
    """The cells of a mesh, above it: nothing that is seen, but a place in the SVG."""

    def __init__(self, mesh, marks):
        super().__init__()
        self.mesh, self.marks = mesh, marks
        self.set_zorder(mesh.get_zorder())

    def draw(self, renderer):
        """A group without content."""
        renderer.open_group("cells", self.get_gid())
        renderer.close_group("cells")


def whole(artist, **about):
    """Mark an artist as a whole: a line, an image, axes."""
    artist.marks = Mark(_compact({"kind": "whole"} | about))
    return artist


def theory(artist, a_law, **more):
    """Mark an artist as a whole as drawn by a `Law`."""
    artist.marks = Mark(_compact({"kind": "theory"} | a_law.about() | more), a_law.says())
    return artist


def place(part, data):
    """The experiment of a dataset, and where a part of it lies."""
    known = data.attrs.get("dimensions", data.dims)
    fixed = {name: coordinate.item() for name, coordinate in part.coords.items() if coordinate.ndim == 0}
    where = {name: value for name, value in fixed.items() if name in known}
    return {"experiment": data.attrs.get("experiment"), "where": where}


def course(line, values, data):
    """Mark a line as the course of one variable, selected from its dataset in any way; it has no single value."""
    return whole(line, kind="measured", variable=values.name, **place(values, data))


class Mark:
    """A mark, and what is known of it once it is drawn.

    about : the dict
    says : what its formula says of itself
    id : figure, panel and running number
    has_bar : whether it has a bar
    """

    def __init__(self, about, says=None):
        self.about, self.says, self.id, self.has_bar = about, says, None, False


def name_panel(area, letter):
    """Tell the marks of a panel (a subfigure) its letter."""
    for artist in marked_artists(area):
        for mark in artist.marks if isinstance(artist.marks, list) else [artist.marks]:
            mark.about = {"panel": letter} | mark.about


def marked_artists(area):
    """The artists of a figure or panel that carry marks, each once.

    `findobj` would make every tick of every axis, to look at it.
    """
    within = (
        artist for child in area.get_children() if not isinstance(child, Axis) for artist in marked_artists(child)
    )
    return list(dict.fromkeys([*within, *[area] * hasattr(area, "marks")]))


def _places(values, data):
    """Where each of the values lies, in C order: in the dataset (`where`), and beyond its coordinates (`at`)."""
    fixed, known = place(values, data)["where"], data.attrs.get("dimensions", data.dims)
    others = [name for name in known if name in values.coords and name not in values.dims and values[name].ndim]
    ticks = itertools.product(*(values[name].values.tolist() for name in values.dims))
    for tick, *other in zip(ticks, *(_flat(values[name], values) for name in others), strict=True):
        swept = dict(zip((*values.dims, *others), (*tick, *other), strict=True))
        where = fixed | {name: value for name, value in swept.items() if name in known}
        beyond = {name: value for name, value in swept.items() if name not in known and name not in data.coords}
        yield {"where": where, "at": beyond or None}


def _flat(entry, values):
    """One entry for each of the values."""
    if isinstance(entry, xr.DataArray):
        entry = entry.sel({name: values[name] for name in entry.dims if name not in values.dims})
        return entry.broadcast_like(values).transpose(*values.dims).values.ravel().tolist()
    return itertools.repeat(entry, values.size)


def _compact(about):
    return {key: entry for key, entry in about.items() if not (entry is None or entry != entry)}
