"""netCDF files, opened with the care that a file of unknown state needs.

HDF5 has one error for a file that is locked, cut short or none of its own; so these are told apart before it is asked.
"""

import contextlib
import os

import netCDF4

from sparse_lowrank.errors import DamagedFile, ForeignFile, UserError
from sparse_lowrank.records import files

SIGNATURE = b"\x89HDF\r\n\x1a\n"
# The first bytes of a file of HDF5 as it is written here: signature, version of what follows, and at its end the size.
VERSIONS, VERSION_AT, SIZE_AT = (b"\x02", b"\x03"), 8, slice(28, 36)


@contextlib.contextmanager
def opened(path):
    """A netCDF4.Dataset, open for reading; no other program writes it meanwhile.

    Raises UnopenedFile; DamagedFile if it is cut short; ForeignFile if it is no netCDF file, if HDF5 cannot read it, or
    if it announces more numbers than it has bytes: files of this workflow are not compressed.
    """
    with files.opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        _check_whole(path, file.read(SIZE_AT.stop), size)
        try:
            with netCDF4.Dataset(path) as dataset:
                _check_announced(path, dataset, size)
                yield dataset
        except UserError:
            raise
        except Exception as error:  # whatever the libraries raise for a file of anybody
            raise ForeignFile(path, f"cannot be read as a netCDF file of this workflow ({error})") from error


def _check_whole(path, head, size):
    if not head.startswith(SIGNATURE) and not SIGNATURE.startswith(head):
        raise ForeignFile(path, "is no netCDF file of this workflow")
    stated = int.from_bytes(head[SIZE_AT], "little") if head[VERSION_AT : VERSION_AT + 1] in VERSIONS else 0
    if len(head) < SIZE_AT.stop or size < stated:
        raise DamagedFile(path, f"is cut short: it has {size} of {stated or 'its'} bytes")


def _check_announced(path, dataset, size):
    announced = sum(variable.size * _width(variable) for variable in _variables(dataset))
    if announced > size:
        raise ForeignFile(path, f"announces {announced / 1e6:.3g} MB of numbers, but has only {size / 1e6:.3g} MB")


def _variables(group):
    """The variables of a group and of all groups within it."""
    yield from group.variables.values()
    for inner in group.groups.values():
        yield from _variables(inner)


def _width(variable):
    """The bytes of one value at least; a text of any length takes as many as the reference to it."""
    return getattr(variable.dtype, "itemsize", 8)
