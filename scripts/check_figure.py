"""Hold the paper's claims on a figure against its datasets."""

import json
from pathlib import Path

from sparse_lowrank import claims, datasets
from sparse_lowrank.joblog import job_log


def check_figure(inputs, path, figure, ledger, log):
    """Write the verdict on every claim on a figure (`ledger`, by id); `inputs` are its datasets by experiment."""
    data = {name: datasets.read(file) for name, file in inputs.items()}
    verdicts = []
    for name, claim in ledger.items():
        found = claims.evaluate(claim, data[claim["experiment"]])
        verdicts.append({"id": name, "figure": figure, "place": claim["place"], "claim": claim["claim"], **found})
        log.info("%s: %s", name, found["verdict"])
    digests = {name: dataset.attrs["content_sha256"] for name, dataset in data.items()}
    content = {"figure": figure, "datasets": digests, "claims": verdicts}
    Path(path).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    with job_log(snakemake.log[0]) as log:
        check_figure(
            dict(zip(snakemake.params.experiments, snakemake.input.datasets, strict=True)),
            snakemake.output[0],
            snakemake.wildcards.figure,
            snakemake.params.claims,
            log,
        )
