"""The configuration as it was given, made what was meant: null takes a key away, and text that is a number is a number.

YAML reads 1e-2 as text, and so does Snakemake read the values within `--config experiments={…}`.
"""

import copy

from sparse_lowrank.planning.schema import Validator


def resolved(config, schema):
    """A copy of a configuration without null, and with numbers and truth values where the schema wants them.

    Text that is neither stays what it is, for the check to refuse.
    """
    config = _without_nulls(copy.deepcopy(config))
    for path, text in _texts_refused(config, schema):
        *above, last = path
        holder = config
        for key in above:
            holder = holder[key]
        holder[last] = _meant(text)
    return config


def _without_nulls(value):
    if isinstance(value, dict):
        return {key: _without_nulls(entry) for key, entry in value.items() if entry is not None}
    return value


def _texts_refused(config, schema):
    """Places (keys and indices from the top) and values of texts where the schema wants numbers or truth values."""
    found, queue = {}, list(Validator(schema).iter_errors(config))
    while queue:
        error = queue.pop()
        queue += error.context
        if isinstance(error.instance, str) and error.validator == "type":
            found[tuple(error.absolute_path)] = error.instance
    return found.items()


def _meant(text):
    """The number or truth value that a text is, an integer if it is written without a point; else the text."""
    if text in ("true", "false"):
        return text == "true"
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
