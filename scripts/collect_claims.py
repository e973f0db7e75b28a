"""One table of the paper's claims and what became of them."""

import csv
from collections import Counter

from sparse_lowrank.records import files
from sparse_lowrank.records.job_log import job_log

COLUMNS = ["id", "figure", "place", "claim", "predicted", "measured", "uncertainty", "verdict", "note"]


def collect_claims(claims, path, log):
    """Write the verdicts on the claims of all figures as a CSV table."""
    rows = [row for file in claims for row in files.json_of(file, "claims")["claims"]]
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows({name: written(row[name]) for name in COLUMNS} for row in rows)
    for verdict, count in Counter(row["verdict"] for row in rows).most_common():
        log.info("%d: %s", count, verdict)


def written(value):
    """A number with six digits; a text as it is."""
    return f"{value:.6g}" if isinstance(value, float) else value


if __name__ == "__main__":
    with job_log(snakemake.log[0]) as log:
        collect_claims(claims=snakemake.input.claims, path=snakemake.output[0], log=log)
