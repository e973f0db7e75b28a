"""Draw one panel of a figure on a page of its own."""

from sparse_lowrank import datasets, figures
from sparse_lowrank.joblog import job_log


def plot_panel(inputs, path, figure, letter, panel, seed, log):
    """Draw a panel from the datasets of its experiments (`inputs`, by name) and save it."""
    data = {name: datasets.read(inputs[name]) for name in panel["experiments"]}
    origin = figures.origin(inputs, data, {letter: panel}, seed)
    figures.save(figures.draw_panel(figure, letter, panel, data, seed), [path], f"{figure}{letter}", origin)
    log.info("wrote %s", path)


if __name__ == "__main__":
    with job_log(snakemake.log[0]) as log:
        plot_panel(
            dict(zip(snakemake.params.panel["experiments"], snakemake.input.datasets, strict=True)),
            snakemake.output[0],
            snakemake.wildcards.figure,
            snakemake.wildcards.letter,
            snakemake.params.panel,
            snakemake.params.seed,
            log,
        )
