"""Measure the time and memory that the networks of a point cost, beside the dense method where it is feasible."""

import numpy as np

from sparse_lowrank.datasets import dataset_files, sweeps
from sparse_lowrank.records.job_log import job_log
from sparse_lowrank.spectra import cost


def measure_cost(path, seed, experiment, point, parameters, replicates, dense_up_to, code, log):
    """Write what each network of a point costs; the dense method is NaN above `dense_up_to` units."""
    measure = cost.of_both if parameters["n_units"] <= dense_up_to else cost.of_sparse
    rows = []
    for replicate in range(replicates):
        rows.append(measure(parameters, seed, experiment, point, replicate))
        log.info("network %d of %d: %.2f s to solve", replicate + 1, replicates, rows[-1]["solution_time"])
    dataset_files.write(
        sweeps.at_point({name: ((), np.array([row[name] for row in rows])) for name in rows[0]}, parameters),
        path,
        title=f"Cost of the networks of {experiment} at {point}",
        code=code,
        experiment=experiment,
        point=point,
        seed=seed,
        parameters=parameters,
    )


if __name__ == "__main__":
    with job_log(snakemake.log[0]) as log:
        measure_cost(
            snakemake.output[0],
            snakemake.params.seed,
            snakemake.wildcards.experiment,
            snakemake.wildcards.point,
            snakemake.params.parameters,
            snakemake.params.replicates,
            snakemake.params.dense_up_to,
            snakemake.input.code,
            log,
        )
