ruleorder: join_parts > measure_spectra
ruleorder: join_parts > simulate_dynamics


rule join_parts:
    input:
        code=code_of("join_parts.py"),
        parts=parts_of,
    output:
        "<results>/{stage}/{experiment}/{point}.nc",
    log:
        "<logs>/join_parts/{stage}/{experiment}/{point}.log",
    benchmark:
        "<benchmarks>/join_parts/{stage}/{experiment}/{point}.tsv"
    wildcard_constraints:
        stage="spectra|dynamics",
        point=points_in_parts(),
    conda:
        "../../envs/numerics.yaml"
    resources:
        **asks_for("join_parts"),
    message:
        "Joining the parts of {wildcards.experiment} at {wildcards.point}"
    script:
        "../../scripts/join_parts.py"


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
