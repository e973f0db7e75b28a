"""Files of points and experiments as labelled arrays of xarray; they are written by `content_files`."""

import xarray as xr

from sparse_lowrank.datasets import content_files


def read(path):
    """Read an xarray.Dataset and verify its content. Raises as `content_files.read` does."""
    return labelled(content_files.read(path))


def labelled(content):
    """A `Content` as an xarray.Dataset."""
    variables = {name: xr.Variable(*variable) for name, variable in content.variables.items()}
    return xr.Dataset(variables, attrs=content.attrs).set_coords(sorted(content.coordinates & variables.keys()))
