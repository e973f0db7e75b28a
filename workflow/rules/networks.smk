rule generate_networks:
    input:
        code=code_of("generate_networks.py"),
    output:
        temp("<results>/networks/{experiment}/{point}.nc"),
    log:
        "<logs>/generate_networks/{experiment}/{point}.log",
    benchmark:
        "<benchmarks>/generate_networks/{experiment}/{point}.tsv"
    conda:
        "../../envs/numerics.yaml"
    resources:
        **asks_for("generate_networks"),
    params:
        seed=config["seed"],
        parameters=point_parameters,
        first=first_replicate,
        replicates=n_replicates,
    message:
        "Drawing the networks of {wildcards.experiment} at {wildcards.point}"
    script:
        "../../scripts/generate_networks.py"


use rule generate_networks as generate_part with:
    output:
        temp("<results>/networks/{experiment}/{point}/{part}.nc"),
    log:
        "<logs>/generate_networks/{experiment}/{point}/{part}.log",
    benchmark:
        "<benchmarks>/generate_networks/{experiment}/{point}/{part}.tsv"
    message:
        "Drawing the networks of {wildcards.experiment} at {wildcards.point}, part {wildcards.part}"
