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
    threads: 1
    resources:
        mem_mb=memory_of("measure_spectra"),
        runtime=minutes_of("measure_spectra"),
    params:
        kind=lookup(within=config, dpath="experiments/{experiment}/spectra"),
    message:
        "Measuring the spectra of {wildcards.experiment} at {wildcards.point}"
    script:
        "../../scripts/measure_spectra.py"
