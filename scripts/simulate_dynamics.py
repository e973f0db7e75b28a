"""Simulate the dynamics of every network of one point."""

from functools import partial

import numpy as np

from sparse_lowrank import seeds
from sparse_lowrank.datasets import dataset_files, sweeps
from sparse_lowrank.dynamics import simulations
from sparse_lowrank.networks import network_files
from sparse_lowrank.records.job_log import job_log


def simulate_dynamics(networks, path, options, inner, code, log):
    """Write what the simulation (`options["simulation"]`) keeps of each network in a network file."""
    origin = network_files.read_attributes(networks)
    simulate = simulations.SIMULATIONS[options["simulation"]]
    rows, digests = [], []
    for replicate, network, sha256 in network_files.read(networks):
        purpose = (origin["seed"], origin["experiment"], origin["point"], replicate)
        rows.append(simulate(network, origin["parameters"], options, inner, partial(seeds.generator, *purpose)))
        digests.append(sha256)
        log.info("network %d of %d", replicate + 1, origin["replicates"])
    variables = {name: (dims, np.array([row[name][1] for row in rows])) for name, (dims, _) in rows[0].items()}
    result = sweeps.at_point({**variables, "network_sha256": ((), np.array(digests))}, origin["parameters"])
    dataset_files.write(
        result.assign_coords(simulations.coordinates(options, inner, result.dims)),
        path,
        title=f"Dynamics of the networks of {origin['experiment']} at {origin['point']}",
        code=code,
        options=options,
        inner=inner,
        **{key: origin[key] for key in ("experiment", "point", "seed", "parameters")},
    )


if __name__ == "__main__":
    with job_log(snakemake.log[0]) as log:
        simulate_dynamics(
            snakemake.input.networks,
            snakemake.output[0],
            snakemake.params.options,
            snakemake.params.inner,
            snakemake.input.code,
            log,
        )
