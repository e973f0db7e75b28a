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
    threads: 1
    resources:
        mem_mb=memory_of("generate_networks"),
        runtime=minutes_of("generate_networks"),
    params:
        seed=config["seed"],
        parameters=point_parameters,
        replicates=lookup(within=config, dpath="experiments/{experiment}/replicates"),
    message:
        "Drawing the networks of {wildcards.experiment} at {wildcards.point}"
    script:
        "../../scripts/generate_networks.py"
