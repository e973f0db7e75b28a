"""What a run was told: its whole configuration, with the files and the values on the command line that it came from.

It is kept in one file for each configuration, below the results, under its digest, which every result states. It is no
input of any rule: an edit of one experiment reruns no other.
"""

import hashlib
import json
import os
from pathlib import Path

from sparse_lowrank.planning import given
from sparse_lowrank.records import files, yaml_files


def sha256(configuration):
    """Hexadecimal SHA-256 of a configuration, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(configuration, sort_keys=True).encode()).hexdigest()


def telling(configuration, sources, schema, project, here):
    """The files that a configuration came from, and what was told beside them.

    Parameters
    ----------
    configuration : dict
        As it is resolved.
    sources : list of path
        The configuration files, each laid over those before it.
    schema : dict
        That of the configuration.
    project, here : path
        Files below the folder of the project, or else below the working folder, are named relative to it.

    Returns
    -------
    dict
        `files`: the text of each by its name, in order; `values`: what differs from them, since it was told on the
        command line or by a workflow that imports this one. None stands for a key that was taken away.
    """
    texts = {name_of(file, project, here): Path(file).read_text(encoding="utf-8") for file in sources}
    values = differing(given.resolved(laid(texts.values()), schema), configuration)
    return {"files": texts, "values": values}


def keep(folder, configuration, told):
    """Write a configuration and how it was told to the file of its digest in a folder; earlier ways are kept there.

    Raises UnreadableFile if that file is there and cannot be read.
    """
    path = path_of(folder, sha256(configuration))
    ways = files.json_of(path, "told")["told"] if path.exists() else []
    if told not in ways:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        content = {"configuration": configuration, "told": [*ways, told]}
        unfinished.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        unfinished.replace(path)


def path_of(folder, digest):
    """The file of the configuration of a digest, below the folder of results."""
    return Path(folder) / "configurations" / f"{digest}.json"


def name_of(file, project, here):
    """A file's name: relative to the project or, if it is not in it, to the working folder; else its whole path."""
    file = Path(os.path.abspath(file))
    inside = next((folder for folder in map(Path, (project, here)) if file.is_relative_to(folder)), None)
    return file.relative_to(inside).as_posix() if inside else str(file)


def laid(texts):
    """The content of configuration files, given as texts, each laid over those before it as Snakemake does it."""
    merged = {}
    for text in texts:
        merged = over(merged, yaml_files.parsed(text, "configuration") or {})
    return merged


def over(base, override):
    """The base with the override's values in place of its own, mapping by mapping."""
    if not (isinstance(base, dict) and isinstance(override, dict)):
        return override
    return base | {key: over(base[key], value) if key in base else value for key, value in override.items()}


def differing(before, after):
    """The part of `after` that is not so in `before`, as a mapping; None stands for a key that it does not have."""
    found = {}
    for key in [*after, *(key for key in before if key not in after)]:
        old, new = before.get(key), after.get(key)
        if isinstance(old, dict) and isinstance(new, dict):
            if below := differing(old, new):
                found[key] = below
        elif old != new:
            found[key] = new
    return found


def flat(values, before=""):
    """Pairs of the keys from the top, with points between, and of the values within mappings."""
    for key, value in values.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value
