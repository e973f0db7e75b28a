"""Write the report: figures, captions, claims, fidelity, parameters, run times, software and rules on one page.

Every mark of a figure can be asked where it came from; what there is to answer stands in the page.
"""

import json
from collections import Counter
from pathlib import Path

import jinja2

from sparse_lowrank.claims import tables
from sparse_lowrank.planning import places
from sparse_lowrank.records import files, making
from sparse_lowrank.records.job_log import job_log
from sparse_lowrank.records.terminal import shown_data
from sparse_lowrank.records.yaml_files import yaml_of
from sparse_lowrank.report import drawings, fidelity, origins, page, rule_graph, run_times

SYMBOLS = {"holds": "✓", "holds with a stated deviation": "≈", "does not hold": "✗", "cannot be decided here": "–"}
# Rules whose jobs may end after this one: the page is the same whether or not they ran before.
LAST = ("write_report", "make_crate")


def write_report(
    figures,
    supplement,
    datasets,
    claims,
    findings,
    ledger,
    faithful,
    captions,
    configuration,
    graph,
    before,
    parts,
    path,
    log,
):
    """Write the report as one HTML file that needs no other.

    What it is made of may be anybody's: no text can command the page, or hides in it.

    Parameters
    ----------
    figures : dict
        SVG files by name of figure, with the figures' chains beside them: the software that made them.
    supplement : list of str
        The names of those figures that the paper does not have.
    datasets : dict
        The datasets of all figures by name of experiment; the files of their points are read, too.
    claims, findings, ledger : path
        The tables of verdicts, and the ledger of claims and findings.
    faithful : path
        The table of fidelity.
    captions : dict
        Captions in reStructuredText by name of figure.
    configuration : dict
        The whole configuration.
    graph : str
        What `snakemake --rulegraph` prints.
    before : str
        What stands before the paths that are told of the files of this run.
    parts : dict
        The files that make the page: its Jinja `template`, its `style`, and the modules of its `script`.
    path : path
        The HTML file.
    log : logging.Logger
    """
    told, table = yaml_of(ledger), yaml_of(faithful)
    claims, findings = (page.verdicts(tables.read(table), told) for table in (claims, findings))
    jobs = run_times.jobs(*(before + configuration["pathvars"][kind] for kind in ("benchmarks", "logs")))
    jobs = jobs[~jobs.rule.isin(LAST)]
    pictures = {name: drawings.read(file, name) for name, file in figures.items()}
    sections = {name: page.figure_section(name, figures[name], captions[name], configuration) for name in figures}
    marks = {key: mark for picture in pictures.values() for key, mark in picture.marks.items()}
    kinds, texts = drawings.shortened(marks)
    style, script = Path(parts["style"]).read_text(encoding="utf-8"), page.joined(parts["script"])
    answers = origins.tables(datasets, configuration["pathvars"]["results"], marks, claims + findings)
    answers |= {"kinds": kinds, "figures": {name: page.about_figure(section) for name, section in sections.items()}}
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    content = dict(
        figures=[section for name, section in sections.items() if name not in supplement],
        supplement=[sections[name] for name in supplement],
        drawings={name: drawings.inlined(picture, texts) for name, picture in pictures.items()},
        packed={f"{name}-svg": page.packed(files.text_of(file)) for name, file in figures.items()}
        | {"origins": page.packed(json.dumps(shown_data(answers), ensure_ascii=False))},
        style=style,
        script=script,
        policy=page.policy(style, script),
        claims=claims,
        findings=findings,
        verdicts=Counter(claim["verdict"] for claim in page.of_the_paper(claims)),
        counts=Counter(claim["verdict"] for claim in claims + findings),
        symbols=SYMBOLS,
        fidelity={name: fidelity.rows(table, name, configuration) for name in figures},
        activities=run_times.by_activity(jobs).to_dict("records"),
        elapsed=run_times.elapsed(jobs),
        cores=run_times.at_once(jobs),
        rules=run_times.by_rule(jobs).to_dict("records"),
        slowest=jobs.nlargest(10, "seconds").to_dict("records"),
        graph=rule_graph.svg(graph),
        seed=configuration["seed"],
        paper=making.PAPER,
        commit=making.commit(),
        software=page.software_of(Path(file).with_suffix(".json") for file in figures.values()),
    )
    template = environment.from_string(Path(parts["template"]).read_text(encoding="utf-8"))
    Path(path).write_text(template.render(shown_data(content)), encoding="utf-8")
    log.info("wrote %s: %d figures, %d marks, %d claims", path, len(figures), len(marks), len(claims + findings))


if __name__ == "__main__":
    with job_log(snakemake.log[0]) as log:
        write_report(
            figures=dict(zip(snakemake.params.figures, snakemake.input.figures, strict=True)),
            supplement=snakemake.params.supplement,
            datasets=dict(zip(snakemake.params.experiments, snakemake.input.datasets, strict=True)),
            claims=snakemake.input.claims,
            findings=snakemake.input.findings,
            ledger=snakemake.input.ledger,
            faithful=snakemake.input.fidelity,
            captions=snakemake.params.captions,
            configuration=snakemake.config,
            graph=rule_graph.of_workflow(),
            before=places.before(snakemake.output[0], f"{snakemake.config['pathvars']['results']}/report.html"),
            parts={name: snakemake.input[name] for name in ("template", "style", "script")},
            path=snakemake.output[0],
            log=log,
        )
