"""Write the report: figures, captions, claims, deviations, parameters, run times, software and rules on one page."""

from pathlib import Path

import jinja2
import pandas as pd
import yaml

from sparse_lowrank.records import making
from sparse_lowrank.records.job_log import job_log
from sparse_lowrank.report import page, rule_graph, run_times

SYMBOLS = {"holds": "✓", "holds with a stated deviation": "≈", "does not hold": "✗", "cannot be decided here": "–"}


def write_report(figures, supplement, claims, findings, ledger, captions, configuration, run, template, path, log):
    """Write the report as one HTML file that needs no other.

    Parameters
    ----------
    figures : dict
        SVG files by name of figure, with the figures' chains beside them: the software that made them.
    supplement : list of str
        The names of those figures that the paper does not have.
    claims, findings, ledger : path
        The tables of verdicts, and the ledger that tells the deviations.
    captions : dict
        Captions in reStructuredText by name of figure.
    configuration : dict
        The whole configuration.
    run : dict
        The folders of Snakemake's benchmark files and of the jobs' logs: `benchmarks` and `logs`.
    template : path
        The Jinja template.
    path : path
        The HTML file.
    log : logging.Logger
    """
    claims, findings = (pd.read_csv(table).astype(object).fillna("") for table in (claims, findings))
    jobs = run_times.jobs(**run)
    sections = {name: page.figure_section(name, file, captions[name], configuration) for name, file in figures.items()}
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    html = environment.from_string(Path(template).read_text()).render(
        figures=[section for name, section in sections.items() if name not in supplement],
        supplement=[sections[name] for name in supplement],
        claims=claims.to_dict("records"),
        findings=findings.to_dict("records"),
        verdicts=claims.verdict.value_counts().to_dict(),
        symbols=SYMBOLS,
        deviations=yaml.safe_load(Path(ledger).read_text())["deviations"],
        activities=run_times.by_activity(jobs).to_dict("records"),
        elapsed=run_times.elapsed(jobs),
        cores=run_times.at_once(jobs),
        rules=run_times.by_rule(jobs).to_dict("records"),
        slowest=jobs.nlargest(10, "seconds").to_dict("records"),
        graph=rule_graph.svg(rule_graph.of_workflow()),
        seed=configuration["seed"],
        paper=making.PAPER,
        commit=making.commit(),
        software=page.software_of(Path(file).with_suffix(".json") for file in figures.values()),
    )
    Path(path).write_text(html)
    log.info("wrote %s: %d figures, %d claims, %d jobs", path, len(figures), len(claims), len(jobs))


if __name__ == "__main__":
    with job_log(snakemake.log[0]) as log:
        write_report(
            figures=dict(zip(snakemake.params.figures, snakemake.input.figures, strict=True)),
            supplement=snakemake.params.supplement,
            claims=snakemake.input.claims,
            findings=snakemake.input.findings,
            ledger=snakemake.input.ledger,
            captions=snakemake.params.captions,
            configuration=snakemake.config,
            run=snakemake.params.run,
            template=snakemake.input.template,
            path=snakemake.output[0],
            log=log,
        )
