"""Digests of content, files and code.

Content is values, coordinates, their attributes, parameters and seeds. What a file says of its making
(`AROUND_CONTENT`) takes no part in the digest: the same numbers have the same digest under another commit, another
Python or on another machine.
"""

import hashlib
import json

import numpy as np

from sparse_lowrank.records.stopwatch import counted_as

MAKING = frozenset({"source", "product_version", "software", "arithmetic", "code", "commit", "history"})
# Earlier versions stated the file of the networks.
AROUND_CONTENT = MAKING | {"content_sha256", "networks", "run_configuration", "code_of_networks"}


@counted_as("digests")
def content_sha256(dataset):
    """Hexadecimal SHA-256 of a dataset: its variables bit for bit and all attributes but `AROUND_CONTENT`."""
    digest = hashlib.sha256()
    for name in sorted(dataset.variables):
        _update(digest, name, dataset.variables[name])
    digest.update(repr(_plain(dataset.attrs)).encode())
    return digest.hexdigest()


@counted_as("digests")
def variable_sha256(dataset):
    """Hexadecimal SHA-256 of each variable of a dataset, its name, dimensions and attributes included, by name."""
    digests = {}
    for name in sorted(dataset.variables):
        digest = hashlib.sha256()
        _update(digest, name, dataset.variables[name])
        digests[name] = digest.hexdigest()
    return digests


def json_sha256(value):
    """Hexadecimal SHA-256 of plain data, whatever the order of their keys."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


@counted_as("digests")
def file_sha256(path):
    """Hexadecimal SHA-256 of a file's bytes. Raises OSError if it cannot be read."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _update(digest, name, variable):
    digest.update(repr((name, variable.dims, variable.shape, _plain(variable.attrs))).encode())
    digest.update(_value_bytes(variable.values))


def _value_bytes(values):
    if values.dtype.kind in "OUT":
        return "\0".join(map(str, values.ravel())).encode()
    return f"{values.dtype.str}".encode() + np.ascontiguousarray(values).tobytes()


def _plain(attributes):
    """Attributes in a form that is the same before writing and after reading."""
    return sorted((key, str(value)) for key, value in attributes.items() if key not in AROUND_CONTENT)
