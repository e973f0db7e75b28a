"""Measure the time and memory that the networks of a point cost, beside the dense method where it is feasible."""

from sparse_lowrank.datasets import point_files
from sparse_lowrank.records.job_log import job_log
from sparse_lowrank.spectra import cost


def measure_cost(path, seed, experiment, point, parameters, replicates, dense_up_to, code, log, **told):
    """Write what each network of a point costs: the dense method up to `dense_up_to` units, the memory of the first.

    `told` are further attributes.
    """
    measured = []
    for replicate in range(replicates):
        purpose, options = (experiment, point, replicate), {"memory": replicate == 0}
        feasible = parameters["n_units"] <= dense_up_to
        dense = cost.of_dense(parameters, seed, *purpose, **options) if feasible else cost.without_dense()
        measured.append(cost.of_sparse(parameters, seed, *purpose, **options) | dense)
        log.info("network %d of %d: %.2f s to solve", replicate + 1, replicates, measured[-1]["solution_time"])
    origin = {"experiment": experiment, "point": point, "seed": seed, "parameters": parameters}
    point_files.write(path, measured, "cost", origin, code, **told)


if __name__ == "__main__":
    with job_log(snakemake.log[0], work="measuring costs") as log:
        measure_cost(
            path=snakemake.output[0],
            seed=snakemake.params.seed,
            experiment=snakemake.wildcards.experiment,
            point=snakemake.wildcards.point,
            parameters=snakemake.params.parameters,
            replicates=snakemake.params.replicates,
            dense_up_to=snakemake.params.dense_up_to,
            code=snakemake.input.code,
            log=log,
            run_configuration=snakemake.config["run_configuration"],
        )
