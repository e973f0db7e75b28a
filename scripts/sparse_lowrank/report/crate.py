"""A finished run as a Provenance Run Crate: files, code, the workflow with its steps, and what every step made of what.

Follows the profiles Process, Workflow and Provenance Run Crate 0.5 (https://w3id.org/ro/wfrun) on RO-Crate 1.1.
"""

import hashlib
import io
import json
import os
import stat
import zipfile
from pathlib import Path

import yaml
from rocrate.model import ContextEntity
from rocrate.rocrate import ROCrate

from sparse_lowrank.records import digests, making
from sparse_lowrank.report import tellings

PROFILES = {
    "https://w3id.org/ro/wfrun/process/0.5": ("Process Run Crate", "0.5"),
    "https://w3id.org/ro/wfrun/workflow/0.5": ("Workflow Run Crate", "0.5"),
    "https://w3id.org/ro/wfrun/provenance/0.5": ("Provenance Run Crate", "0.5"),
    "https://w3id.org/workflowhub/workflow-ro-crate/1.0": ("Workflow RO-Crate", "1.0"),
}
TERMS = {"sha256": "https://w3id.org/ro/terms/workflow-run#sha256"}
MEDIA_TYPES = {
    ".nc": "application/netcdf",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".csv": "text/csv",
    ".html": "text/html",
    ".yaml": "application/yaml",
    ".py": "text/x-python",
}
LICENSE = "https://spdx.org/licenses/MIT"
COMPLETED = {"actionStatus": {"@id": "http://schema.org/CompletedActionStatus"}}
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the date of every file in the archive, the earliest that ZIP can state


