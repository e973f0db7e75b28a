"""One table of the paper's claims and what became of them."""

import json
from pathlib import Path

import pandas as pd

from sparse_lowrank.joblog import job_log

COLUMNS = ["id", "figure", "place", "claim", "predicted", "measured", "uncertainty", "verdict", "note"]


def collect_claims(checks, path, log):
    """Write the verdicts of all figures' checks as a CSV table."""
    rows = [row for check in checks for row in json.loads(Path(check).read_text())["claims"]]
    table = pd.DataFrame(rows, columns=COLUMNS)
    table.to_csv(path, index=False, float_format="%.6g")
    for verdict, count in table.verdict.value_counts().items():
        log.info("%d: %s", count, verdict)


if __name__ == "__main__":
    with job_log(snakemake.log[0]) as log:
        collect_claims(snakemake.input.checks, snakemake.output[0], log)
