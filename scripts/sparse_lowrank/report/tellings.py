"""What the runs of a crate were told: the files of their configurations, and the values on their command lines."""

import json
from pathlib import Path
from typing import NamedTuple

from sparse_lowrank.planning import telling


class Told(NamedTuple):
    """What one run was told.

    `path` is the path that is told of the file that keeps it, `where` the file's place; `files` are the texts of
    configuration files by name, `values` those on the command line by key.
    """

    path: str
    where: Path
    files: dict
    values: dict


def told(before, results, digests):
    """What runs were told, a `Told` by digest of their configurations, for those that are kept.

    `results` is the folder of results, as it is told, and `before` what stands before it.
    """
    paths = {digest: str(telling.path_of(results, digest)) for digest in sorted(set(digests))}
    return {digest: _read(path, Path(before + path)) for digest, path in paths.items() if Path(before + path).is_file()}


def place_of(name):
    """Where a configuration file is packed: where it was in the folder of the run, or in elsewhere/."""
    inside = not Path(name).is_absolute() and ".." not in Path(name).parts
    return name if inside else f"elsewhere/{Path(name).name}"


def _read(path, where):
    """The last way in which a configuration was told."""
    way = json.loads(where.read_text(encoding="utf-8"))["told"][-1]
    return Told(path, where, way["files"], {key: json.dumps(value) for key, value in telling.flat(way["values"])})
