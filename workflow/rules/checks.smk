rule check_figure:
    input:
        code=code_of("check_figure.py"),
        datasets=datasets_of_figure,
    output:
        "<results>/checks/{figure}.json",
    log:
        "<logs>/check_figure/{figure}.log",
    benchmark:
        "<benchmarks>/check_figure/{figure}.tsv"
    conda:
        "../../envs/numerics.yaml"
    threads: 1
    resources:
        mem_mb=memory_of("check_figure"),
        runtime=minutes_of("check_figure"),
    params:
        experiments=experiments_of,
        claims=claims_on,
    message:
        "Holding the claims on {wildcards.figure} against its datasets"
    script:
        "../../scripts/check_figure.py"


rule collect_claims:
    input:
        code=code_of("collect_claims.py"),
        checks=expand("<results>/checks/{figure}.json", figure=config["figures"]),
    output:
        report("<results>/claims.csv", caption="../report/claims.rst", category="Claims"),
    log:
        "<logs>/collect_claims.log",
    benchmark:
        "<benchmarks>/collect_claims/all.tsv"
    conda:
        "../../envs/numerics.yaml"
    threads: 1
    resources:
        mem_mb=memory_of("collect_claims"),
        runtime=minutes_of("collect_claims"),
    params:
        figures=list(config["figures"]),
    message:
        "Collecting the verdicts on all claims"
    script:
        "../../scripts/collect_claims.py"
