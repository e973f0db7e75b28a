rule trace_figure:
    input:
        code=code_of("trace_figure.py"),
        files=multiext("<figures>/{figure}", ".pdf", ".png", ".svg"),
        drawing=lambda wildcards: code_of("plot_figure.py", f"sparse_lowrank/figures/panels/{wildcards.figure}.py"),
        datasets=datasets_of_figure,
        points=points_of_figure,
        lock="requirements.txt",
    output:
        "<figures>/{figure}.json",
    log:
        "<logs>/trace_figure/{figure}.log",
    benchmark:
        "<benchmarks>/trace_figure/{figure}.tsv"
    conda:
        "../../envs/plotting.yaml"
    threads: 1
    resources:
        mem_mb=memory_of("trace_figure"),
        runtime=minutes_of("trace_figure"),
    params:
        experiments=experiments_of,
        panels=lookup(within=FIGURES, dpath="{figure}"),
        seed=config["seed"],
    message:
        "Tracing {wildcards.figure} back to its seeds"
    script:
        "../../scripts/trace_figure.py"
