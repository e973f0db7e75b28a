"""Draw a whole figure from the same functions as its panels."""

from sparse_lowrank import datasets, figures
from sparse_lowrank.joblog import job_log


def plot_figure(inputs, paths, figure, panels, seed, log):
    """Draw a figure from the datasets of its experiments (`inputs`, by name) and save it under each path."""
    data = {name: datasets.read(path) for name, path in inputs.items()}
    origin = figures.origin(inputs, data, panels, seed)
    figures.save(figures.draw_figure(figure, panels, data, seed), paths, figure, origin)
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
