"""What the code says of the quantities and formulas that figures show: where they stand, and what they are made of."""

import ast
import inspect
from functools import cache
from pathlib import Path

from sparse_lowrank.datasets import bulk, quantities, spectrum
from sparse_lowrank.records import making

PACKAGE = making.PROJECT / "scripts/sparse_lowrank"


def read_off(name, data):
    """The variables of a dataset off which a quantity is read: itself, or those that its function names.

    Takes the name of a variable or of one of `quantities.MEASURED`; what its function calls counts as its own code.
    """
    if name in data.data_vars:
        return [name]
    functions, queue, seen = _functions_of_quantities(), [name], set()
    while queue:
        word = queue.pop()
        if word not in seen and word in functions:
            queue += _words(functions[word])
        seen.add(word)
    return sorted(seen & set(data.data_vars))


def quantity(name):
    """Where the function of a quantity stands: path:number and the text of the line."""
    function = quantities.MEASURED[name]
    file = Path(inspect.getsourcefile(function))
    node = _functions_of_quantities()[name]
    text = file.read_text(encoding="utf-8").splitlines()[node.lineno - 1].strip()
    return f"{file.relative_to(making.PROJECT)}:{node.lineno}  {text}"


def definition(name):
    """Where a function, a class or a method stands, and the first line of what it says of itself.

    Parameters
    ----------
    name : str
        Its dotted name within the package, e.g. theory.formulas.outlier.

    Returns
    -------
    dict
        `line` (path:number) and `says`. Raises LookupError if there is none of this name.
    """
    file, names = _module(name.split("."))
    node = ast.parse(file.read_text(encoding="utf-8"))
    for part in names:
        node = next((inner for inner in node.body if getattr(inner, "name", None) == part), None)
        if node is None:
            raise LookupError(f"{name}: no {part} in {file.relative_to(making.PROJECT)}")
    says = (ast.get_docstring(node) or "").split("\n")[0]
    return {"line": f"{file.relative_to(making.PROJECT)}:{node.lineno}", "says": says}


def _module(parts):
    """The file of a module, and what is left of a dotted name after it."""
    for k in range(1, len(parts)):
        file = PACKAGE.joinpath(*parts[:k]).with_suffix(".py")
        if file.is_file():
            return file, parts[k:]
    raise LookupError(f"{'.'.join(parts)}: no such module in {PACKAGE.relative_to(making.PROJECT)}")


@cache
def _functions_of_quantities():
    trees = [ast.parse(inspect.getsource(module)) for module in (bulk, spectrum, quantities)]
    return {node.name: node for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)}


def _words(function):
    """The names, attributes and texts in the code of a function."""
    for node in ast.walk(function):
        for key in ("id", "attr", "value"):
            if isinstance(word := getattr(node, key, None), str):
                yield word
