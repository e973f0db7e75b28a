"""Measure the eigenvalues of every network of one point."""

import numpy as np

from sparse_lowrank import seeds
from sparse_lowrank.datasets import dataset_files, sweeps
from sparse_lowrank.networks import network_files
from sparse_lowrank.records.job_log import job_log
from sparse_lowrank.spectra import measurements


def measure_spectra(networks, path, kind, code, log):
    """Write what `kind` (a name in `spectra.MEASUREMENTS`) measures of each network in a network file."""
    origin = network_files.read_attributes(networks)
    rows = []
    for replicate, network, sha256 in network_files.read(networks):
        rng = seeds.generator(origin["seed"], origin["experiment"], origin["point"], replicate, "start vector")
        rows.append({**measurements.MEASUREMENTS[kind](network, origin["parameters"], rng), "network_sha256": sha256})
        log.info(
            "network %d of %d: R = %.6f (%s)",
            replicate + 1,
            origin["replicates"],
            rows[-1]["spectral_radius"],
            rows[-1]["solver"],
        )
    variables = {
        name: (measurements.DIMENSIONS.get(name, ()), np.array([row[name] for row in rows])) for name in rows[0]
    }
    dataset_files.write(
        sweeps.at_point(variables, origin["parameters"]),
        path,
        title=f"Spectra of the networks of {origin['experiment']} at {origin['point']}",
        code=code,
        kind=kind,
        **{key: origin[key] for key in ("experiment", "point", "seed", "parameters")},
    )


if __name__ == "__main__":
    with job_log(snakemake.log[0]) as log:
        measure_spectra(snakemake.input.networks, snakemake.output[0], snakemake.params.kind, snakemake.input.code, log)
