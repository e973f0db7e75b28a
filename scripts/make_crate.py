"""Pack a finished run with its code and its chain into one archive, a Provenance Run Crate."""

import json
from pathlib import Path

from sparse_lowrank.records.job_log import job_log
from sparse_lowrank.report.crate import RunCrate

STEPS = {
    "generate_networks": "scripts/generate_networks.py",
    "measure_spectra": "scripts/measure_spectra.py",
    "simulate_dynamics": "scripts/simulate_dynamics.py",
    "aggregate": "scripts/aggregate.py",
    "plot_figure": "scripts/plot_figure.py",
    "trace_figure": "scripts/trace_figure.py",
    "check_claims": "scripts/check_claims.py",
    "collect_claims": "scripts/collect_claims.py",
}


def make_crate(sidecars, verdicts, claims, code, path, log):
    """Write the crate of the figures with these sidecars.

    Parameters
    ----------
    sidecars, verdicts : dict
        Files by name of figure.
    claims : path
        The table of claims.
    code : list of str
        Files of code, configuration and documentation; config.yaml is among them.
    path : path
        The archive.
    log : logging.Logger
    """
    crate = RunCrate("CITATION.cff", STEPS)
    for file in code:
        crate.file(file)
    for figure, file in sidecars.items():
        add_figure(crate, figure, file, verdicts[figure])
    crate.action("collect_claims", "claims", verdicts.values(), [claims])
    crate.write(path, ["config.yaml", "claims.yaml"], [claims, *pictures(sidecars)])
    log.info("wrote %s: %d files", path, len(crate.files))


def add_figure(crate, figure, sidecar, verdicts):
    """Add a figure with its chain: the steps from the configuration to its files."""
    chain = json.loads(Path(sidecar).read_text())
    datasets = {name: entry["path"] for name, entry in chain["datasets"].items()}
    for name, path in datasets.items():
        points = chain["datasets"][name]["points"]
        crate.action("generate_networks", name, ["config.yaml"], [])
        for step, folder in (("measure_spectra", "spectra"), ("simulate_dynamics", "dynamics")):
            made = [point["path"] for point in points if Path(point["path"]).parts[-3] == folder]
            if made:
                crate.action(step, name, ["config.yaml"], made)
        crate.action("aggregate", name, [point["path"] for point in points], [path])
    files = pictures({figure: sidecar})
    crate.action("plot_figure", figure, datasets.values(), files)
    crate.action("trace_figure", figure, [*files, *datasets.values()], [sidecar])
    crate.action("check_claims", figure, ["claims.yaml", *datasets.values()], [verdicts])


def pictures(sidecars):
    """The files of the figures, beside their sidecars."""
    return [Path(file).with_suffix(suffix) for file in sidecars.values() for suffix in (".pdf", ".png", ".svg")]


if __name__ == "__main__":
    with job_log(snakemake.log[0]) as log:
        figures = list(snakemake.config["figures"])
        make_crate(
            dict(zip(figures, snakemake.input.sidecars, strict=True)),
            dict(zip(figures, snakemake.input.verdicts, strict=True)),
            snakemake.input.claims,
            list(snakemake.input.project),
            snakemake.output[0],
            log,
        )
