"""Helper functions of the rules; no rule stands here."""

import re
import sys
from functools import reduce
from operator import getitem
from pathlib import Path

# The folder of the project, which need be neither the working folder nor that of a workflow that imports this one.
PROJECT = Path(str(workflow.current_basedir)).resolve().parents[1]
SCRIPTS, WORKFLOW = PROJECT / "scripts", PROJECT / "workflow"
sys.path.insert(0, str(SCRIPTS))

from snakemake.exceptions import WorkflowError
from snakemake.io import flag
from snakemake.path_modifier import PATH_MODIFIER_FLAG
from snakemake.utils import update_config
from sparse_lowrank.errors import UserError
from sparse_lowrank.planning import cluster, code, configuration, figures, given, interpreter, ledger
from sparse_lowrank.planning import parts, places, points, resources, telling
from sparse_lowrank.records.terminal import shown
from sparse_lowrank.records.yaml_files import check_size, yaml_of

try:
    interpreter.check(sys.executable)
    if workflow.is_main_process:
        asked = workflow.resource_settings.default_resources or {}
        cluster.check({name: resource.raw for name, resource in asked.items()})
    check_size(config, "config")
    # Of a module that was given a config, Snakemake leaves out the configfile: what was given is laid over the defaults.
    defaults, schema = yaml_of(PROJECT / "config.yaml"), yaml_of(WORKFLOW / "schemas/config.schema.yaml")
    update_config(defaults, config)
    config = given.resolved(defaults, schema)
    configuration.check(config, schema, SCRIPTS / "sparse_lowrank/figures/panels", WORKFLOW / "report")
    CLAIMS, _ = (ledger.read(PROJECT, name) for name in ("claims", "fidelity"))
except UserError as error:
    raise WorkflowError(shown(str(error))) from None

# Jobs state the digest of what they were told. It is no parameter: an edit of one experiment reruns no other.
RUN_CONFIGURATION = dict(config)
config["run_configuration"] = telling.sha256(RUN_CONFIGURATION)

workflow.register_pathvars(**config["pathvars"])
config["pathvars"] = {name: workflow.pathvars.apply(f"<{name}>") for name in config["pathvars"]}
SEEN_FROM_HERE = places.as_seen_from(Path.cwd(), PROJECT)


PAPER, SUPPLEMENT = list(config["figures"]), list(config["supplementary_figures"])
FIGURES = figures.all_figures(config)
POINTS = {name: points.points(experiment) for name, experiment in config["experiments"].items()}


wildcard_constraints:
    experiment="|".join(config["experiments"]),
    figure="|".join(FIGURES),
    letter="[a-z]",
    point="[^/]+",
    part="[0-9]+of[0-9]+",


def of_project(name):
    """A file of the project as an input: it is in no storage, and not below the prefix of a module.

    `local` says the same, but Snakemake runs jobs with such inputs beside itself where no file system is shared.
    """
    return flag(str(SEEN_FROM_HERE / name), PATH_MODIFIER_FLAG)


def code_of(*scripts):
    """The files of code that scripts (relative to scripts/) use, as inputs: an edit reruns exactly what uses them."""
    try:
        return [of_project(f"scripts/{file}") for file in code.files_of(SCRIPTS, *scripts)]
    except UserError as error:
        raise WorkflowError(str(error)) from None


def code_of_drawing(script):
    """A function that gives the files of code that draw a figure: its module of panel functions is found by its name."""
    return lambda wildcards: code_of(script, f"sparse_lowrank/figures/panels/{wildcards.figure}.py")


def code_of_simulation(wildcards):
    """The files of code that simulate an experiment: the module of the simulation is found by its name."""
    name = config["experiments"][wildcards.experiment]["dynamics"]["simulation"]
    return code_of("simulate_dynamics.py", f"sparse_lowrank/dynamics/simulations/{name}.py")


def asks_for(rule):
    """The memory (mem_mb) and time (runtime, minutes) that a job of a rule asks for, more at each attempt."""
    return {
        "mem_mb": lambda wildcards, attempt: resources.mem_mb(need_of(rule, wildcards), attempt),
        "runtime": lambda wildcards, attempt: resources.runtime(need_of(rule, wildcards), attempt),
    }


def need_of(rule, wildcards):
    """What a job of a rule takes."""
    if "point" not in wildcards.keys():
        return resources.of_job(rule)
    experiment = config["experiments"][wildcards.experiment] | {"replicates": n_replicates(wildcards)}
    return resources.of_job(rule, experiment, point_parameters(wildcards))


def configured(*keys):
    """A function that gives an entry of an experiment by its keys: `lookup` would visit the whole configuration."""
    return lambda wildcards: reduce(getitem, keys, config["experiments"][wildcards.experiment])


def point_parameters(wildcards):
    """The resolved network parameters of a point."""
    return POINTS[wildcards.experiment][wildcards.point]


def first_replicate(wildcards):
    """The first replicate that a job takes."""
    return replicates_of(wildcards)[0]


