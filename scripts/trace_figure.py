"""Write down the whole chain of a figure: files, datasets, points, networks, seeds, code and packages."""

import json
from pathlib import Path

from sparse_lowrank.provenance import sidecar
from sparse_lowrank.records.job_log import job_log


def trace_figure(path, log, **chain):
    """Write the sidecar of a figure; `chain` as in `sidecar.describe`."""
    Path(path).write_text(json.dumps(sidecar.describe(**chain), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    log.info("wrote %s", path)


if __name__ == "__main__":
    with job_log(snakemake.log[0], work="digests and sidecars") as log:
        trace_figure(
            path=snakemake.output[0],
            log=log,
            figure=snakemake.wildcards.figure,
            files=list(snakemake.input.files),
            code=list(snakemake.input.drawing),
            panels=snakemake.params.panels,
            seed=snakemake.params.seed,
            folder=snakemake.config["pathvars"]["results"],
            inputs=dict(zip(snakemake.params.experiments, snakemake.input.datasets, strict=True)),
            lock=snakemake.input.lock,
            run_configuration=snakemake.config["run_configuration"],
        )
