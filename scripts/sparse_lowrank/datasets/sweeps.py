"""From the results of points to the dataset of an experiment: sweep axes × replicate."""

import numpy as np

from sparse_lowrank.datasets.content_files import Content, Variable
from sparse_lowrank.planning.parameters import SWEPT


def merged_by_point(results):
    """One `Content` per point from the results of several stages (spectra, dynamics) at the same points.

    Raises ValueError if the stages of a point saw different networks.
    """
    points = {}
    for result in results:
        points.setdefault(result.attrs["point"], []).append(result)
    return [_merged(stages) for stages in points.values()]


def _merged(stages):
    merged = stages[0]._replace(attrs={})
    for stage in stages[1:]:
        for name in merged.variables.keys() & stage.variables.keys():
            if not np.array_equal(merged.variables[name].values, stage.variables[name].values):
                raise ValueError(f"the stages of one point have different values of {name}")
        merged = Content(merged.variables | stage.variables, merged.coordinates | stage.coordinates, {})
    return merged


def combine(points, axes):
    """One dataset of sweep axes × replicate × … from the results of the points.

    Parameters
    ----------
    points : list of Content
        As made by `point_files.at_point`, one per combination of the axes' values.
    axes : list of str
        Names of the sweep axes. A parameter that depends on them becomes an auxiliary coordinate along them.

    Returns
    -------
    Content
        With ascending coordinates; results of unequal length along an extra dimension are padded with NaN.
    """
    first, ticks = points[0], _ticks(points, axes)
    fixed = {name for name in SWEPT if name in first.coordinates and not _varies(name, points)} - set(axes)
    places = [tuple(np.searchsorted(ticks[axis], point.variables[axis].values) for axis in axes) for point in points]
    variables = {}
    for name, variable in first.variables.items():
        if name in ticks:
            variables[name] = Variable((name,), ticks[name], {})
        elif name in fixed:
            variables[name] = variable
        else:
            dims = (*axes, *variable.dims)
            variables[name] = Variable(dims, _side_by_side(name, points, places, ticks, dims), {})
    return Content(variables, first.coordinates - set(axes), {})


def _ticks(points, axes):
    """The values along every dimension, ascending, by name."""
    ticks = {axis: np.unique([point.variables[axis].values for point in points]) for axis in axes}
    own = {dim for variable in points[0].variables.values() for dim in variable.dims}
    return ticks | {dim: np.unique(np.concatenate([_along(dim, point) for point in points])) for dim in own}


def _along(dim, point):
    """The coordinate of a point along a dimension; numbers where it has none."""
    if dim in point.variables:
        return point.variables[dim].values
    lengths = (dict(zip(variable.dims, variable.shape, strict=True)) for variable in point.variables.values())
    return np.arange(next(length[dim] for length in lengths if dim in length))


def _varies(name, points):
    return len({float(point.variables[name].values) for point in points}) > 1


def _side_by_side(name, points, places, ticks, dims):
    """The values of a variable at all points, each at its place; NaN where a point has none."""
    values = [point.variables[name].values for point in points]
    shape = tuple(len(ticks[dim]) for dim in dims)
    own = dims[len(dims) - values[0].ndim :]
    padded = any(value.shape != shape[len(dims) - len(own) :] for value in values)
    together = np.full(shape, np.nan) if padded else np.zeros(shape, np.result_type(*{value.dtype for value in values}))
    for place, point, value in zip(places, points, values, strict=True):
        rows = [np.searchsorted(ticks[dim], _along(dim, point)) for dim in own]
        together[(*place, ...)][np.ix_(*rows)] = value
    return together
