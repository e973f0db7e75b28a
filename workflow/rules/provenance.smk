rule trace_figure:
    input:
        code=code_of("trace_figure.py"),
        files=multiext("<figures>/{figure}", ".pdf", ".png", ".svg"),
        drawing=code_of_drawing("plot_figure.py"),
        datasets=datasets_of_figure,
        points=points_of_figure,
        lock=of_project("requirements.txt"),
    output:
        "<figures>/{figure}.json",
    log:
        "<logs>/trace_figure/{figure}.log",
    benchmark:
        "<benchmarks>/trace_figure/{figure}.tsv"
    conda:
        "../../envs/plotting.yaml"
    resources:
        **asks_for("trace_figure"),
    params:
        experiments=experiments_of,
        panels=lookup(within=FIGURES, dpath="{figure}"),
        seed=config["seed"],
    message:
        "Tracing {wildcards.figure} back to its seeds"
    script:
        "../../scripts/trace_figure.py"
