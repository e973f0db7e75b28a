"""Dataset files: results of a point or of an experiment as netCDF.

Every file states its content's SHA-256, which is verified whenever it is read.
"""

import json

import xarray as xr

from sparse_lowrank import __version__
from sparse_lowrank.errors import UnreadableFile
from sparse_lowrank.records import digests, making
from sparse_lowrank.records.stopwatch import counted_as

SOFTWARE = ("numpy", "scipy", "xarray", "netCDF4")


@counted_as("files")
def write(dataset, path, title, code=(), **records):
    """Write a dataset as netCDF with attributes that tell of its origin; the same content gives the same bytes.

    Parameters
    ----------
    dataset : xarray.Dataset
    path : str or path
    title : str
    code : iterable of str or path
        The files of code that made it; their digests are recorded beside the content.
    **records
        Further global attributes; mappings and lists are stored as JSON.
    """
    dataset.attrs = {
        "title": title,
        "product_version": __version__,
        "creator_name": "The authors of sparse-lowrank",
        "license": "MIT",
        "references": making.PAPER,
        **{key: value if isinstance(value, str) else json.dumps(value) for key, value in records.items()},
    }
    dataset.attrs |= making.making(code, *SOFTWARE)
    dataset.attrs["content_sha256"] = digests.content_sha256(dataset)
    encoding = {name: {"_FillValue": None} for name in dataset.variables if dataset[name].dtype.kind == "f"}
    dataset.to_netcdf(path, engine="netcdf4", encoding=encoding)


@counted_as("files")
def read(path):
    """Read a dataset into memory and verify its content. Raises UnreadableFile if it is damaged or foreign."""
    try:
        with xr.open_dataset(path, engine="netcdf4", decode_times=False, mask_and_scale=False) as file:
            # The encoding is dropped: written to another file, it would cut off strings longer than those of this one.
            dataset = file.load().drop_encoding()
    except (OSError, RuntimeError, ValueError) as error:
        raise UnreadableFile(path, f"not a complete netCDF file ({error})") from error
    if "content_sha256" not in dataset.attrs:
        raise UnreadableFile(path, "a netCDF file, but not a dataset of this workflow")
    if digests.content_sha256(dataset) != dataset.attrs["content_sha256"]:
        raise UnreadableFile(path, "its content does not match the SHA-256 it states")
    return dataset
