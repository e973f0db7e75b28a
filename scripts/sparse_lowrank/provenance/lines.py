"""The line of code that measured a variable: found in the code that a point states, by reading it."""

import ast
import json
from pathlib import Path

from sparse_lowrank.errors import UserError
from sparse_lowrank.records import digests, files, making


def line_of(point, variable):
    """Where the code of a point measures a variable.

    Measurements and simulations name what they return as keywords: `Measured(dims, variable=…)`. The line is looked for
    in the functions that the stated measurement, or the script itself, calls, directly or not.

    Parameters
    ----------
    point : xarray.Dataset
        The results of a point, with its attributes.
    variable : str

    Returns
    -------
    str
        path:number, the text of the line, and a remark if the file has changed since. Raises UserError where there is
        no such line.
    """
    stated = {file: sha256 for file, sha256 in json.loads(point.attrs["code"]).items() if _is_here(file)}
    functions = [function for file in stated for function in _functions(file)]
    reached = _reached(functions, {_measurement(point), *(Path(file).stem for file in stated)})
    found = [(file, keyword) for file, function in reached for keyword in _measuring(function, variable)]
    if not found:
        where = f"{point.attrs['experiment']} at {point.attrs['point']}"
        raise UserError(
            f"{variable}: no line measures it in the code that {where} was made by, as that code is here now. "
            f"Remedy: look at the code of commit {point.attrs['commit']}."
        )
    # Where a quantity cannot be measured it is said to be NaN: a line that measures it goes before.
    file, keyword = min(found, key=lambda pair: ast.unparse(pair[1].value) == "np.nan")
    text = files.text_of(making.PROJECT / file).splitlines()[keyword.lineno - 1].strip()
    changed = digests.file_sha256(making.PROJECT / file) != stated[file]
    return f"{file}:{keyword.lineno}  {text}{'  (this file has changed since)' if changed else ''}"


def _measurement(point):
    """The name of the function that measured a point."""
    if point.attrs["stage"] == "dynamics":
        return json.loads(point.attrs["options"])["simulation"]
    return point.attrs["kind"]


def _is_here(file):
    place = files.within(making.PROJECT, file)
    return file.endswith(".py") and place is not None and place.exists()


def _functions(file):
    tree = ast.parse(files.text_of(making.PROJECT / file))
    return [(file, node) for node in tree.body if isinstance(node, ast.FunctionDef)]


def _reached(functions, names):
    """The functions of these names and those that they call, with their files, callers first."""
    found, queue = [], list(names)
    while queue:
        name = queue.pop(0)
        for file, function in functions:
            if function.name == name and (file, function) not in found:
                found.append((file, function))
                queue += [_called(call) for call in _calls(function)]
    return found


def _calls(function):
    return [node for node in ast.walk(function) if isinstance(node, ast.Call)]


def _called(call):
    """The name of the function that is called as f(…) or module.f(…); empty where it is called otherwise."""
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _measuring(function, variable):
    """The keywords of this name in the calls of `Measured` within a function."""
    calls = [call for call in _calls(function) if _called(call) == "Measured"]
    return [keyword for call in calls for keyword in call.keywords if keyword.arg == variable]
