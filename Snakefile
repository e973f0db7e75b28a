"""Every figure of Herbert & Ostojic (2022), "The impact of sparsity in low-rank recurrent neural networks"."""

from snakemake.utils import min_version

min_version("9.27")


configfile: f"{workflow.current_basedir}/config.yaml"


include: "workflow/rules/common.smk"
include: "workflow/rules/networks.smk"
include: "workflow/rules/spectra.smk"
include: "workflow/rules/dynamics.smk"
include: "workflow/rules/datasets.smk"
include: "workflow/rules/figures.smk"
include: "workflow/rules/claims.smk"
include: "workflow/rules/provenance.smk"
include: "workflow/rules/report.smk"


onstart:
    keep_telling()


# On a cluster: a few seconds each, less than their way through the queue.
localrules:
    all,
    supplement,
    panels,
    join_parts,
    aggregate,
    plot_panel,
    plot_figure,
    plot_for_journal,
    trace_figure,
    check_claims,
    collect_claims,
    collect_findings,
    write_report,
    make_crate,


rule all:
    default_target: True
    input:
        expand("<figures>/{figure}.{format}", figure=PAPER, format=["pdf", "png", "svg", "json"]),
        "<results>/claims.csv",
    message:
        "All figures are up to date."


rule supplement:
    input:
        expand("<figures>/{figure}.{format}", figure=SUPPLEMENT, format=["pdf", "png", "svg", "json"]),
        "<results>/findings.csv",
    message:
        "All supplementary figures are up to date."


rule panels:
    input:
        panels_of_all_figures(),
    message:
        "All panels are up to date."
