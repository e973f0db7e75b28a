"""The content of a dataset as plain arrays, and its netCDF file.

Every file states its content's SHA-256, which is verified whenever it is read. `dataset_files` gives the same content
as an xarray.Dataset; what needs no labels does without, because xarray and pandas take long to load.
"""

import json
from typing import NamedTuple

import netCDF4
import numpy as np

from sparse_lowrank import __version__
from sparse_lowrank.errors import DamagedFile, ForeignFile
from sparse_lowrank.records import digests, making, netcdf
from sparse_lowrank.records.stopwatch import counted_as

SOFTWARE = ("numpy", "scipy", "netCDF4")


class Variable(NamedTuple):
    """The names of its dimensions, its values, an array of as many axes, and its attributes."""

    dims: tuple
    values: np.ndarray
    attrs: dict

    @property
    def shape(self):
        """The lengths of the dimensions."""
        return self.values.shape


class Content(NamedTuple):
    """Variables by name, the names of those that are coordinates without being dimensions, and attributes."""

    variables: dict
    coordinates: frozenset
    attrs: dict

    def measured(self):
        """The names of the variables that are no coordinates of any kind."""
        return [name for name, entry in self.variables.items() if name not in self.coordinates | {*entry.dims}]


@counted_as("files")
def write(content, path, title, code=(), **records):
    """Write a content as netCDF with attributes that tell of its origin; the same content gives the same bytes.

    Parameters
    ----------
    content : Content
        Its own attributes are left out.
    path : str or path
    title : str
    code : iterable of str or path
        The files of code that made it; their digests are recorded beside the content.
    **records
        Further global attributes; mappings and lists are stored as JSON.
    """
    attrs = {
        "title": title,
        "product_version": __version__,
        "creator_name": "The authors of sparse-lowrank",
        "license": "MIT",
        "references": making.PAPER,
        **{key: value if isinstance(value, str) else json.dumps(value) for key, value in records.items()},
    }
    save(content._replace(attrs=attrs | making.making(code, *SOFTWARE)), path)


def save(content, path):
    """Write a content with the attributes that it has, and its SHA-256."""
    with netCDF4.Dataset(path, "w") as file:
        file.setncatts(content.attrs | {"content_sha256": digests.content_sha256(content)})
        for name, variable in content.variables.items():
            _write_variable(file, name, variable)
        _write_coordinates(file, content)


def _write_variable(file, name, variable):
    for dim, length in zip(variable.dims, variable.shape, strict=True):
        if dim not in file.dimensions:
            file.createDimension(dim, length)
    is_text = variable.values.dtype.kind in "OUT"
    created = file.createVariable(name, str if is_text else variable.values.dtype, variable.dims)
    created.setncatts(variable.attrs)
    created[...] = variable.values.astype(object) if is_text else variable.values


def _write_coordinates(file, content):
    """Name the coordinates of each variable in its attribute `coordinates` (CF-1.11, section 5)."""
    dims = {name: set(variable.dims) for name, variable in content.variables.items()}
    for name in content.measured():
        if own := [other for other in sorted(content.coordinates) if dims[other] <= dims[name]]:
            file[name].coordinates = " ".join(own)


@counted_as("files")
def read(path):
    """Read a `Content` and verify it.

    Raises UnopenedFile if it cannot be opened now, DamagedFile if it is cut short or was changed, ForeignFile if it is
    no dataset of this workflow.
    """
    with netcdf.opened(path) as file:
        if "content_sha256" not in file.ncattrs():
            raise ForeignFile(path, "a netCDF file, but not a dataset of this workflow")
        content = _content(file)
    if digests.content_sha256(content) != content.attrs["content_sha256"]:
        raise DamagedFile(path, "its content does not match the SHA-256 it states")
    return content


def _content(file):
    file.set_auto_maskandscale(False)
    variables, coordinates = {}, []
    for name, variable in file.variables.items():
        attrs = {key: variable.getncattr(key) for key in variable.ncattrs()}
        coordinates += attrs.pop("coordinates", "").split()
        values = np.asarray(variable[...], variable.dtype)
        variables[name] = Variable(variable.dimensions, values, attrs)
    return Content(variables, frozenset(coordinates), {key: file.getncattr(key) for key in file.ncattrs()})
