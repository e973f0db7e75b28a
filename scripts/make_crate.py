"""Pack a finished run with its code and its chain into one archive, a Provenance Run Crate."""

from pathlib import Path

from sparse_lowrank.planning import places
from sparse_lowrank.records import making
from sparse_lowrank.records.files import json_of
from sparse_lowrank.records.job_log import job_log
from sparse_lowrank.report import run_times, tellings
from sparse_lowrank.report.crate import RunCrate


def make_crate(sidecars, verdicts, claims, files, steps, folders, before, path, log):
    """Write the crate of the figures with these sidecars.

    Parameters
    ----------
    sidecars, verdicts : dict
        Files by name of figure, as they are told.
    claims : str
        The table of claims, as it is told.
    files : dict
        Where the files are that are packed, by the paths that are told of them: the whole project, and the results.
    steps : dict
        The scripts of the workflow's rules by name.
    folders : dict
        The folders of results, logs and benchmark files by name, as they are told.
    before : str
        What stands before the paths that are told of results.
    path : path
        The archive.
    log : logging.Logger
    """
    crate = RunCrate(files, steps)
    span = run_times.spans(run_times.jobs(*(before + folders[kind] for kind in ("benchmarks", "logs"))))
    chains = {figure: json_of(files[sidecar], "datasets", "files") for figure, sidecar in sidecars.items()}
    digests = {digest for chain in chains.values() for digest in digests_of(chain)}
    told = {digest: crate.told(run) for digest, run in tellings.told(before, folders["results"], digests).items()}
    for figure, chain in chains.items():
        add_figure(crate, figure, chain, sidecars[figure], verdicts[figure], told, span)
    crate.action("collect_claims", "claims", verdicts.values(), [claims], span=span("collect_claims", []))
    for file in files:
        crate.file(file)
    made = [claims, *pictures(sidecars)]
    crate.write(path, ["config.yaml", "claims.yaml"], made, [entity for run in told.values() for entity in run])
    log.info("wrote %s: %d files", path, len(crate.files))


def add_figure(crate, figure, chain, sidecar, verdicts, told, span):
    """Add a figure with its chain: the steps from the configuration to its files.

    `told` are the entities of what the runs were told, by digest; `span` gives when the jobs of a rule ran.
    """

    def add(rule, what, made_from, made, digests=(), targets=None):
        entities = [entity for digest in dict.fromkeys(digests) for entity in told.get(digest, ())]
        crate.action(rule, what, made_from, made, entities, span(rule, targets or [what]))

    datasets = {name: entry["path"] for name, entry in chain["datasets"].items()}
    for name, path in datasets.items():
        points = chain["datasets"][name]["points"]
        made = {"generate_networks": []}
        for point in points:
            made.setdefault(rule_of(point), []).append(point["path"])
        used = [point["run_configuration"] for point in points]
        for rule, paths in made.items():
            add(rule, name, ["config.yaml"], paths, used, [f"{name}/{point['point']}" for point in points])
        used = [chain["datasets"][name]["run_configuration"]]
        add("aggregate", name, [point["path"] for point in points], [path], used)
    files = pictures({figure: sidecar})
    used = [chain["run_configuration"]]
    add("plot_figure", figure, datasets.values(), files, used)
    add("trace_figure", figure, [*files, *datasets.values()], [sidecar], used)
    add("check_claims", figure, ["claims.yaml", *datasets.values()], [verdicts])


def digests_of(chain):
    """The digests of the configurations of all runs that made something of a chain."""
    yield chain["run_configuration"]
    for dataset in chain["datasets"].values():
        yield dataset["run_configuration"]
        yield from (point["run_configuration"] for point in dataset["points"])


def rule_of(point):
    """The rule that made the file of a point: among the files of code that it states is one script, of that name."""
    (script,) = (file for file in point["code"] if Path(file).parent.name == "scripts")
    return Path(script).stem


def pictures(sidecars):
    """The files of the figures, beside their sidecars."""
    return [str(Path(file).with_suffix(suffix)) for file in sidecars.values() for suffix in (".pdf", ".png", ".svg")]


if __name__ == "__main__":
    with job_log(snakemake.log[0]) as log:
        folders, path = snakemake.config["pathvars"], snakemake.output[0]
        before = places.before(path, f"{folders['results']}/crate.zip")
        project = {making.told(file): file for file in snakemake.input.project}
        made = {file.removeprefix(before): file for file in snakemake.input if file not in project.values()}
        make_crate(
            sidecars={name: f"{folders['figures']}/{name}.json" for name in snakemake.params.figures},
            verdicts={name: f"{folders['results']}/claims/{name}.json" for name in snakemake.params.figures},
            claims=f"{folders['results']}/claims.csv",
            files=project | made,
            steps=snakemake.params.steps,
            folders=folders,
            before=before,
            path=path,
            log=log,
        )
