"""Hold the paper's claims on a figure against its datasets."""

import json
from pathlib import Path

from sparse_lowrank.claims import verdicts
from sparse_lowrank.datasets import dataset_files
from sparse_lowrank.records.job_log import job_log


def check_claims(inputs, path, figure, ledger, log):
    """Write the verdict on every claim on a figure (`ledger`, by id); `inputs` are its datasets by experiment."""
    data = {name: dataset_files.read(file) for name, file in inputs.items()}
    rows = []
    for name, claim in ledger.items():
        found = verdicts.evaluate(claim, data[claim["experiment"]])
        rows.append({"id": name, "figure": figure, "place": claim["place"], "claim": claim["claim"], **found})
        log.info("%s: %s", name, found["verdict"])
    digests = {name: dataset.attrs["content_sha256"] for name, dataset in data.items()}
    content = {"figure": figure, "datasets": digests, "claims": rows}
    Path(path).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    with job_log(snakemake.log[0]) as log:
        check_claims(
            inputs=dict(zip(snakemake.params.experiments, snakemake.input.datasets, strict=True)),
            path=snakemake.output[0],
            figure=snakemake.wildcards.figure,
            ledger=snakemake.params.claims,
            log=log,
        )
