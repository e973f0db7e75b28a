"""Whether results that came from elsewhere are those that this configuration and this code would give.

Each file is read, so that its digest is verified, and what it states is held against what is configured and written
here. What was made from a file that is not adopted is not adopted either.
"""

import json
from functools import cache
from pathlib import Path

from sparse_lowrank.datasets import dataset_files
from sparse_lowrank.errors import UnopenedFile, UserError
from sparse_lowrank.networks import network_files
from sparse_lowrank.planning import code, places
from sparse_lowrank.planning.figures import all_figures
from sparse_lowrank.planning.points import inner_axes, points
from sparse_lowrank.provenance import figure_files, sidecar
from sparse_lowrank.provenance.makers import LOCK
from sparse_lowrank.records import digests, making
from sparse_lowrank.records.files import json_of

SCRIPTS = making.PROJECT / "scripts"
SCRIPT_OF = {"spectra": "measure_spectra.py", "dynamics": "simulate_dynamics.py", "cost": "measure_cost.py"}


class NotAdopted(UserError):
    """Why a file is not adopted, in a few words."""


class Results:
    """The results of a configuration, as they are found in the working folder.

    Parameters
    ----------
    configuration : dict
        The whole configuration, resolved and checked.

    Attributes
    ----------
    adopted : dict
        By the path of each file that is as it would be made here, its content's SHA-256, where it states one.
    refused : dict
        Why each other file is not, by path.
    """

    def __init__(self, configuration):
        self.configuration = configuration
        self.results, self.figures = (configuration["pathvars"][name] for name in ("results", "figures"))
        self.adopted, self.refused = {}, {}
        for experiment in configuration["experiments"]:
            self._experiment(experiment)
        for figure, panels in all_figures(configuration).items():
            self._figure(figure, panels)

    def judge(self, path, check, *arguments):
        """Note whether a file is adopted, by a function that gives its digest or raises; a missing one is refused.

        Raises UnopenedFile if the file cannot be opened now: it may be whole, and stays where it is.
        """
        try:
            if not Path(path).exists():
                raise NotAdopted("missing")
            self.adopted[path] = check(path, *arguments)
        except UnopenedFile:
            raise
        except UserError as error:
            self.refused[path] = str(error)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            self.refused[path] = f"does not state what a file of this workflow states ({error!r})"

    def need(self, paths):
        """The digests of files that another one was made from. Raises NotAdopted if one of them is not adopted."""
        for path in paths:
            if path not in self.adopted:
                raise NotAdopted(f"made from {path}, which is not adopted")
        return {path: self.adopted[path] for path in paths}

    def datasets_of(self, panels):
        """The paths of the datasets that panels show, by name of experiment."""
        names = dict.fromkeys(name for panel in panels.values() for name in panel["experiments"])
        return {name: places.of_dataset(self.results, name) for name in names}

    def _experiment(self, name):
        entry, inputs = self.configuration["experiments"][name], []
        for stage in (stage for stage in SCRIPT_OF if stage in entry):
            for point, parameters in points(entry).items():
                inputs.append(places.of_point(self.results, stage, name, point))
                self.judge(inputs[-1], self._point, stage, entry, parameters)
        for point in points(entry):
            self.judge(places.of_point(self.results, "networks", name, point), self._networks, name, point)
        self.judge(places.of_dataset(self.results, name), self._dataset, entry, inputs)

    def _point(self, path, stage, entry, parameters):
        result = dataset_files.read(path)
        stated = result.attrs
        _same("seed", int(stated["seed"]), self.configuration["seed"])
        _same("parameters", json.loads(stated["parameters"]), parameters)
        _same("replicates", result.sizes["replicate"], entry["replicates"])
        simulation = []
        if stage == "spectra":
            _same("spectra", stated["kind"], entry["spectra"])
        if stage == "dynamics":
            _same("dynamics", json.loads(stated["options"]), entry["dynamics"])
            _same("values within a job", json.loads(stated["inner"]), inner_axes(entry))
            simulation = [f"sparse_lowrank/dynamics/simulations/{entry['dynamics']['simulation']}.py"]
        _same_code(json.loads(stated["code"]), SCRIPT_OF[stage], *simulation)
        if stage != "cost":
            _same_code(json.loads(stated["code_of_networks"]), "generate_networks.py")
        return stated["content_sha256"]

    def _networks(self, path, name, point):
        """Those of an adopted point: of the stages that measured them, one is enough."""
        measured = (places.of_point(self.results, stage, name, point) for stage in SCRIPT_OF)
        measured = next((file for file in measured if file in self.adopted), None)
        if measured is None:
            raise NotAdopted("no adopted file tells their digests")
        stated = dataset_files.read(measured).network_sha256.values
        _same("networks", [sha256 for _, _, sha256 in network_files.read(path)], list(map(str, stated)))

    def _dataset(self, path, entry, inputs):
        stated = dataset_files.read(path).attrs
        _same("seed", int(stated["seed"]), self.configuration["seed"])
        _same("parameters", json.loads(stated["parameters"]), entry)
        _same("points", json.loads(stated["inputs"]), self.need(inputs))
        _same_code(json.loads(stated["code"]), "aggregate.py")
        return stated["content_sha256"]

    def _figure(self, name, panels):
        pictures = [f"{self.figures}/{name}{suffix}" for suffix in (".pdf", ".png", ".svg")]
        chain = f"{self.figures}/{name}.json"
        for file in pictures:
            self.judge(file, self._picture, name, panels, chain)
        self.judge(chain, self._sidecar, name, panels, pictures)

    def _picture(self, path, name, panels, chain):
        datasets = self.datasets_of(panels)
        self.need(datasets.values())
        stated = json_of(chain, "code", "files") if Path(chain).exists() else {}
        _same("bytes", digests.file_sha256(path), stated.get("files", {}).get(Path(path).name))
        _same_code(stated["code"], *drawing(name))
        _, origin = figure_files.told(path)
        _same(
            "datasets",
            origin["datasets"],
            {key: {"path": file, "sha256": self.adopted[file]} for key, file in datasets.items()},
        )
        _same("panels", origin["panels"], panels)
        for key in ("seed", "dpi"):
            _same(key, origin[key], self.configuration[key])

    def _sidecar(self, path, name, panels, pictures):
        self.need(pictures)
        told = sidecar.describe(
            figure=name,
            files=pictures,
            code=[SCRIPTS / file for file in code.files_of(SCRIPTS, *drawing(name))],
            panels=panels,
            seed=self.configuration["seed"],
            inputs=self.datasets_of(panels),
            folder=self.results,
            lock=making.PROJECT / LOCK,
            run_configuration="",
        )
        stated = json_of(path)
        for key in told.keys() - {"volatile", "software", "run_configuration"}:
            _same(key, stated[key], json.loads(json.dumps(told[key])))


def drawing(figure):
    """The files of code that draw a figure, relative to scripts/."""
    return "plot_figure.py", f"sparse_lowrank/figures/panels/{figure}.py"


def _same(what, stated, here):
    if stated != here:
        raise NotAdopted(f"its {what}: it states {_short(stated)}, here it is {_short(here)}")


def _same_code(stated, *scripts):
    """Raise NotAdopted unless a file was made by the code that these scripts use here."""
    here = _code(scripts)
    for file in sorted(stated.keys() | here.keys()):
        if stated.get(file) != here.get(file):
            raise NotAdopted(f"made by another {file}")


@cache
def _code(scripts):
    return {f"scripts/{file}": digests.file_sha256(SCRIPTS / file) for file in code.files_of(SCRIPTS, *scripts)}


def _short(value):
    text = json.dumps(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
