"""Where the files of a figure's chain are: the project that it belongs to, its sidecar, and the project's own file.

A figure may lie anywhere and be called anything. A link is looked at from both its ends.
"""

import os
from pathlib import Path

from sparse_lowrank.errors import ForeignFile, UserError
from sparse_lowrank.planning.schema import Validator
from sparse_lowrank.provenance.stated import TEXTS
from sparse_lowrank.records import files, making

_DATASET = {
    "required": ["path", "file_sha256", "content_sha256", "points"],
    "properties": {"points": {"type": "array", "items": {"required": ["path", "file_sha256"]}}},
}
# Of what `sidecar.describe` gives, the part that an audit uses.
SIDECAR = {
    "required": ["figure", "files", "code", "lock", "datasets", "configuration", "volatile"],
    "properties": {
        "figure": {"type": "string"},
        "run_configuration": {"type": "string"},
        "files": TEXTS,
        "code": TEXTS,
        "lock": {**TEXTS, "required": ["file", "sha256"]},
        "datasets": {"type": "object", "additionalProperties": {"type": "object", **_DATASET}},
        "configuration": {"type": "object", "required": ["seed", "panels"]},
        "volatile": {**TEXTS, "required": ["commit"]},
    },
}


def root_of(path, origin, project=None):
    """The folder from which the paths of datasets are told.

    It is the one that is told; else the nearest one above the figure, as its path is named or as its links lead, that
    holds one of its datasets; else the working folder or that of this code, if one does; else the figure's own.

    Parameters
    ----------
    path : path
        The figure's file.
    origin : dict
        What it says of its origin.
    project : str or path, optional
        Raises UserError if it is no folder.
    """
    if project is not None:
        if not os.path.isdir(project):
            raise UserError(f"--project {project}: no such folder. Remedy: name the one that holds results/.")
        return Path(os.path.abspath(project))
    named = Path(os.path.abspath(path))
    folders = [*named.parents, *path.resolve().parents, Path.cwd(), making.PROJECT]
    datasets = [stated["path"] for stated in origin["datasets"].values()]
    return next((folder for folder in folders if any((folder / name).exists() for name in datasets)), named.parent)


def home_of(title, root, configurations):
    """The folder of figures in which the project keeps a figure or a panel of this title, of these configurations.

    Where it is in none of them, that of the first configuration.
    """
    folders = [root / configuration["pathvars"]["figures"] for configuration in configurations]
    kept = (folder for folder in folders if any(folder.glob(f"{title}.*")) or any(folder.glob(f"panels/{title}.*")))
    return next(kept, folders[0])


def sidecar_of(path, figure, origin, figures):
    """The content of the sidecar of a figure; None without one.

    It is looked for beside the file, where a link leads, in the folder above that of panels, and in that of figures.
    Raises UnopenedFile if it cannot be opened now, DamagedFile if it is cut short.
    """
    beside = [path.with_suffix(".json"), path.resolve().with_suffix(".json")]
    above = [folder / f"{figure}.json" for folder in (path.parent.parent, path.resolve().parent.parent, figures)]
    for file in (*beside, *above):
        if file.exists() and (sidecar := _read(file)) and _is_of(sidecar, figure, origin):
            return sidecar
    return None


def original_of(path, title, figures):
    """The project's file of this title and kind; None if there is none, or if it is this file."""
    for folder in (figures, figures / "panels"):
        original = folder / f"{title}{path.suffix.lower()}"
        if original.exists():
            return None if original.samefile(path) else original
    return None


def _read(file):
    """The content of a sidecar; None if the file is something else."""
    try:
        content = files.json_of(file)
    except ForeignFile:
        return None
    return content if Validator(SIDECAR).is_valid(content) else None


def _is_of(sidecar, figure, origin):
    """Whether a sidecar tells of this figure, made of datasets of the same paths; a panel has some of them."""
    told, said = ({stated["path"] for stated in about["datasets"].values()} for about in (sidecar, origin))
    return sidecar["figure"] == figure and said <= told
