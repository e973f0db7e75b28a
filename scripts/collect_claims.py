"""One table of the paper's claims and what became of them."""

import json
from pathlib import Path

import pandas as pd

from sparse_lowrank.records.job_log import job_log

COLUMNS = ["id", "figure", "place", "claim", "predicted", "measured", "uncertainty", "verdict", "note"]


def collect_claims(claims, path, log):
    """Write the verdicts on the claims of all figures as a CSV table."""
    rows = [row for file in claims for row in json.loads(Path(file).read_text(encoding="utf-8"))["claims"]]
    table = pd.DataFrame(rows, columns=COLUMNS)
    table.to_csv(path, index=False, float_format="%.6g")
    for verdict, count in table.verdict.value_counts().items():
        log.info("%d: %s", count, verdict)


if __name__ == "__main__":
    with job_log(snakemake.log[0]) as log:
        collect_claims(claims=snakemake.input.claims, path=snakemake.output[0], log=log)