class RunCrate:
    """A crate that is filled file by file and step by step, then written.

    Parameters
    ----------
    files : dict
        Where files are, by the paths that are told of them; CITATION.cff tells title, version and date of release.
    scripts : dict
        The scripts of the workflow's rules by name of rule, in order; the rules that made something become its steps.
    """

    def __init__(self, files, scripts):
        self.where = dict(files)
        about = yaml.safe_load(Path(files["CITATION.cff"]).read_text(encoding="utf-8"))
        self.crate = ROCrate(version="1.1")
        self.crate.metadata.extra_contexts.append(TERMS)
        root = self.crate.root_dataset
        root["name"], root["description"] = about["title"], f"A finished run of the workflow for {making.PAPER}."
        root["datePublished"] = str(about["date-released"])
        root["license"] = self._entity(
            LICENSE, "CreativeWork", name="MIT License", description="As in the file LICENSE."
        )
        root["conformsTo"] = [
            self._entity(uri, "CreativeWork", name=name, version=version) for uri, (name, version) in PROFILES.items()
        ]
        self.author = self._entity("#authors", "Organization", name=about["authors"][0]["name"])
        root["author"] = self.author
        self.files, self.texts, self.parameters, self.spans = {}, {}, {}, []
        self.workflow = self._workflow(about)
        self.scripts, self.steps = scripts, {}
        self.engine = self._entity(
            "#snakemake",
            "SoftwareApplication",
            name="Snakemake",
            softwareVersion=making.software("snakemake")["snakemake"],
            url="https://snakemake.github.io",
        )
        self.controls = {}

    def file(self, path, **more):
        """The entity of a file, added once, with its digest and further properties; `path` as it is told."""
        if path not in self.files:
            properties = {
                "name": path,
                "sha256": digests.file_sha256(self.where[path]),
                "contentSize": str(Path(self.where[path]).stat().st_size),
                "encodingFormat": MEDIA_TYPES.get(Path(path).suffix, "text/plain"),
                **more,
            }
            self.files[path] = self.crate.add_file(self.where[path], path, properties=properties)
        return self.files[path]

    def told(self, told):
        """The entities of what a run was told (a `tellings.Told`): what keeps it, the files, and the values."""
        self.where[told.path] = told.where
        entities = [self.file(told.path)]
        for name, text in told.files.items():
            place = tellings.place_of(name)
            if place not in self.where:
                entities.append(self.text(place, text))
            elif Path(self.where[place]).read_text(encoding="utf-8") == text:
                entities.append(self.file(place))
            # Else it has changed since: what it said is in the file that keeps it.
        return entities + [self._value(key, value, told.path) for key, value in told.values.items()]

    def text(self, path, text):
        """The entity of a text that is packed as a file, added once."""
        if path not in self.files:
            self.texts[path] = text.encode()
            properties = {
                "name": path,
                "sha256": hashlib.sha256(self.texts[path]).hexdigest(),
                "contentSize": str(len(self.texts[path])),
                "encodingFormat": MEDIA_TYPES.get(Path(path).suffix, "text/plain"),
            }
            self.files[path] = self.crate.add_file(io.BytesIO(self.texts[path]), path, properties=properties)
        return self.files[path]

    def action(self, step, what, made_from, made, told=(), span=None):
        """Record that a step made files from others; `what` names the job.

        `told` are the entities of what the runs were told, `span` is when the jobs began and ended, if that is known.
        """
        if step not in self.steps:
            self.steps[step] = self._step(list(self.scripts).index(step), step, self.scripts[step])
        action = self.crate.add_action(
            self.file(self.scripts[step]),
            identifier=f"#{step}/{what}",
            object=_once([*map(self.file, made_from), *told]),
            result=[self.file(path) for path in made],
            properties={"name": f"{step} of {what}", **COMPLETED, **_times(span)},
        )
        self.spans += [span] if span else []
        action["agent"] = self.author
        self.controls.setdefault(step, []).append(action)

    def write(self, path, made_from, made, told=()):
        """Close the chain with the run as a whole, from what came in to what came out; write the archive."""
        whole = (min(begin for begin, _ in self.spans), max(end for _, end in self.spans)) if self.spans else None
        self.workflow["input"] = list(self.parameters.values())
        run = self.crate.add_action(
            self.workflow,
            identifier="#run",
            object=_once([*map(self.file, made_from), *told]),
            result=[self.file(file) for file in made],
            properties={"name": "The whole run", **COMPLETED, **_times(whole)},
        )
        run["agent"] = self.author
        orchestration = self._entity(
            "#orchestration", "OrganizeAction", name="Snakemake's orchestration", instrument=self.engine, result=run
        )
        orchestration["object"] = [
            self._entity(
                f"#control/{step}",
                "ControlAction",
                name=f"Control of {step}",
                instrument=self.steps[step],
                object=actions,
            )
            for step, actions in self.controls.items()
        ]
        self.crate.root_dataset["mentions"] = [run, orchestration, *sum(self.controls.values(), [])]
        self._archive(path)

    def _workflow(self, about):
        workflow = self.crate.add_workflow(
            self.where["Snakefile"],
            "Snakefile",
            main=True,
            lang="snakemake",
            properties={
                "@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow", "HowTo"],
                "name": about["title"],
                "version": str(about["version"]),
                "sha256": digests.file_sha256(self.where["Snakefile"]),
            },
        )
        workflow["license"], workflow["creator"] = self.crate.get(LICENSE), self.author
        self.files["Snakefile"] = workflow
        return workflow

    def _step(self, position, name, script):
        tool = self.file(script, **{"@type": ["File", "SoftwareSourceCode"], "programmingLanguage": "Python"})
        step = self._entity(f"Snakefile#{name}", "HowToStep", position=str(position), name=name, workExample=tool)
        self.workflow.append_to("step", step)
        self.workflow.append_to("hasPart", tool)
        return step

    def _value(self, key, value, path):
        """The entity of a value on the command line, and the workflow's parameter that it is a value of."""
        if key not in self.parameters:
            self.parameters[key] = self._entity(
                f"#parameter/{key}",
                "FormalParameter",
                name=key,
                additionalType="Text",
                description="A key of config.yaml, which workflow/schemas/config.schema.yaml explains.",
            )
        parameter = self.parameters[key]
        return self._entity(f"#{path}/{key}", "PropertyValue", name=key, value=value, exampleOfWork=parameter)

    def _entity(self, identifier, kind, **properties):
        return self.crate.add(ContextEntity(self.crate, identifier, properties={"@type": kind, **_plain(properties)}))

    def _archive(self, path):
        """Write the archive with sorted names and one date, so that the same run gives the same bytes."""
        root = self.crate.metadata.generate()
        content = {file: Path(self.where[file]).read_bytes() for file in self.files if file not in self.texts}
        content |= self.texts | {"ro-crate-metadata.json": _json(root)}
        links = _links(making.PROJECT, content)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in sorted(content):
                archive.writestr(_entry(name, _mode(self.where.get(name, name))), content[name])
            for name in sorted(links):
                archive.writestr(_entry(name, stat.S_IFLNK | 0o777), links[name])


def _entry(name, mode):
    """What an archive says of a file: one date, and the mode in which it is unpacked."""
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, mode << 16
    return entry


def _mode(name):
    """The mode of a file: to be read by all, and to be run by all if it is to be run at all."""
    return stat.S_IFREG | (0o755 if os.access(name, os.X_OK) else 0o644)


def _links(folder, packed):
    """The symbolic links in a folder that lead to what is packed, with what they say."""
    links = {path.name: os.readlink(path) for path in Path(folder).iterdir() if path.is_symlink()}
    return {name: to for name, to in links.items() if any(file.startswith(f"{to}/") for file in packed)}


def _times(span):
    return {"startTime": span[0], "endTime": span[1]} if span else {}


def _once(entities):
    return list({entity.id: entity for entity in entities}.values())


def _plain(properties):
    """Properties with entities as references."""
    return {key: _reference(value) for key, value in properties.items()}


def _reference(value):
    if isinstance(value, list):
        return [_reference(entry) for entry in value]
    return {"@id": value.id} if hasattr(value, "id") else value


def _json(value):
    return (json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()
