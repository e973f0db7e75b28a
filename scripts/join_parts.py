"""Put together what was measured of the networks of one point in several jobs."""

from sparse_lowrank.datasets import content_files, point_files
from sparse_lowrank.records.job_log import job_log

if __name__ == "__main__":
    with job_log(snakemake.log[0]) as log:
        point_files.join([content_files.read(part) for part in snakemake.input.parts], snakemake.output[0])
        log.info("%d parts", len(snakemake.input.parts))
