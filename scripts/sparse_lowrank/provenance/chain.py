"""The chain of a figure: what its file says of itself, the sidecar beside it, and the datasets and points behind it."""

import json
from pathlib import Path

import yaml

from sparse_lowrank.datasets import dataset_files
from sparse_lowrank.errors import UserError
from sparse_lowrank.figures import metadata
from sparse_lowrank.planning import given, telling
from sparse_lowrank.provenance.runs import Runs
from sparse_lowrank.records import making


class Chain:
    """What is known of a figure's file: what it says of itself, its sidecar, and what is configured now.

    Parameters
    ----------
    path : str or path
        A figure or a panel: PDF, PNG or SVG. Raises UserError if it is none of this workflow.

    Attributes
    ----------
    title : str
        The name that the file gives itself.
    origin : dict
        What the file says it was made of; see `drawing.origin`.
    root : path
        The folder from which the paths of datasets are told.
    sidecar : dict or None
        The sidecar beside the figure.
    configured : dict
        The project's configuration as it is now.
    digest : str
        That of the configuration of the run that traced it; empty without a sidecar.
    runs : sparse_lowrank.provenance.runs.Runs
        What the runs were told that made its files.
    bytes : dict
        The SHA-256 that the sidecar states of the files of datasets and points, by path.
    """

    def __init__(self, path):
        self.path = Path(path)
        self.title, self.origin = metadata.read(path)
        self.root = _root_of(self.path, self.origin)
        self.sidecar = _sidecar_of(self.path)
        self.configured = _current_configuration(self.path, self.root)
        self.bytes = _bytes_stated(self.sidecar)
        self.digest = (self.sidecar or {}).get("run_configuration", "")
        self.runs = Runs(self.root, _results_of(self.origin), self.configured)

    def panel(self, letter):
        """The entry of a panel by its letter. Raises UserError if the figure has no such panel."""
        panels = self.origin["panels"]
        if letter.lower() not in panels:
            raise UserError(f"panel {letter!r}: this figure has {', '.join(panels)}. Remedy: name one of these.")
        return panels[letter.lower()]

    def read_dataset(self, experiment):
        """The dataset of an experiment that the figure shows. Raises UnreadableFile."""
        return self.read(self.origin["datasets"][experiment]["path"])

    def read(self, path):
        """The dataset or point of a path that the chain states. Raises UnreadableFile."""
        return dataset_files.read(self.root / path)


def _root_of(path, origin):
    """The nearest folder above a figure that holds one of its datasets, else its own."""
    paths = [stated["path"] for stated in origin["datasets"].values()]
    above = list(path.resolve().parents)
    return next((folder for folder in above if any((folder / name).exists() for name in paths)), above[0])


def _sidecar_of(path):
    """The sidecar beside a figure, a panel's being that of its figure, or None."""
    inside = path.parent.name == "panels"
    sidecar = path.parent.parent / f"{path.stem[:-1]}.json" if inside else path.with_suffix(".json")
    return json.loads(sidecar.read_text(encoding="utf-8")) if sidecar.exists() else None


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


def _current_configuration(path, root):
    """The project's configuration: config.yaml, overridden by the file in config/ that tells of the figure's folder."""
    base = yaml.safe_load((making.PROJECT / "config.yaml").read_text(encoding="utf-8"))
    folder = path.resolve().parent
    folder = folder.parent if folder.name == "panels" else folder
    for file in sorted((making.PROJECT / "config").glob("*.yaml")):
        override = yaml.safe_load(file.read_text(encoding="utf-8"))
        if root / override.get("pathvars", {}).get("figures", base["pathvars"]["figures"]) == folder:
            base = telling.over(base, override)
            break
    schema = making.PROJECT / "workflow/schemas/config.schema.yaml"
    return given.resolved(base, yaml.safe_load(schema.read_text(encoding="utf-8")))
