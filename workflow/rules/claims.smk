rule check_claims:
    input:
        code=code_of("check_claims.py"),
        datasets=datasets_of_figure,
    output:
        "<results>/claims/{figure}.json",
    log:
        "<logs>/check_claims/{figure}.log",
    benchmark:
        "<benchmarks>/check_claims/{figure}.tsv"
    conda:
        "../../envs/numerics.yaml"
    resources:
        **asks_for("check_claims"),
    params:
        experiments=experiments_of,
        claims=claims_on,
    message:
        "Holding the claims on {wildcards.figure} against its datasets"
    script:
        "../../scripts/check_claims.py"


rule collect_claims:
    input:
        code=code_of("collect_claims.py"),
        claims=expand("<results>/claims/{figure}.json", figure=config["figures"]),
    output:
        report("<results>/claims.csv", caption="../report/claims.rst", category="Claims"),
    log:
        "<logs>/collect_claims.log",
    benchmark:
        "<benchmarks>/collect_claims/all.tsv"
    conda:
        "../../envs/numerics.yaml"
    resources:
        **asks_for("collect_claims"),
    params:
        figures=list(config["figures"]),
    message:
        "Collecting the verdicts on all claims"
    script:
        "../../scripts/collect_claims.py"
