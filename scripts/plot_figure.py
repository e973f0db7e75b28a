"""Draw a whole figure from the same functions as its panels."""

from sparse_lowrank.datasets import dataset_files
from sparse_lowrank.figures import drawing, saving
from sparse_lowrank.records.job_log import job_log


def plot_figure(inputs, paths, folder, figure, panels, seed, dpi, log):
    """Draw a figure from the datasets of its experiments and save it under each path.

    `inputs` are the datasets by name of experiment, `folder` is that of all results.
    """
    data = {name: dataset_files.read(path) for name, path in inputs.items()}
    origin = drawing.origin(folder, data, panels, seed, dpi)
    saving.save(drawing.draw_figure(figure, panels, data, seed), paths, figure, origin)
    log.info("wrote %s", ", ".join(paths))


if __name__ == "__main__":
    with job_log(snakemake.log[0], work="drawing figures") as log:
        plot_figure(
            inputs=dict(zip(snakemake.params.experiments, snakemake.input.datasets, strict=True)),
            folder=snakemake.config["pathvars"]["results"],
            paths=list(snakemake.output),
            figure=snakemake.wildcards.figure,
            panels=snakemake.params.panels,
            seed=snakemake.params.seed,
            dpi=snakemake.params.dpi,
            log=log,
        )
