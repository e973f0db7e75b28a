"""What the runs were told that made the files of a chain, as it is kept below the results, and what is told now.

A result is held against what its own run was told, and against what the run was told that traced the figure. That the
project's configuration is another one now is no fault of the result: it is remarked.
"""

import json
import re
from functools import cache
from pathlib import Path

from sparse_lowrank.errors import DamagedFile, ForeignFile
from sparse_lowrank.planning import given, telling
from sparse_lowrank.planning.schema import Validator
from sparse_lowrank.provenance.findings import Finding
from sparse_lowrank.provenance.stated import TEXTS
from sparse_lowrank.records import files, making
from sparse_lowrank.records.yaml_files import yaml_of

SCHEMA = "workflow/schemas/config.schema.yaml"
# What `telling.keep` writes, and what is needed of a configuration to find figures.
_WAY = {
    "type": "object",
    "required": ["files", "values"],
    "properties": {"files": TEXTS, "values": {"type": "object"}},
}
TOLD = Validator(
    {
        "properties": {
            "configuration": {"type": "object"},
            "told": {"type": "array", "minItems": 1, "items": _WAY},
        }
    }
)
PATHVARS = Validator(
    {"type": "object", "required": ["pathvars"], "properties": {"pathvars": {**TEXTS, "required": ["figures"]}}}
)
KEPT = "take it from where the results came from, or delete it: the audit then says that it is not there"


class Runs:
    """What was told to the runs whose results lie below a folder.

    Parameters
    ----------
    root : path
        The folder from which the paths of results are told.
    folder : str or None
        That of the results, as it is told.
    configured : dict
        What is configured now where nothing is kept of a run.
    """

    def __init__(self, root, folder, configured):
        self.root, self.folder, self.configured = Path(root), folder, configured
        self.kept = cache(self._kept)
        self.now = cache(self._now)

    def told(self, digest):
        """The configuration of a digest, or None if it is not kept. Raises UnreadableFile."""
        return (self.kept(digest) or {}).get("configuration")

    def values(self, digest):
        """What was told beside the files in the last run of a configuration, as a list of KEY=VALUE."""
        kept = self.kept(digest)
        values = telling.flat(kept["told"][-1]["values"]) if kept else ()
        return [f"{key}={json.dumps(value)}" for key, value in values]

    def gone(self, digest):
        """The names of the files of a configuration that are no longer here."""
        kept = self.kept(digest)
        return [name for name in kept["told"][-1]["files"] if not self.file(name)] if kept else []

    def file(self, name):
        """Where a file of a configuration is now: in the project, or in the folder of the results; None if nowhere."""
        places = (files.within(folder, name) for folder in (making.PROJECT, self.root))
        return next((place for place in places if place and place.is_file()), None)

    def all_told(self):
        """The configurations that are kept below the results, those left out that are none."""
        folder = self._folder()
        for path in sorted(telling.path_of(folder, "").parent.glob("*.json")) if folder else ():
            if PATHVARS.is_valid(told := self.told(path.stem)):
                yield told

    def _folder(self):
        """The folder of the results; None if it is unknown, or out of the project and not configured as theirs."""
        if self.folder and self.folder != self.configured["pathvars"]["results"]:
            return files.within(self.root, self.folder)
        return self.folder and self.root / self.folder

    def _kept(self, digest):
        """The content of the file of a configuration, or None if it is not there."""
        folder = self._folder()
        if not (folder and re.fullmatch("[0-9a-f]{64}", str(digest))):
            return None
        path = telling.path_of(folder, digest)
        if not path.is_file():
            return None
        content = files.json_of(path, "configuration", "told")
        if not TOLD.is_valid(content):
            raise ForeignFile(path, "not what a run was told")
        if telling.sha256(content["configuration"]) != digest:
            raise DamagedFile(path, "its content does not match the SHA-256 that it is named by", KEPT)
        return content

    def _now(self, digest):
        """What the files of a configuration say now; of one that is gone, what it said."""
        kept = self.kept(digest)
        if not kept:
            return self.configured
        said = kept["told"][-1]["files"]
        found = {name: self.file(name) for name in said}
        texts = [files.text_of(file) if file else said[name] for name, file in found.items()]
        return given.resolved(telling.laid(texts), yaml_of(making.PROJECT / SCHEMA))


def check(node, place, stated, runs, *digests):
    """Hold what a file states against what its runs were told at a place, and remark where that is another now.

    Parameters
    ----------
    node : sparse_lowrank.provenance.findings.Node
    place : tuple of str
        The keys from the top of the configuration.
    stated
        What the file states, of the same kind as what is configured there.
    runs : Runs
    *digests : str
        The digest of the configuration of the file's own run, and of further runs that must have been told the same.
    """
    for told in filter(None, map(runs.told, dict.fromkeys(digests))):
        for key, *values in _differing(place, stated, told):
            node.find(Finding.STALE_CONFIGURATION, _said(key, "was", "in a run that used it", *values))
    for key, *values in _differing(place, stated, runs.now(digests[0])):
        node.find(Finding.TOLD_OTHERWISE, _said(key, "is", "now", *values))


def check_kept(node, runs, digest):
    """Note what was told on the command line, what is not kept of a run, and which of its files are gone."""
    if digest and runs.told(digest) is None:
        node.find(Finding.UNVERIFIED, f"what its run was told is not in {telling.path_of(runs.folder or '', digest)}")
    if values := runs.values(digest):
        node.facts += f", told {' '.join(values)}"
    for name in runs.gone(digest):
        gone = "is not in the project, and is not read" if Path(name).is_absolute() else "is no longer here"
        node.find(Finding.TOLD_OTHERWISE, f"{name}, which its run was told, {gone}; what it said is kept")


def _differing(place, stated, configured):
    """Where a configuration is another than stated: the place in words, what is stated, and what is configured."""
    for key in place:
        configured = configured.get(key, {}) if isinstance(configured, dict) else {}
    if not (isinstance(stated, dict) and isinstance(configured, dict)):
        return [("/".join(place), stated, configured)] if stated != configured else []
    keys = [key for key in sorted(stated.keys() | configured.keys()) if stated.get(key) != configured.get(key)]
    return [("/".join((*place, key)), stated.get(key), configured.get(key)) for key in keys]


def _said(key, verb, when, stated, configured):
    short = not isinstance(configured, dict | list) and not isinstance(stated, dict | list)
    return f"{key} {verb} {configured} {when}; it is {stated} here" if short else f"{key} {verb} another {when}"
