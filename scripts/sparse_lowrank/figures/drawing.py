"""Figures from panels: the layout in inches, letters, and what a figure was made of."""

import importlib
import inspect
from math import fsum

from matplotlib.figure import Figure

from sparse_lowrank.figures import marks, plotting
from sparse_lowrank.planning import places
from sparse_lowrank.records import digests, machine, making


def draw_figure(name, panels, data, seed):
    """A whole figure.

    Parameters
    ----------
    name : str
        Name of its module in `panels/`; `LAYOUT` there lists the rows, dicts of letter: (width, height) in inches.
    panels : dict
        The figure's entry of the configuration: experiments and options of each panel, by letter.
    data : dict
        Datasets by name of experiment.
    seed : int
        Root seed, for illustrations that draw random numbers.

    Returns
    -------
    matplotlib.figure.Figure
    """
    module = panel_module(name)
    rows = [{letter: size for letter, size in row.items() if letter in panels} for row in module.LAYOUT]
    rows = [row for row in rows if row]
    heights = [max(height for _, height in row.values()) for row in rows]
    with plotting.style():
        # Not sum(): from Python 3.12 on it rounds sums of floats in another way.
        figure = Figure(figsize=(max(fsum(width for width, _ in row.values()) for row in rows), fsum(heights)))
        for row, area in zip(rows, _subfigures(figure, len(rows), 1, height_ratios=heights), strict=True):
            widths = [width for width, _ in row.values()]
            for letter, panel in zip(row, _subfigures(area, 1, len(row), width_ratios=widths), strict=True):
                _draw(module, letter, panel, panels[letter], data, seed)
                panel.text(0.01, 0.99, letter.upper(), fontweight="bold", fontsize=10, va="top")
    return figure


def draw_panel(name, letter, entry, data, seed):
    """One panel as a figure of its own, in the size that it has in the whole; parameters as in `draw_figure`."""
    module = panel_module(name)
    sizes = {letter: size for row in module.LAYOUT for letter, size in row.items()}
    with plotting.style():
        figure = Figure(figsize=sizes[letter])
        _draw(module, letter, figure.subfigures(), entry, data, seed)
    return figure


def origin(folder, data, panels, seed, dpi):
    """What a figure was made of.

    Parameters
    ----------
    folder : str
        The folder of all results.
    data : dict
        Datasets by name of experiment.
    panels : dict
        The panels' entries in the configuration, by letter.
    seed : int
        Root seed.
    dpi : int
        Resolution of pictures, in pixels per inch.

    Returns
    -------
    dict
        Plain data: paths and content digests of the datasets, panels, seed, resolution, software and arithmetic.
    """
    return {
        "datasets": {
            name: {"path": places.of_dataset(folder, name), "sha256": dataset.attrs["content_sha256"]}
            for name, dataset in data.items()
        },
        "panels": panels,
        "seed": seed,
        "dpi": dpi,
        "configuration_sha256": digests.json_sha256([seed, dpi, panels]),
        "software": making.software("matplotlib", "numpy", "xarray"),
        "arithmetic": machine.arithmetic(),
    }


def panel_module(name):
    """The module of panel functions of a figure."""
    return importlib.import_module(f"sparse_lowrank.figures.panels.{name}")


def _draw(module, letter, area, entry, data, seed):
    function = getattr(module, f"panel_{letter}")
    options = dict(entry.get("options", {}))
    if "seed" in inspect.signature(function).parameters:
        options["seed"] = seed
    function(area, *(marks.remembering(data[name]) for name in entry["experiments"]), **options)
    marks.name_panel(area, letter)


def _subfigures(area, n_rows, n_columns, **ratios):
    """Subfigures whose heights or widths have these ratios, told in thousandths: whole numbers add up exactly."""
    exact = {name: [round(1000 * value) for value in values] for name, values in ratios.items()}
    return area.subfigures(n_rows, n_columns, squeeze=False, wspace=0, hspace=0, **exact).ravel()
