rule write_report:
    input:
        code=code_of("write_report.py"),
        figures=expand("<figures>/{figure}.svg", figure=PAPER + SUPPLEMENT),
        sidecars=expand("<figures>/{figure}.json", figure=PAPER + SUPPLEMENT),
        datasets=expand(
            "<results>/datasets/{experiment}.nc", experiment=experiments_shown(PAPER + SUPPLEMENT)
        ),
        points=results_shown(PAPER + SUPPLEMENT),
        claims="<results>/claims.csv",
        findings="<results>/findings.csv",
        ledger=of_project("claims.yaml"),
        fidelity=of_project("fidelity.yaml"),
        template=of_project("workflow/report/report.html.j2"),
        style=of_project("workflow/report/page.css"),
        script=[of_project(f"workflow/report/{module}.js") for module in ("marks", "chain", "page")],
    output:
        "<results>/report.html",
    log:
        "<logs>/write_report.log",
    benchmark:
        "<benchmarks>/write_report/all.tsv"
    conda:
        "../../envs/report.yaml"
    resources:
        **asks_for("write_report"),
    params:
        figures=PAPER + SUPPLEMENT,
        supplement=SUPPLEMENT,
        experiments=experiments_shown(PAPER + SUPPLEMENT),
        captions=captions(),
    message:
        "Writing the report"
    script:
        "../../scripts/write_report.py"


rule make_crate:
    input:
        code=code_of("make_crate.py"),
        sidecars=expand("<figures>/{figure}.json", figure=PAPER),
        pictures=expand("<figures>/{figure}.{format}", figure=PAPER, format=["pdf", "png", "svg"]),
        datasets=expand("<results>/datasets/{experiment}.nc", experiment=experiments_shown(PAPER)),
        points=results_shown(PAPER),
        verdicts=expand("<results>/claims/{figure}.json", figure=PAPER),
        claims="<results>/claims.csv",
        project=files_of_project(),
    output:
        "<results>/crate.zip",
    log:
        "<logs>/make_crate.log",
    benchmark:
        "<benchmarks>/make_crate/all.tsv"
    conda:
        "../../envs/report.yaml"
    resources:
        **asks_for("make_crate"),
    params:
        figures=PAPER,
        steps=scripts_of_rules,
    message:
        "Packing the run into a crate"
    script:
        "../../scripts/make_crate.py"
