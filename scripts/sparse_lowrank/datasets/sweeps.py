"""From the results of points to the dataset of an experiment: sweep axes × replicate."""

import xarray as xr

from sparse_lowrank.planning.parameters import SWEPT


def merged_by_point(results):
    """One dataset per point from the results of several stages (spectra, dynamics) at the same points."""
    points = {}
    for result in results:
        points.setdefault(result.attrs["point"], []).append(result)
    return [xr.merge(stages, compat="no_conflicts", join="exact", combine_attrs="drop") for stages in points.values()]


def combine(results, axes):
    """One dataset of sweep axes × replicate × … from the results of the points.

    Parameters
    ----------
    results : list of xarray.Dataset
        As made by `point_files.at_point`, one per combination of the axes' values.
    axes : list of str
        Names of the sweep axes. A parameter that depends on them becomes an auxiliary coordinate along them.

    Returns
    -------
    xarray.Dataset
        With ascending coordinates; results of unequal length along an extra dimension are padded with NaN.
    """
    dependent = [name for name in SWEPT if name in results[0].coords and name not in axes and _varies(name, results)]
    expanded = [
        result.drop_vars(dependent)
        .expand_dims(axes)
        .assign_coords({name: (axes, result[name].values.reshape([1] * len(axes))) for name in dependent})
        for result in results
    ]
    how = {
        "join": "outer",
        "data_vars": "all",
        "coords": "different",
        "compat": "no_conflicts",
        "combine_attrs": "drop",
    }
    return xr.combine_by_coords(expanded, **how)


def _varies(name, results):
    return results[0][name].ndim == 0 and len({float(result[name]) for result in results}) > 1
