"""Take results that came from elsewhere as done: python scripts/adopt.py

For results and figures that were copied into this folder, and for an unpacked crate. Every file is read and held
against this configuration and this code. What is as it would be made here, Snakemake takes as done from then on. What
is not is named with the reason and moved to not_adopted/, so that Snakemake computes it anew. Nothing is deleted.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from itertools import count
from logging import getLogger
from pathlib import Path

import yaml

import sparse_lowrank  # noqa: F401 - before NumPy is loaded
from check_claims import check_claims
from collect_claims import collect_claims
from sparse_lowrank.errors import UserError
from sparse_lowrank.planning import configuration, given, ledger, telling
from sparse_lowrank.planning.figures import all_figures
from sparse_lowrank.provenance.adoption import SCRIPTS, NotAdopted, Results
from sparse_lowrank.records import making
from sparse_lowrank.records.files import text_of
from sparse_lowrank.records.terminal import say
from sparse_lowrank.records.yaml_files import yaml_of

ASIDE = "not_adopted"
WORKFLOW = making.PROJECT / "workflow"
# What Snakemake may have made below the folders of results and of figures.
RESULTS = [f"{stage}/*/*.nc" for stage in ("networks", "spectra", "dynamics", "cost")]
RESULTS += ["datasets/*.nc", "claims/*.json", "claims.csv", "findings.csv", "report.html", "crate.zip"]
FIGURES = ["*.pdf", "*.png", "*.svg", "*.json", "*.tif", "*.eps", "panels/*"]
TABLES = {"claims": "figures", "findings": "supplementary_figures"}


def main(arguments=None):
    """Adopt what is as it would be made here; the exit code is 0, or 1 where nothing can be done."""
    parser = argparse.ArgumentParser(prog="adopt.py", description=__doc__.split("\n\n")[0])
    parser.add_argument("--configfile", nargs="+", metavar="FILE", default=[], help="as for snakemake")
    parser.add_argument("--config", nargs="+", metavar="KEY=VALUE", default=[], help="as for snakemake")
    options = parser.parse_args(arguments)
    try:
        config = configured(options)
        results = Results(config)
        with tempfile.TemporaryDirectory() as scratch:
            judge_claims(results, Path(scratch))
        found = files_found(config["pathvars"])
        adopted = [path for path in found if path in results.adopted]
        if adopted:
            touch(adopted, config["pathvars"], options)
        for line in put_aside(found, results):
            say(line)
        say(f"{len(adopted)} files are adopted. What is left to do: snakemake -n")
    except UserError as error:
        say(f"Error: {error}", file=sys.stderr)
        return 1
    return 0


def configured(options):
    """The configuration that Snakemake would have with these options, checked. Raises UserError."""
    schema = yaml_of(WORKFLOW / "schemas/config.schema.yaml")
    files = [making.PROJECT / "config.yaml", *map(Path, options.configfile)]
    if missing := [file for file in files if not file.is_file()]:
        raise UserError(f"{missing[0]}: no such file. Remedy: name the --configfile that snakemake had.")
    config = telling.laid(map(text_of, files))
    for key, _, value in (word.partition("=") for word in options.config):
        config = telling.over(config, {key: yaml.safe_load(value)})
    config = given.resolved(config, schema)
    configuration.check(config, schema, SCRIPTS / "sparse_lowrank/figures/panels", WORKFLOW / "report")
    return config


def judge_claims(results, scratch):
    """Hold the verdicts on claims against those that are found anew."""
    claims = ledger.read(making.PROJECT, "claims")
    for figure, panels in all_figures(results.configuration).items():
        results.judge(f"{results.results}/claims/{figure}.json", verdicts, results, claims, figure, panels, scratch)
    for table, kind in TABLES.items():
        results.judge(f"{results.results}/{table}.csv", collected, results, list(results.configuration[kind]), scratch)


def verdicts(path, results, claims, figure, panels, scratch):
    datasets = results.datasets_of(panels)
    results.need(datasets.values())
    told = ledger.claims_on(claims, figure, list(datasets))
    check_claims(datasets, scratch / "claims.json", figure, told, getLogger("sparse_lowrank.adopt"))
    compare(path, scratch / "claims.json")


def collected(path, results, figures, scratch):
    claims = [f"{results.results}/claims/{figure}.json" for figure in figures]
    results.need(claims)
    collect_claims(claims, scratch / "claims.csv", getLogger("sparse_lowrank.adopt"))
    compare(path, scratch / "claims.csv")


def compare(path, anew):
    if Path(path).read_bytes() != anew.read_bytes():
        raise NotAdopted("its verdicts are not those that are found here")


def files_found(folders):
    """The files that Snakemake may have made, those that others are made from first."""
    results = [path for pattern in RESULTS for path in sorted(Path(folders["results"]).glob(pattern))]
    figures = [path for pattern in FIGURES for path in sorted(Path(folders["figures"]).glob(pattern))]
    return list(map(str, results + figures))


def touch(paths, folders, options):
    """Let Snakemake take files as done: it notes their parameters, inputs and code; run times stay what they were."""
    told = [*(["--configfile", *options.configfile] if options.configfile else [])]
    told += ["--config", *options.config] if options.config else []
    command = [sys.executable, "-m", "snakemake", "--touch", "--forceall", "--notemp", "--cores", "1", "--quiet", "all"]
    command += ["--workflow-profile", "none", "--snakefile", making.PROJECT / "Snakefile", *told, "--", *paths]
    times = {path: path.stat() for path in Path(folders["results"]).glob("benchmarks/**/*.tsv")}
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    for path, before in times.items():
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    if done.returncode:
        raise UserError(f"Snakemake does not take the files as done:\n{done.stdout}")


def put_aside(paths, results):
    """Move the files that are not adopted out of Snakemake's way; yield why, in words."""
    names = (ASIDE + f"_{number}" * (number > 1) for number in count(1))
    aside = next(folder for folder in map(Path, names) if not folder.exists())
    for path in paths:
        if path not in results.adopted:
            target = aside / path
            target.parent.mkdir(parents=True, exist_ok=True)
            Path(path).replace(target)
            yield f"not adopted, moved to {target}: {results.refused.get(path, 'nothing tells how it was made')}"


if __name__ == "__main__":
    sys.exit(main())
