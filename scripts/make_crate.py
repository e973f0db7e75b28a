"""Pack a finished run with its code and its chain into one archive, a Provenance Run Crate."""

import json
from pathlib import Path

from sparse_lowrank.planning import places
from sparse_lowrank.records import making
from sparse_lowrank.records.job_log import job_log
from sparse_lowrank.report.crate import RunCrate


def make_crate(sidecars, verdicts, claims, files, steps, path, log):
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
    path : path
        The archive.
    log : logging.Logger
    """
    crate = RunCrate(files, steps)
    for figure, sidecar in sidecars.items():
        chain = json.loads(Path(files[sidecar]).read_text(encoding="utf-8"))
        add_figure(crate, figure, sidecar, chain, verdicts[figure])
    crate.action("collect_claims", "claims", verdicts.values(), [claims])
    for file in files:
        crate.file(file)
    crate.write(path, ["config.yaml", "claims.yaml"], [claims, *pictures(sidecars)])
    log.info("wrote %s: %d files", path, len(crate.files))


def add_figure(crate, figure, sidecar, chain, verdicts):
    """Add a figure with its chain, which the sidecar tells: the steps from the configuration to its files."""
    datasets = {name: entry["path"] for name, entry in chain["datasets"].items()}
    for name, path in datasets.items():
        points = chain["datasets"][name]["points"]
        crate.action("generate_networks", name, ["config.yaml"], [])
        made = {}
        for point in points:
            made.setdefault(rule_of(point), []).append(point["path"])
        for rule, paths in made.items():
            crate.action(rule, name, ["config.yaml"], paths)
        crate.action("aggregate", name, [point["path"] for point in points], [path])
    files = pictures({figure: sidecar})
    crate.action("plot_figure", figure, datasets.values(), files)
    crate.action("trace_figure", figure, [*files, *datasets.values()], [sidecar])
    crate.action("check_claims", figure, ["claims.yaml", *datasets.values()], [verdicts])


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
            path=path,
            log=log,
        )
