"""YAML files that people write: read as plain data, refused in one line where they are none."""

import math

import yaml

from sparse_lowrank.errors import UserError
from sparse_lowrank.records import files

LARGEST = 100_000  # values of a document, each counted as often as it is named; ours have some thousands
CORRECT = "correct it: YAML of plain texts, numbers, lists and mappings"


def yaml_of(path):
    """The content of a YAML file. Raises UnopenedFile, UserError if it is not plain YAML, or far too large."""
    return parsed(files.text_of(path, CORRECT), path)


def parsed(text, path):
    """The content of a text of YAML, from a file of this name. Raises as `yaml_of` does."""
    try:
        content = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        said = " ".join(str(getattr(error, "problem", None) or error).split())
        raise UserError(f"{path}{line}: {said}. Remedy: {CORRECT}.") from error
    check_size(content, path)
    return content


def check_size(content, document):
    """Raise UserError if plain data hold too many values, counted as often as they are named, or hold themselves.

    A few lines of YAML that name each other can stand for more values than any memory holds.
    """
    try:
        count = _count(content, {})
    except RecursionError:
        count = math.inf
    if count > LARGEST:
        raise UserError(f"{document}: stands for more than {LARGEST} values. Remedy: write it without so many aliases.")


def _count(value, known):
    """The number of values; `known` has those of parts that were counted, by identity."""
    if not isinstance(value, dict | list):
        return 1
    if id(value) not in known:
        known[id(value)] = math.inf  # if it is met again within itself
        parts = value.values() if isinstance(value, dict) else value
        known[id(value)] = 1 + sum(_count(part, known) for part in parts)
    return known[id(value)]
