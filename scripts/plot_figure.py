"""Draw a whole figure from the same functions as its panels."""

from sparse_lowrank.datasets import dataset_files
from sparse_lowrank.figures import drawing
from sparse_lowrank.records.job_log import job_log


def plot_figure(inputs, paths, figure, panels, seed, log):
    """Draw a figure from the datasets of its experiments (`inputs`, by name) and save it under each path."""
    data = {name: dataset_files.read(path) for name, path in inputs.items()}
    origin = drawing.origin(inputs, data, panels, seed)
    drawing.save(drawing.draw_figure(figure, panels, data, seed), paths, figure, origin)
    log.info("wrote %s", ", ".join(paths))


if __name__ == "__main__":
    with job_log(snakemake.log[0]) as log:
        plot_figure(
            dict(zip(snakemake.params.experiments, snakemake.input.datasets, strict=True)),
            [snakemake.output.pdf, snakemake.output.png, snakemake.output.svg],
            snakemake.wildcards.figure,
            snakemake.params.panels,
            snakemake.params.seed,
            log,
        )
