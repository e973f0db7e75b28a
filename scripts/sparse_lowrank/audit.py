"""Audit: walk from a figure's file to the seeds, and hold every link against every digest that is there."""

import json
from pathlib import Path

import yaml

from sparse_lowrank import datasets, figure_metadata, network_files, provenance
from sparse_lowrank.errors import UnreadableFile, UserError
from sparse_lowrank.verdicts import Node, Verdict


class Audit:
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
        What the file says it was made of; see `figures.origin`.
    root : path
        The folder from which the paths of datasets are told.
    sidecar : dict or None
        The sidecar beside the figure.
    configured : dict
        The project's configuration as it is now.
    """

    def __init__(self, path):
        self.path = Path(path)
        self.title, self.origin = figure_metadata.read(path)
        self.root = _root_of(self.path, self.origin)
        self.sidecar = _sidecar_of(self.path)
        self.configured = _current_configuration(self.path, self.root)
        self.bytes = _bytes_stated(self.sidecar)

    def walk(self):
        """The chain with its verdicts: a Node whose children are datasets, theirs points, theirs networks."""
        node = Node(f"figure {self.title}", str(self.path))
        self._check_figure(node)
        node.children = [self._dataset(name, stated) for name, stated in self.origin["datasets"].items()]
        return node

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
        return datasets.read(self.root / path)

    def _check_figure(self, node):
        if self.title != self.path.stem:
            node.find(Verdict.MISPLACED, f"the file says that it is {self.title}")
        figure = self.title if self.title in self.configured["figures"] else self.title[:-1]
        panels = self.configured["figures"].get(figure, {})
        whole = figure == self.title
        if self.origin["panels"] != {key: panels[key] for key in panels if whole or key in self.origin["panels"]}:
            node.find(Verdict.STALE_CONFIGURATION, f"figures/{figure} is configured otherwise now")
        self._check_seed(node, self.origin["seed"])
        if self.sidecar is None:
            node.find(Verdict.UNVERIFIED, "no sidecar beside it: neither its bytes nor the code that drew it are known")
        else:
            self._check_sidecar(node)

    def _check_sidecar(self, node):
        stated = self.sidecar["files"].get(self.path.name)
        if stated and stated != provenance.file_sha256(self.path):
            node.find(Verdict.REPLACED, "its bytes are not those that the sidecar states")
        _check_code(node, {**self.sidecar["code"], self.sidecar["lock"]["file"]: self.sidecar["lock"]["sha256"]})
        commit = self.sidecar["volatile"]["commit"]
        node.facts += f", traced at commit {commit}"
        if provenance.NO_COMMIT in (commit, provenance.commit()):
            node.find(Verdict.UNVERIFIED, "this copy is not in Git, so that commit cannot be looked up")

    def _dataset(self, experiment, stated):
        node, dataset = self._link(f"dataset {experiment}", stated["path"], stated["sha256"], "figure")
        if dataset is not None:
            now = self.configured["experiments"].get(experiment, {})
            for key in _differing(json.loads(dataset.attrs["parameters"]), now):
                node.find(Verdict.STALE_CONFIGURATION, f"experiments/{experiment}/{key} is configured otherwise now")
            self._check_seed(node, int(dataset.attrs["seed"]))
            node.children = [self._point(*stated) for stated in json.loads(dataset.attrs["inputs"]).items()]
        return node

    def _point(self, path, sha256):
        node, result = self._link(f"point {Path(path).stem}", path, sha256, "dataset")
        if result is not None:
            results, experiment = Path(path).parents[2], Path(path).parent.name
            digests = map(str, result.network_sha256.values)
            node.children = _networks(self.root / results / "networks" / experiment / Path(path).name, digests)
        return node

    def _link(self, name, path, sha256, user):
        """The node of a dataset or point of which its `user` states the content, and the content unless unreadable."""
        node = Node(name, f"sha256 {sha256[:12]}… {path}")
        if not (self.root / path).exists():
            node.find(Verdict.MISSING, "it is not here")
            return node, None
        try:
            dataset = datasets.read(self.root / path)
        except UnreadableFile as error:
            node.find(Verdict.DAMAGED, str(error))
            return node, None
        if dataset.attrs["content_sha256"] != sha256:
            node.find(Verdict.REPLACED, f"its content is not what the {user} was made from")
        elif self.bytes.get(path, None) not in (None, provenance.file_sha256(self.root / path)):
            node.find(Verdict.REPLACED, "its content is as stated, but its bytes are not those that the sidecar states")
        _check_code(node, json.loads(dataset.attrs["code"]))
        return node, dataset

    def _check_seed(self, node, stated):
        now = self.configured["seed"]
        if stated != now:
            node.find(Verdict.STALE_CONFIGURATION, f"seed is {now} now; it was {stated}")


def _networks(path, digests):
    """The nodes of the networks that a point measured; their file is there only if it was kept."""
    try:
        found = {replicate: sha256 for replicate, _, sha256 in network_files.read(path)} if path.exists() else {}
        damage = None
    except UnreadableFile as error:
        found, damage = {}, str(error)
    nodes = []
    for replicate, digest in enumerate(digests):
        node = Node(f"network {replicate}", f"sha256 {digest[:12]}…")
        if damage:
            node.find(Verdict.DAMAGED, damage)
        elif replicate not in found:
            node.find(Verdict.REGENERABLE)
        elif found[replicate] != digest:
            node.find(Verdict.REPLACED, f"{path.name} holds another network than the one that was measured")
        nodes.append(node)
    return nodes


def _check_code(node, stated):
    for file, sha256 in stated.items():
        now = provenance.PROJECT / file
        if not now.exists():
            node.find(Verdict.STALE_CODE, f"{file} is no longer here")
        elif provenance.file_sha256(now) != sha256:
            node.find(Verdict.STALE_CODE, f"{file} has changed")


def _root_of(path, origin):
    """The nearest folder above a figure that holds one of its datasets, else its own."""
    paths = [stated["path"] for stated in origin["datasets"].values()]
    above = list(path.resolve().parents)
    return next((folder for folder in above if any((folder / name).exists() for name in paths)), above[0])


def _sidecar_of(path):
    """The sidecar beside a figure, a panel's being that of its figure, or None."""
    inside = path.parent.name == "panels"
    sidecar = path.parent.parent / f"{path.stem[:-1]}.json" if inside else path.with_suffix(".json")
    return json.loads(sidecar.read_text()) if sidecar.exists() else None


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
    base = yaml.safe_load((provenance.PROJECT / "config.yaml").read_text())
    folder = path.resolve().parent
    folder = folder.parent if folder.name == "panels" else folder
    for file in sorted((provenance.PROJECT / "config").glob("*.yaml")):
        override = yaml.safe_load(file.read_text())
        if root / override.get("pathvars", {}).get("figures", base["pathvars"]["figures"]) == folder:
            return _merged(base, override)
    return base


def _merged(base, override):
    """The base with the override's values in place of its own, mapping by mapping, as Snakemake does it."""
    if not (isinstance(base, dict) and isinstance(override, dict)):
        return override
    return base | {key: _merged(base[key], value) if key in base else value for key, value in override.items()}


def _differing(before, now):
    return sorted(key for key in before.keys() | now.keys() if before.get(key) != now.get(key))
