"""The table of fidelity: what the paper says, what its authors' notebooks do and what is done here, panel by panel.

What is done here is read from the configuration and from the code, so that the table cannot drift from either.
"""

import re

from sparse_lowrank.figures import mark_titles
from sparse_lowrank.planning.figures import all_figures
from sparse_lowrank.planning.points import sweep_values
from sparse_lowrank.report import reading

SAME, SILENT = "as here", "not told"


def rows(table, figure, configuration):
    """What the table says of a figure.

    Parameters
    ----------
    table : dict
        The entries by topic; see workflow/schemas/fidelity.schema.yaml.
    figure : str
    configuration : dict
        The whole configuration, after all overrides.

    Returns
    -------
    list of dict
        Of each entry `topic`, `panels`, `here` (pairs of a name and what stands there), `paper` and `notebooks` (what
        is told, after "✓" if it agrees and "≠" if it is another value), `differs` and `why`. Panels that the
        configuration leaves out are left out here. Raises LookupError if the code has no such name.
    """
    shown = all_figures(configuration)[figure]
    return [
        _row(topic, entry, {figure: letters}, configuration)
        for topic, entries in table.items()
        for entry in entries
        if (letters := [letter for letter in entry["panels"].get(figure, "") if letter in shown])
    ]


def _row(topic, entry, panels, configuration):
    values = values_here(entry, configuration)
    differs = any(agrees(entry[source], values) is False for source in ("paper", "notebooks"))
    (letters,) = panels.values()
    return {
        "topic": topic,
        "panels": ", ".join(letters).upper(),
        "here": [*_parameters(entry, panels, configuration), *_code(entry), *_variables(entry)],
        **{source: _told(entry[source], values) for source in ("paper", "notebooks")},
        "differs": differs,
        "why": entry.get("why", "changed in the configuration of this run" if differs else ""),
    }


def values_here(entry, configuration):
    """The different values that the one parameter of an entry has in its panels: a list, empty without one."""
    names = named(entry, "parameter")
    return _values(names[0], entry["panels"], configuration) if len(names) == 1 else []


def named(entry, kind):
    """The names of a kind (parameter, code or variable) that an entry gives for what is done here: a list."""
    names = entry["here"].get(kind, [])
    return [names] if isinstance(names, str) else names


def agrees(told, values):
    """Whether what is told is what is done here: True, False, or None if nothing is told.

    Takes an entry's `paper` or `notebooks` and the values of its parameter. Other words than "as here" and "not told"
    disagree, since they say what is done otherwise.
    """
    if told in (SAME, SILENT):
        return told == SAME or None
    if isinstance(told, str):
        return False
    if isinstance(told, dict) and "range" in told:
        agreed = [[min(sweep), max(sweep)] == told["range"] for sweep in map(_sweep, values)]
    else:
        agreed = [value == told or _sweep(value) == _sweep(told) for value in values]
    return bool(agreed) and all(agreed)


def text(value):
    """A value of the configuration, or what is told, in words."""
    if isinstance(value, dict) and "linspace" in value:
        first, last, count = value["linspace"]
        return f"{count} evenly spaced values from {first:g} to {last:g}"
    if isinstance(value, dict):
        return "from {:g} to {:g}".format(*value["range"])
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(text, value))
    return value if isinstance(value, str) else f"{value:g}"


def _told(told, values):
    agreed = agrees(told, values)
    sign = "✓ " if agreed else "" if agreed is None or isinstance(told, str) else "≠ "
    return sign + text(told)


def _parameters(entry, panels, configuration):
    for name in named(entry, "parameter"):
        yield name.split(".")[-1], "; ".join(map(text, _values(name, panels, configuration))) or "not given"


def _code(entry):
    for name in named(entry, "code"):
        yield name, re.sub("[`*]", "", reading.definition(name)["says"])


def _variables(entry):
    for name in named(entry, "variable"):
        yield name, mark_titles.words(name)


def _values(name, panels, configuration):
    """The different values of a parameter in those of some panels that there are: a list."""
    figures, found = all_figures(configuration), []
    shown = [figures.get(figure, {}).get(letter) for figure, letters in panels.items() for letter in letters]
    for panel in filter(None, shown):
        for holder in (panel, *(configuration["experiments"][one] for one in panel["experiments"])):
            value = _at(holder, name.split("."))
            if value is not None and value not in found:
                found.append(value)
    return found


def _at(holder, keys):
    for key in keys:
        holder = holder.get(key) if isinstance(holder, dict) else None
    return holder


def _sweep(value):
    """The values of a sweep as a list; what is none, alone in a list."""
    return sweep_values("", value) if isinstance(value, dict | list) else [value]
