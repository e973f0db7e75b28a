"""Pack a finished run with its code and its chain into one archive, a Provenance Run Crate."""

import json
from pathlib import Path

from sparse_lowrank.records.job_log import job_log
from sparse_lowrank.report.crate import RunCrate


def make_crate(sidecars, verdicts, claims, code, steps, path, log):
    """Write the crate of the figures with these sidecars.

    Parameters
    ----------
    sidecars, verdicts : dict
        Files by name of figure.
    claims : path
        The table of claims.
    code : list of str
        Files of code, configuration and documentation; config.yaml is among them.
    steps : dict
        The scripts of the workflow's rules by name of rule.
    path : path
        The archive.
    log : logging.Logger
    """
    crate = RunCrate("CITATION.cff", steps)
    for figure, file in sidecars.items():
        add_figure(crate, figure, file, verdicts[figure])
    crate.action("collect_claims", "claims", verdicts.values(), [claims])
    for file in code:
        crate.file(file)
    crate.write(path, ["config.yaml", "claims.yaml"], [claims, *pictures(sidecars)])
    log.info("wrote %s: %d files", path, len(crate.files))


def add_figure(crate, figure, sidecar, verdicts):
    """Add a figure with its chain: the steps from the configuration to its files."""
    chain = json.loads(Path(sidecar).read_text(encoding="utf-8"))
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
    return [Path(file).with_suffix(suffix) for file in sidecars.values() for suffix in (".pdf", ".png", ".svg")]


if __name__ == "__main__":
    with job_log(snakemake.log[0]) as log:
        figures = list(snakemake.config["figures"])
        make_crate(
            sidecars=dict(zip(figures, snakemake.input.sidecars, strict=True)),
            verdicts=dict(zip(figures, snakemake.input.verdicts, strict=True)),
            claims=snakemake.input.claims,
            code=list(snakemake.input.project),
            steps=snakemake.params.steps,
            path=snakemake.output[0],
            log=log,
        )
