"""The files of code that a script uses: itself, and every module of ours that it imports, directly or not.

Snakemake does not follow imports. As inputs of a rule, compared by checksum, these files rerun exactly what uses them.
The files are read, never run: a module that is named in a variable when it is imported has to be listed by hand.
"""

import ast
from functools import cache
from pathlib import Path

from sparse_lowrank.errors import UserError

PACKAGE = "sparse_lowrank"


def files_of(folder, *scripts):
    """The files that scripts use.

    Parameters
    ----------
    folder : path
        The folder of the scripts and of the package.
    *scripts : str
        Files of code, relative to the folder.

    Returns
    -------
    list of str
        Sorted, relative to the folder. Raises UserError for an import of ours that leads to no file.
    """
    found, queue = set(), [Path(folder) / script for script in scripts]
    while queue:
        file = queue.pop()
        if file not in found:
            found.add(file)
            queue.extend(_imported_by(file, Path(folder)))
    return sorted(file.relative_to(folder).as_posix() for file in found)


@cache
def _imported_by(file, folder):
    """The files that one file imports."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            _refuse(file, node, "." * node.level + (node.module or ""), f"write its full name, {PACKAGE}.room.module")
        for name in _names(node, folder):
            if not (files := _files_of_module(name, folder)):
                _refuse(file, node, name, "write the name of a module that is there")
            found |= files
    return found


def _names(node, folder):
    """The names of our modules that a statement imports."""
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module:
        names = [_source(node.module, alias.name, folder) for alias in node.names]
    else:
        names = []
    return [name for name in names if _is_ours(name, folder)]


def _source(module, name, folder):
    """The module that `from module import name` reads: a module in a folder, or the one that defines the name."""
    if _path(module, folder).is_dir() and not _defines(module, name, folder):
        return f"{module}.{name}"
    return module


def _is_ours(name, folder):
    """Whether a module belongs to the package or is a script."""
    first = name.split(".")[0]
    return first == PACKAGE or (folder / f"{first}.py").is_file()


def _files_of_module(name, folder):
    """The file of a module with the __init__.py of every folder on the way to it; none if there is no such module."""
    path = _path(name, folder)
    own = [file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()]
    above = [parent / "__init__.py" for parent in path.parents if folder in parent.parents]
    return {*own, *filter(Path.is_file, above)} if own else set()


def _defines(package, name, folder):
    """Whether the __init__.py of a package defines a name."""
    file = _path(package, folder) / "__init__.py"
    if not file.is_file():
        return False
    stored = (node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Name))
    return name in {node.id for node in stored if isinstance(node.ctx, ast.Store)}


def _path(name, folder):
    return folder.joinpath(*name.split("."))


def _refuse(file, node, name, remedy):
    raise UserError(f"{file}, line {node.lineno}: there is no module {name}. Remedy: {remedy}.")
