"""Draw one panel of a figure on a page of its own."""

from sparse_lowrank.datasets import dataset_files
from sparse_lowrank.figures import drawing, saving
from sparse_lowrank.records.job_log import job_log


def plot_panel(inputs, path, folder, figure, letter, panel, seed, dpi, log):
    """Draw a panel from the datasets of its experiments and save it; `inputs` and `folder` as in `plot_figure`."""
    data = {name: dataset_files.read(inputs[name]) for name in panel["experiments"]}
    origin = drawing.origin(folder, data, {letter: panel}, seed, dpi)
    saving.save(drawing.draw_panel(figure, letter, panel, data, seed), [path], f"{figure}{letter}", origin)
    log.info("wrote %s", path)


if __name__ == "__main__":
    with job_log(snakemake.log[0], work="drawing figures") as log:
        plot_panel(
            inputs=dict(zip(snakemake.params.panel["experiments"], snakemake.input.datasets, strict=True)),
            path=snakemake.output[0],
            folder=snakemake.config["pathvars"]["results"],
            figure=snakemake.wildcards.figure,
            letter=snakemake.wildcards.letter,
            panel=snakemake.params.panel,
            seed=snakemake.params.seed,
            dpi=snakemake.params.dpi,
            log=log,
        )
