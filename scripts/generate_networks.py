"""Generate the networks of one point of an experiment: all its replicates, each from seeds of its own."""

from sparse_lowrank.networks import ensembles, network_files
from sparse_lowrank.records.job_log import job_log


def generate_networks(path, seed, experiment, point, parameters, replicates, code, log, first=0, **told):
    """Write `replicates` networks with the given parameters to a network file, from replicate `first` on.

    `told` are further attributes.
    """
    network_files.write(
        path,
        draw(seed, experiment, point, parameters, replicates, log, first),
        code,
        first,
        seed=seed,
        experiment=experiment,
        point=point,
        parameters=parameters,
        replicates=replicates,
        **told,
    )


def draw(seed, experiment, point, parameters, replicates, log, first=0):
    """Yield the networks one by one; replicate k never depends on how many there are."""
    for count, replicate in enumerate(range(first, first + replicates), 1):
        network = ensembles.generate(parameters, seed, experiment, point, replicate)
        log.info("network %d of %d: %d connections", count, replicates, network.mask.nnz)
        yield network


if __name__ == "__main__":
    with job_log(snakemake.log[0], work="drawing networks") as log:
        generate_networks(
            path=snakemake.output[0],
            seed=snakemake.params.seed,
            experiment=snakemake.wildcards.experiment,
            point=snakemake.wildcards.point,
            parameters=snakemake.params.parameters,
            replicates=snakemake.params.replicates,
            first=snakemake.params.first,
            code=snakemake.input.code,
            log=log,
            run_configuration=snakemake.config["run_configuration"],
        )
