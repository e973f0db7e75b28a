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
        claims=expand("<results>/claims/{figure}.json", figure=PAPER),
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
        figures=PAPER,
    message:
        "Collecting the verdicts on all claims"
    script:
        "../../scripts/collect_claims.py"


use rule collect_claims as collect_findings with:
    input:
        code=code_of("collect_claims.py"),
        claims=expand("<results>/claims/{figure}.json", figure=SUPPLEMENT),
    output:
        report("<results>/findings.csv", caption="../report/findings.rst", category="Claims"),
    log:
        "<logs>/collect_findings.log",
    benchmark:
        "<benchmarks>/collect_findings/all.tsv"
    params:
        figures=SUPPLEMENT,
    message:
        "Collecting the verdicts on all findings"