def n_replicates(wildcards):
    """The number of replicates that a job takes."""
    return replicates_of(wildcards)[1]


def replicates_of(wildcards):
    """The first replicate that a job takes, and how many: those of its part, or all of them."""
    part = wildcards.part if "part" in wildcards.keys() else "1of1"
    return parts.replicates(part, config["experiments"][wildcards.experiment]["replicates"])


def points_in_parts():
    """A pattern of the names of all points whose networks are shared out among jobs."""
    named = {point for name, of_name in POINTS.items() for point in of_name if n_parts(name, point) > 1}
    return "|".join(map(re.escape, sorted(named))) or "(?!)"


def n_parts(name, point):
    """The number of jobs among which the networks of a point are shared out."""
    return parts.count(config["experiments"][name], POINTS[name][point], config["longest_job"])


def parts_of(wildcards):
    """The result files of the parts of a point."""
    names = parts.names(n_parts(wildcards.experiment, wildcards.point))
    return [
        f"<results>/{wildcards.stage}/{wildcards.experiment}/{wildcards.point}/{part}.nc" for part in names
    ]


def results_of_points(wildcards):
    """The result files of all points of an experiment."""
    return results_of(wildcards.experiment)


def results_of(name):
    """The result files of all points of the named experiment."""
    stages = [stage for stage in ("spectra", "dynamics", "cost") if stage in config["experiments"][name]]
    return [places.of_point("<results>", stage, name, point) for stage in stages for point in POINTS[name]]


def axes_of(wildcards):
    """The names of the sweep axes of an experiment."""
    return points.axes(config["experiments"][wildcards.experiment])


def inner_axes_of(wildcards):
    """The values of the parameters that an experiment varies within its jobs."""
    return points.inner_axes(config["experiments"][wildcards.experiment])


def experiments_of(wildcards):
    """The experiments that a figure shows, without repetition."""
    return experiments_shown([wildcards.figure])


def experiments_shown(names):
    """The experiments that the named figures show, without repetition."""
    panels = [panel for figure in names for panel in FIGURES[figure].values()]
    return list(dict.fromkeys(name for panel in panels for name in panel["experiments"]))


def results_shown(names):
    """The result files of all points that the named figures show."""
    return [path for name in experiments_shown(names) for path in results_of(name)]


def datasets_of_figure(wildcards):
    """The datasets that a figure shows."""
    return [places.of_dataset("<results>", name) for name in experiments_of(wildcards)]


def datasets_of_panel(wildcards):
    """The datasets that a panel shows."""
    panel = FIGURES[wildcards.figure][wildcards.letter]
    return [places.of_dataset("<results>", name) for name in panel["experiments"]]


def points_of_figure(wildcards):
    """The result files of all points that a figure shows."""
    return results_shown([wildcards.figure])


def panels_of_all_figures():
    """The panel files of all figures."""
    return [
        f"<figures>/panels/{figure}{letter}.pdf"
        for figure, panels in config["figures"].items()
        for letter in panels
    ]


def claims_on(wildcards):
    """The paper's claims on a figure, by id."""
    return ledger.claims_on(CLAIMS, wildcards.figure, experiments_of(wildcards))


def scripts_of_rules(wildcards):
    """The scripts of our rules by their names without .py, in the order of the workflow."""
    files = [Path(str(known.basedir)) / known.script for known in workflow.rules if known.script]
    own = [file for file in files if file.resolve().parent == SCRIPTS]
    return {file.stem: f"scripts/{file.name}" for file in own}


def files_of_project():
    """Everything that a run depends on or is explained by: code, configuration, environments, documents."""
    names = ["Snakefile", "Makefile", "config.yaml", "claims.yaml", "fidelity.yaml", "requirements.*"]
    names += ["README.md", "LICENSE", "CITATION.cff"]
    folders = ["config", "envs", "scripts", "workflow"]
    found = [path for name in names for path in PROJECT.glob(name)]
    found += [path for folder in folders for path in PROJECT.glob(f"{folder}/**/*") if path.is_file()]
    names = sorted(str(path.relative_to(PROJECT)) for path in found if "__pycache__" not in path.parts)
    return [of_project(name) for name in names]


def keep_telling():
    """Keep the configuration of this run, with the files and values that it came from, below its results."""
    sources = [PROJECT / "config.yaml", *workflow.overwrite_configfiles]
    told = telling.telling(RUN_CONFIGURATION, sources, schema, PROJECT, Path.cwd())
    try:
        telling.keep(config["pathvars"]["results"], RUN_CONFIGURATION, told)
    except UserError as error:
        raise WorkflowError(shown(str(error))) from None


def caption_of(wildcards):
    """The caption of a figure, in reStructuredText."""
    return caption(wildcards.figure)


def captions():
    """The captions of the figures of the report by name, in reStructuredText."""
    return {figure: caption(figure) for figure in PAPER + SUPPLEMENT}


def caption(figure):
    """The caption of a figure, in reStructuredText."""
    return (WORKFLOW / f"report/{figure}.rst").read_text(encoding="utf-8")
