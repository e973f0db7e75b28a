"""Which Python can run jobs: Snakemake hands the path of its interpreter to a shell as it is."""

import re
import zlib
from pathlib import Path

from sparse_lowrank.errors import UserError


def is_one_word(path):
    """Whether a shell takes a path for what it is; letters may be of any language."""
    return not re.search(r"[^\w@%+=:,./#~^-]", str(path))


def check(path):
    """Raise UserError unless jobs can be run with the Python at a path."""
    if not is_one_word(path):
        raise UserError(
            f"{path}: Snakemake cannot run a job with this Python, since its path has a space or another character "
            "that a shell does not take for itself. Remedy: make .venv/ready puts the environment of such a folder "
            "elsewhere, and .venv/bin/snakemake uses it; or take a Python with a plain path."
        )


def environment_of(project, cache):
    """The folder for the environment of a project: within it, or one of its own in the user's cache.

    Raises UserError if neither has a path that a shell takes for what it is.
    """
    own = zlib.crc32(str(project).encode())
    for folder in (Path(project) / ".venv", Path(cache) / "sparse-lowrank" / f"environment-{own:08x}"):
        if is_one_word(folder):
            return folder
    raise UserError(
        f"{project}: Snakemake cannot run jobs with a Python below a folder whose path has a space or the like, and "
        f"{cache} is no better. Remedy: move the project to a folder with a plain path, or set XDG_CACHE_HOME to one."
    )
