rule simulate_dynamics:
    input:
        code=code_of_simulation,
        networks="<results>/networks/{experiment}/{point}.nc",
    output:
        "<results>/dynamics/{experiment}/{point}.nc",
    log:
        "<logs>/simulate_dynamics/{experiment}/{point}.log",
    benchmark:
        "<benchmarks>/simulate_dynamics/{experiment}/{point}.tsv"
    priority: 1  # networks are large: use and delete one before the next is drawn
    conda:
        "../../envs/numerics.yaml"
    resources:
        **asks_for("simulate_dynamics"),
    params:
        options=configured("dynamics"),
        inner=inner_axes_of,
    message:
        "Simulating the dynamics of {wildcards.experiment} at {wildcards.point}"
    script:
        "../../scripts/simulate_dynamics.py"


use rule simulate_dynamics as simulate_part with:
    input:
        code=code_of_simulation,
        networks="<results>/networks/{experiment}/{point}/{part}.nc",
    output:
        temp("<results>/dynamics/{experiment}/{point}/{part}.nc"),
    log:
        "<logs>/simulate_dynamics/{experiment}/{point}/{part}.log",
    benchmark:
        "<benchmarks>/simulate_dynamics/{experiment}/{point}/{part}.tsv"
    message:
        "Simulating the dynamics of {wildcards.experiment} at {wildcards.point}, part {wildcards.part}"
