rule plot_panel:
    input:
        code=code_of_drawing("plot_panel.py"),
        datasets=datasets_of_panel,
    output:
        "<figures>/panels/{figure}{letter}.pdf",
    log:
        "<logs>/plot_panel/{figure}{letter}.log",
    benchmark:
        "<benchmarks>/plot_panel/{figure}{letter}.tsv"
    conda:
        "../../envs/plotting.yaml"
    resources:
        **asks_for("plot_panel"),
    params:
        panel=lookup(within=FIGURES, dpath="{figure}/{letter}"),
        seed=config["seed"],
        dpi=config["dpi"],
    message:
        "Drawing panel {wildcards.letter} of {wildcards.figure}"
    script:
        "../../scripts/plot_panel.py"


rule plot_figure:
    input:
        code=code_of_drawing("plot_figure.py"),
        datasets=datasets_of_figure,
    output:
        pdf=report("<figures>/{figure}.pdf", caption="../report/figure.rst", category="Figures"),
        png="<figures>/{figure}.png",
        svg="<figures>/{figure}.svg",
    log:
        "<logs>/plot_figure/{figure}.log",
    benchmark:
        "<benchmarks>/plot_figure/{figure}.tsv"
    conda:
        "../../envs/plotting.yaml"
    resources:
        **asks_for("plot_figure"),
    params:
        experiments=experiments_of,
        panels=lookup(within=FIGURES, dpath="{figure}"),
        seed=config["seed"],
        dpi=config["dpi"],
        caption=caption_of,
    message:
        "Drawing {wildcards.figure}"
    script:
        "../../scripts/plot_figure.py"


use rule plot_figure as plot_for_journal with:
    output:
        "<figures>/{figure}.{format,tif|eps}",
    log:
        "<logs>/plot_for_journal/{figure}.{format}.log",
    benchmark:
        "<benchmarks>/plot_for_journal/{figure}.{format}.tsv"
    message:
        "Drawing {wildcards.figure} as {wildcards.format}, for a journal"
