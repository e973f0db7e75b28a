"""Measure the eigenvalues of every network of one point."""

from sparse_lowrank import seeds
from sparse_lowrank.datasets import point_files
from sparse_lowrank.measured import Measured
from sparse_lowrank.networks import network_files
from sparse_lowrank.records.job_log import job_log
from sparse_lowrank.spectra import measurements


def measure_spectra(networks, path, kind, code, log, **told):
    """Write what `kind` (a name in `measurements.MEASUREMENTS`) measures of each network in a network file.

    `told` are further attributes.
    """
    origin, replicates = network_files.read_attributes(networks), []
    for replicate, network, sha256 in network_files.read(networks):
        rng = seeds.generator(origin["seed"], origin["experiment"], origin["point"], replicate, "start vector")
        measured = measurements.MEASUREMENTS[kind](network, origin["parameters"], rng)
        replicates.append(measured | Measured((), network_sha256=sha256))
        radius, solver = measured["spectral_radius"], measured["solver"]
        doubt = "" if measured["eigenvalue_verified"] else ", not verified"
        log.info("network %d of %d: R = %.6f (%s%s)", len(replicates), origin["replicates"], radius, solver, doubt)
    point_files.write(path, replicates, "spectra", origin, code, kind=kind, **told)


if __name__ == "__main__":
    with job_log(snakemake.log[0], work="eigenvalues") as log:
        measure_spectra(
            networks=snakemake.input.networks,
            path=snakemake.output[0],
            kind=snakemake.params.kind,
            code=snakemake.input.code,
            log=log,
            run_configuration=snakemake.config["run_configuration"],
        )
