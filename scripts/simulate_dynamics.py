"""Simulate the dynamics of every network of one point."""

from functools import partial

from sparse_lowrank import seeds
from sparse_lowrank.datasets import point_files
from sparse_lowrank.dynamics import sampling
from sparse_lowrank.measured import Measured
from sparse_lowrank.networks import network_files
from sparse_lowrank.records.job_log import job_log


def simulate_dynamics(networks, path, options, inner, code, log, **told):
    """Write what the simulation (`options["simulation"]`) keeps of each network in a network file.

    `told` are further attributes.
    """
    origin, replicates = network_files.read_attributes(networks), []
    simulate = sampling.simulation(options["simulation"])
    for replicate, network, sha256 in network_files.read(networks):
        purpose = (origin["seed"], origin["experiment"], origin["point"], replicate)
        kept = simulate(network, options, inner, partial(seeds.generator, *purpose))
        replicates.append(kept | Measured((), network_sha256=sha256))
        log.info("network %d of %d", len(replicates), origin["replicates"])
    coordinates, records = sampling.coordinates(options, inner), {"options": options, "inner": inner} | told
    point_files.write(path, replicates, "dynamics", origin, code, coordinates, **records)


if __name__ == "__main__":
    with job_log(snakemake.log[0], work="integrating the dynamics") as log:
        simulate_dynamics(
            networks=snakemake.input.networks,
            path=snakemake.output[0],
            options=snakemake.params.options,
            inner=snakemake.params.inner,
            code=snakemake.input.code,
            log=log,
            run_configuration=snakemake.config["run_configuration"],
        )
