"""Combine the results of all points of an experiment into one dataset of sweep axes × replicate."""

from sparse_lowrank.datasets import content_files, sweeps, variables
from sparse_lowrank.planning import places
from sparse_lowrank.records.job_log import job_log


def aggregate(points, path, folder, experiment, axes, parameters, code, log, **told):
    """Write the dataset of an experiment from the result files of its points.

    `folder` is that of all results, `told` are further attributes.
    """
    results = []
    for point in points:
        results.append(content_files.read(point))
        log.info("read %s", point)
    content_files.write(
        variables.described(sweeps.combine(sweeps.merged_by_point(results), axes)),
        path,
        title=f"Experiment {experiment}",
        Conventions=variables.CONVENTIONS,
        code=code,
        experiment=experiment,
        seed=results[0].attrs["seed"],
        parameters=parameters,
        inputs={places.of_point(folder, **place(result)): result.attrs["content_sha256"] for result in results},
        **told,
    )


def place(result):
    """What tells where the file of a point stands."""
    return {key: result.attrs[key] for key in ("stage", "experiment", "point")}


if __name__ == "__main__":
    with job_log(snakemake.log[0]) as log:
        aggregate(
            points=snakemake.input.points,
            path=snakemake.output[0],
            folder=snakemake.config["pathvars"]["results"],
            experiment=snakemake.wildcards.experiment,
            axes=snakemake.params.axes,
            parameters=snakemake.params.parameters,
            code=snakemake.input.code,
            log=log,
            run_configuration=snakemake.config["run_configuration"],
        )
