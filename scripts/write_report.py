"""Write the report: figures, captions, claims, deviations, parameters, run times, software and rules on one page."""

import base64
import json
import subprocess
import sys
from pathlib import Path

import jinja2
import pandas as pd
import yaml
from docutils.core import publish_parts

from sparse_lowrank.records import making
from sparse_lowrank.records.job_log import job_log
from sparse_lowrank.report import rule_graph, run_times

SYMBOLS = {"holds": "✓", "holds with a stated deviation": "≈", "does not hold": "✗", "cannot be decided here": "–"}


def write_report(figures, sidecars, claims, ledger, captions, configuration, benchmarks, logs, template, path, log):
    """Write the report as one HTML file that needs no other.

    Parameters
    ----------
    figures : dict
        SVG files by name of figure.
    sidecars : list of path
        The figures' chains, which tell the software that made them.
    claims, ledger : path
        The table of verdicts, and the ledger that tells the deviations.
    captions : dict
        Captions in reStructuredText by name of figure.
    configuration : dict
        The whole configuration.
    benchmarks, logs : path
        The folders of Snakemake's benchmark files and of the jobs' logs.
    template : path
        The Jinja template.
    path : path
        The HTML file.
    log : logging.Logger
    """
    table = pd.read_csv(claims).astype(object).fillna("")
    jobs = run_times.jobs(benchmarks, logs)
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    page = environment.from_string(Path(template).read_text()).render(
        figures=[figure_section(name, file, captions[name], configuration) for name, file in figures.items()],
        claims=table.to_dict("records"),
        verdicts=table.verdict.value_counts().to_dict(),
        symbols=SYMBOLS,
        deviations=yaml.safe_load(Path(ledger).read_text())["deviations"],
        activities=run_times.by_activity(jobs).to_dict("records"),
        elapsed=run_times.elapsed(jobs),
        cores=run_times.at_once(jobs),
        rules=run_times.by_rule(jobs).to_dict("records"),
        slowest=jobs.nlargest(10, "seconds").to_dict("records"),
        graph=rule_graph.svg(rule_graph_of_workflow()),
        seed=configuration["seed"],
        paper=making.PAPER,
        commit=making.commit(),
        software=software_of(sidecars),
    )
    Path(path).write_text(page)
    log.info("wrote %s: %d figures, %d claims, %d jobs", path, len(figures), len(table), len(jobs))


def figure_section(name, file, caption, configuration):
    """What the page shows of one figure: the picture and its caption in HTML, and its part of the configuration."""
    experiments = {
        e: configuration["experiments"][e] for p in configuration["figures"][name].values() for e in p["experiments"]
    }
    plain = json.loads(json.dumps({"experiments": experiments, "figures": {name: configuration["figures"][name]}}))
    return {
        "name": name,
        "image": base64.b64encode(Path(file).read_bytes()).decode(),
        "caption": publish_parts(caption, writer="html5", settings_overrides={"report_level": 5})["body"],
        "parameters": yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=110),
    }


def software_of(sidecars):
    """Versions of what made the figures and their datasets, as they tell themselves, and of what makes this page."""
    chains = [json.loads(Path(path).read_text()) for path in sidecars]
    made = [about["software"] for chain in chains for about in (*chain["datasets"].values(), chain)]
    return dict(pair for versions in (*made, making.software("pandas", "snakemake")) for pair in versions.items())


def rule_graph_of_workflow():
    """What `snakemake --rulegraph` prints; without the profile, whose progress display may not be installed here."""
    command = [sys.executable, "-m", "snakemake", "--rulegraph", "dot", "--nolock", "--forceall"]
    command += ["--workflow-profile", "none"]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=making.PROJECT).stdout


if __name__ == "__main__":
    with job_log(snakemake.log[0]) as log:
        write_report(
            dict(zip(snakemake.config["figures"], snakemake.input.figures, strict=True)),
            snakemake.input.sidecars,
            snakemake.input.claims,
            snakemake.input.ledger,
            snakemake.params.captions,
            snakemake.config,
            snakemake.params.benchmarks,
            snakemake.params.logs,
            snakemake.input.template,
            snakemake.output[0],
            log,
        )
