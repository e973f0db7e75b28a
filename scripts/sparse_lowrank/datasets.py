"""Datasets: results of one point, and their combination along sweep axes × replicate.

Every file states its content's SHA-256, which is verified whenever it is read.
"""

import json

import xarray as xr

from sparse_lowrank import __version__, provenance
from sparse_lowrank.errors import UnreadableFile
from sparse_lowrank.parameters import SWEPT
from sparse_lowrank.stopwatch import counted_as
from sparse_lowrank.variables import attributes

SOFTWARE = ("numpy", "scipy", "xarray", "netCDF4")


@counted_as("files")
def write(dataset, path, title, code=(), **records):
    """Write a dataset as netCDF with CF and ACDD attributes; the same content gives the same bytes.

    Parameters
    ----------
    dataset : xarray.Dataset
        Variables and coordinates with names from `variables.VARIABLES`.
    path : str or path
    title : str
    code : iterable of str or path
        The files of code that made it; their digests are recorded beside the content.
    **records
        Further global attributes; mappings and lists are stored as JSON.
    """
    for name in dataset.variables:
        dataset[name].attrs = attributes(name)
    dataset.attrs = {
        "Conventions": "CF-1.11, ACDD-1.3",
        "title": title,
        "source": f"sparse-lowrank {__version__}",
        "product_version": __version__,
        "creator_name": "The authors of sparse-lowrank",
        "license": "MIT",
        "references": provenance.PAPER,
        "software": json.dumps(provenance.software(*SOFTWARE)),
        **{key: value if isinstance(value, str) else json.dumps(value) for key, value in records.items()},
    }
    dataset.attrs |= provenance.making(code)
    dataset.attrs["content_sha256"] = provenance.content_sha256(dataset)
    encoding = {name: {"_FillValue": None} for name in dataset.variables if dataset[name].dtype.kind == "f"}
    dataset.to_netcdf(path, engine="netcdf4", encoding=encoding)


@counted_as("files")
def read(path):
    """Read a dataset into memory and verify its content. Raises UnreadableFile if it is damaged or foreign."""
    try:
        with xr.open_dataset(path, engine="netcdf4", decode_times=False, mask_and_scale=False) as file:
            # How one file was stored is no rule for another: its width of strings would cut off longer ones.
            dataset = file.load().drop_encoding()
    except (OSError, RuntimeError, ValueError) as error:
        raise UnreadableFile(path, f"not a complete netCDF file ({error})") from error
    if "content_sha256" not in dataset.attrs:
        raise UnreadableFile(path, "a netCDF file, but not a dataset of this workflow")
    if provenance.content_sha256(dataset) != dataset.attrs["content_sha256"]:
        raise UnreadableFile(path, "its content does not match the SHA-256 it states")
    return dataset


def at_point(variables, parameters):
    """The results of one point: variables with a leading dimension `replicate`, the point's parameters as coordinates.

    Parameters
    ----------
    variables : dict
        (extra dimension names, array) by name; the array has the dimension `replicate` first.
    parameters : dict
        The resolved parameters of the point; the numeric ones become scalar coordinates.
    """
    data = {name: (("replicate", *dims), values) for name, (dims, values) in variables.items()}
    result = xr.Dataset(data, coords={key: parameters[key] for key in SWEPT if key in parameters})
    # Numbered, so that spectra of networks of different size can be put side by side.
    numbered = [name for name in ("replicate", "eigenvalue") if name in result.dims]
    return result.assign_coords({name: range(result.sizes[name]) for name in numbered})


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
        As made by `at_point`, one per combination of the axes' values.
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
