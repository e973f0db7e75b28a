rule measure_spectra:
    input:
        code=code_of("measure_spectra.py"),
        networks="<results>/networks/{experiment}/{point}.nc",
    output:
        "<results>/spectra/{experiment}/{point}.nc",
    log:
        "<logs>/measure_spectra/{experiment}/{point}.log",
    benchmark:
        "<benchmarks>/measure_spectra/{experiment}/{point}.tsv"
    priority: 1  # networks are large: use and delete one before the next is drawn
    conda:
        "../../envs/numerics.yaml"
    resources:
        **asks_for("measure_spectra"),
    params:
        kind=configured("spectra"),
    message:
        "Measuring the spectra of {wildcards.experiment} at {wildcards.point}"
    script:
        "../../scripts/measure_spectra.py"


use rule measure_spectra as measure_part with:
    input:
        code=code_of("measure_spectra.py"),
        networks="<results>/networks/{experiment}/{point}/{part}.nc",
    output:
        temp("<results>/spectra/{experiment}/{point}/{part}.nc"),
    log:
        "<logs>/measure_spectra/{experiment}/{point}/{part}.log",
    benchmark:
        "<benchmarks>/measure_spectra/{experiment}/{point}/{part}.tsv"
    message:
        "Measuring the spectra of {wildcards.experiment} at {wildcards.point}, part {wildcards.part}"


rule measure_cost:
    input:
        code=code_of("measure_cost.py"),
    output:
        "<results>/cost/{experiment}/{point}.nc",
    log:
        "<logs>/measure_cost/{experiment}/{point}.log",
    benchmark:
        "<benchmarks>/measure_cost/{experiment}/{point}.tsv"
    conda:
        "../../envs/numerics.yaml"
    resources:
        **asks_for("measure_cost"),
    params:
        seed=config["seed"],
        parameters=point_parameters,
        replicates=configured("replicates"),
        dense_up_to=configured("cost", "dense_up_to"),
    message:
        "Measuring the cost of {wildcards.experiment} at {wildcards.point}"
    script:
        "../../scripts/measure_cost.py"
