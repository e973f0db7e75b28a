"""Where data come from: digests of their content, and the software that made them."""

import hashlib
import platform
from importlib.metadata import version

import numpy as np

from sparse_lowrank import __version__

PAPER = (
    "Herbert & Ostojic (2022), The impact of sparsity in low-rank recurrent neural networks, "
    "PLoS Comput Biol, doi:10.1371/journal.pcbi.1010426"
)


def content_sha256(dataset):
    """Hexadecimal SHA-256 of a dataset: its variables bit for bit and all attributes but `content_sha256`."""
    digest = hashlib.sha256()
    for name in sorted(dataset.variables):
        variable = dataset.variables[name]
        digest.update(repr((name, variable.dims, variable.shape, _plain(variable.attrs))).encode())
        digest.update(_value_bytes(variable.values))
    digest.update(repr(_plain(dataset.attrs)).encode())
    return digest.hexdigest()


def software(*packages):
    """Versions of this software, of Python and of the named packages, by name."""
    return {"sparse-lowrank": __version__, "python": platform.python_version()} | {
        name: version(name) for name in packages
    }


def _value_bytes(values):
    if values.dtype.kind in "OUT":
        return "\0".join(map(str, values.ravel())).encode()
    return f"{values.dtype.str}".encode() + np.ascontiguousarray(values).tobytes()


def _plain(attributes):
    """Attributes in a form that is the same before writing and after reading."""
    return sorted((key, str(value)) for key, value in attributes.items() if key != "content_sha256")
