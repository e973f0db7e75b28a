"""Where the project is seen from the working folder, and where results are told to stand.

Files tell of results by paths from the folder above those of results and figures. A job may see them elsewhere:
a storage provider gives it copies, and the prefix of a module stands before them all.
"""

import os
from pathlib import Path


def as_seen_from(here, project):
    """The path of the project in the inputs of rules: relative where it and the working folder would be moved as one.

    Snakemake takes an input under another path for another input: relative paths survive that a folder is renamed.
    """
    together = project.is_relative_to(here) or here.is_relative_to(project)
    return Path(os.path.relpath(project, here)) if together else project


def of_point(results, stage, experiment, point):
    """The file of what a stage made of a point, told with the folder of results."""
    return f"{results}/{stage}/{experiment}/{point}.nc"


def of_networks(file):
    """The file of the networks that a stage measured, given the file of the point."""
    folder, name = os.path.split(file)
    stage, experiment = os.path.split(folder)
    return f"{os.path.dirname(stage)}/networks/{experiment}/{name}"


def of_dataset(results, experiment):
    """The file of the dataset of an experiment."""
    return f"{results}/datasets/{experiment}.nc"


def before(path, told):
    """What stands before the paths that are told, given where a file is and where it is told to be."""
    return path.removesuffix(told)
