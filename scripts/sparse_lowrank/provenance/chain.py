"""The chain of a figure: what its file says of itself, its sidecar, and the datasets and points behind it."""

from pathlib import Path

from sparse_lowrank.datasets import content_files, dataset_files
from sparse_lowrank.errors import ForeignFile, UserError
from sparse_lowrank.planning import given, telling
from sparse_lowrank.planning.figures import all_figures
from sparse_lowrank.provenance import figure_files, project, stated
from sparse_lowrank.provenance.runs import Runs
from sparse_lowrank.records import files, making
from sparse_lowrank.records.yaml_files import yaml_of


class Chain:
    """What is known of a figure's file: what it says of itself, its sidecar, and what is configured now.

    Parameters
    ----------
    path : str or path
        A figure or a panel (see `saving.save`), wherever it lies and whatever it is called. Raises UserError if it is
        none of this workflow.
    folder : str or path, optional
        The project that holds results and figures; without it, it is looked for (see `project.root_of`).

    Attributes
    ----------
    title : str
        The name that the file gives itself.
    origin : dict
        What the file says it was made of; see `drawing.origin`.
    root : path
        The folder from which the paths of datasets are told.
    configured : dict
        The project's configuration as it is now.
    runs : sparse_lowrank.provenance.runs.Runs
        What the runs were told that made its files.
    is_whole : bool
        Whether it is a figure, and no single panel.
    figures : path
        The folder of figures of the run that made it.
    sidecar : dict or None
        The sidecar of this figure; of a panel, that of its figure.
    digest : str
        That of the configuration of the run that traced it; empty without a sidecar.
    original : path or None
        The project's own file of this title and kind, if that is another than this one.
    bytes : dict
        The SHA-256 that the sidecar states of the files of datasets and points, by path.
    """

    def __init__(self, path, folder=None):
        self.path = Path(path)
        self.title, self.origin = figure_files.told(path)
        self.root = project.root_of(self.path, self.origin, folder)
        self.configured = _current_configuration(self.origin)
        self.runs = Runs(self.root, _results_of(self.origin), self.configured)
        self.is_whole = self.title in all_figures(self.configured)
        self.figures = project.home_of(self.title, self.root, [self.configured, *self.runs.all_told()])
        figure = self.title if self.is_whole else self.title[:-1]
        self.sidecar = project.sidecar_of(self.path, figure, self.origin, self.figures)
        self.digest = (self.sidecar or {}).get("run_configuration", "")
        self.original = project.original_of(self.path, self.title, self.figures)
        self.bytes = _bytes_stated(self.sidecar)

    def panel(self, letter):
        """The entry of a panel by its letter. Raises UserError if the figure has no such panel."""
        panels = self.origin["panels"]
        if letter.lower() not in panels:
            raise UserError(f"panel {letter!r}: this figure has {', '.join(panels)}. Remedy: name one of these.")
        return panels[letter.lower()]

    def read_dataset(self, experiment):
        """The dataset of an experiment that the figure shows. Raises UnreadableFile."""
        if experiment not in self.origin["datasets"]:
            raise ForeignFile(self.path, f"shows {experiment}, but does not say where its dataset is")
        return self.read(self.origin["datasets"][experiment]["path"])

    def read(self, path):
        """The dataset or point of a path that the chain states. Raises UnreadableFile."""
        return dataset_files.labelled(self.content(path))

    def content(self, path):
        """The same as a `Content`. Raises UnreadableFile."""
        content = content_files.read(self.place(path))
        stated.check(path, content)
        return content

    def place(self, path):
        """Where a path leads that the chain states. Raises ForeignFile if it leads out of the project."""
        folders = [self.root, *(self.root / folder for folder in self.configured["pathvars"].values())]
        place = next(filter(None, (files.within(folder, self.root / path) for folder in folders)), None)
        if place is None:
            raise ForeignFile(path, "leads out of the project, and is not followed")
        return place


def _results_of(origin):
    """The folder of results, as the paths of datasets tell it; None where there is no dataset."""
    folders = {str(Path(stated["path"]).parent.parent) for stated in origin["datasets"].values()}
    return min(folders, default=None)


def _bytes_stated(sidecar):
    """The SHA-256 that a sidecar states of the files of datasets and points, by path."""
    entries = [
        entry
        for dataset in (sidecar or {"datasets": {}})["datasets"].values()
        for entry in (dataset, *dataset["points"])
    ]
    return {entry["path"]: entry["file_sha256"] for entry in entries}


def _current_configuration(origin):
    """The project's configuration: config.yaml, overridden by the file in config/ that names the datasets' folder."""
    base = yaml_of(making.PROJECT / "config.yaml")
    for file in sorted((making.PROJECT / "config").glob("*.yaml")):
        override = yaml_of(file)
        folder = override.get("pathvars", {}).get("results")
        names = origin["datasets"].items()
        if folder and any(stated["path"] == f"{folder}/datasets/{name}.nc" for name, stated in names):
            base = telling.over(base, override)
            break
    return given.resolved(base, yaml_of(making.PROJECT / "workflow/schemas/config.schema.yaml"))
