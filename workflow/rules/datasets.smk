rule aggregate:
    input:
        code=code_of("aggregate.py"),
        points=results_of_points,
    output:
        "<results>/datasets/{experiment}.nc",
    log:
        "<logs>/aggregate/{experiment}.log",
    benchmark:
        "<benchmarks>/aggregate/{experiment}.tsv"
    conda:
        "../../envs/numerics.yaml"
    resources:
        **asks_for("aggregate"),
    params:
        axes=axes_of,
        parameters=configured(),
    message:
        "Combining the points of {wildcards.experiment}"
    script:
        "../../scripts/aggregate.py"
