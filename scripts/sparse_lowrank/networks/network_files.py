"""Network files: the masks, weights and vectors of one point, one netCDF group per replicate, read one at a time.

Weights are there where they do not follow from the vectors.
"""

import contextlib
import json
from itertools import pairwise

import netCDF4
from scipy import sparse

from sparse_lowrank.errors import DamagedFile, ForeignFile
from sparse_lowrank.networks import masks
from sparse_lowrank.networks.ensembles import Network
from sparse_lowrank.records import making, netcdf
from sparse_lowrank.records.stopwatch import counted_as

KIND = "networks of one point"


def write(path, networks, code=(), first=0, **attributes):
    """Write networks one after the other, each with its SHA-256, so that only one is ever in memory.

    Parameters
    ----------
    path : str or path
        The netCDF file to create.
    networks : iterable of Network
        The replicates in order.
    code : iterable of str or path
        The files of code that made them; their digests are recorded.
    first : int
        The number of the first replicate.
    **attributes
        Global attributes; mappings and lists are stored as JSON.
    """
    with netCDF4.Dataset(path, "w") as file:
        file.setncatts({"kind": KIND, **making.making(code, "numpy", "scipy")})
        file.setncatts(
            {key: value if isinstance(value, str) else json.dumps(value) for key, value in attributes.items()}
        )
        for replicate, network in enumerate(networks, first):
            _write_network(file.createGroup(f"replicate_{replicate:04d}"), network)
            file.sync()
        file.n_networks = len(file.groups)  # last, so that a file without it is not complete


def read(path):
    """Yield (replicate, Network, sha256) for each replicate of a network file, verified against its SHA-256.

    Raises UnopenedFile if the file cannot be opened now, DamagedFile if it is cut short or was changed, ForeignFile if
    it is no network file.
    """
    with _opened(path) as file:
        for name, group in file.groups.items():
            try:
                replicate, network, sha256 = int(name.removeprefix("replicate_")), _read_network(group), group.sha256
            except (OSError, RuntimeError, KeyError, AttributeError, ValueError) as error:
                raise DamagedFile(path, f"{name} cannot be read ({error})") from error
            if network.sha256() != sha256:
                raise DamagedFile(path, f"{name} does not match its SHA-256")
            yield replicate, network, sha256


def read_attributes(path):
    """The global attributes of a network file, JSON decoded. Raises as `read` does."""
    with _opened(path) as file:
        return {key: _decoded(file.getncattr(key)) for key in file.ncattrs()}


@contextlib.contextmanager
def _opened(path):
    with netcdf.opened(path) as file:
        if getattr(file, "kind", None) != KIND:
            raise ForeignFile(path, "a netCDF file, but not one that holds networks")
        if getattr(file, "n_networks", 0) != len(file.groups):
            raise DamagedFile(path, "its writing was interrupted")
        yield file


@counted_as("files")
def _write_network(group, network):
    mask = network.mask
    group.setncatts({"sha256": network.sha256(), "scaled": int(network.scaled)})
    group.createDimension("unit", mask.shape[0])
    group.createDimension("column_edge", mask.shape[0] + 1)
    group.createDimension("connection", mask.nnz)
    _write_array(group, "column_start", "column_edge", [mask.indptr], "first connection of each column (source unit)")
    _write_array(group, "row", "connection", masks.rows(mask), "row (target unit) of each connection")
    if network.weights is not None:
        _write_array(group, "weight", "connection", [network.weights], "weight of each connection")
    for name, vector in network.vectors.items():
        _write_array(group, name, "unit", [vector], f"connectivity vector {name}")


def _write_array(group, name, dimension, parts, long_name):
    variable = group.createVariable(name, parts[0].dtype, (dimension,), fill_value=False)
    variable.setncatts({"long_name": long_name, "units": "1"})
    begin = 0
    for part in parts:
        variable[begin : begin + part.size] = part.ravel()
        begin += part.size


@counted_as("files")
def _read_network(group):
    group.set_auto_mask(False)
    arrays = {name: variable[:] for name, variable in group.variables.items() if name != "row"}
    mask = _mask(group["row"], arrays.pop("column_start"))
    return Network(mask, arrays, arrays.pop("weight", None), bool(group.scaled))


def _mask(row, starts):
    """The mask whose rows and starts of columns a file holds; in blocks, where it was written so."""
    n_units, out_degree = len(starts) - 1, int(starts[1])
    if starts[-1] < masks.TOO_MANY or row.dtype.itemsize > 4:
        return masks.compressed(sparse.csc_array, row[:], starts, n_units)
    edges = [*starts[: -1 : masks.BLOCK].tolist(), starts[-1]]
    blocks = [row[begin:end].reshape(-1, out_degree) for begin, end in pairwise(edges)]
    return masks.BlockedMask(n_units, out_degree, blocks)


def _decoded(value):
    try:
        return json.loads(value)
    except (TypeError, ValueError):
        return value
