"""Robustness: Figs 5C, 5D and 6 where the paper leaves a choice open, and the authors' notebooks choose otherwise."""

import numpy as np

from sparse_lowrank.datasets import quantities
from sparse_lowrank.datasets.variables import label
from sparse_lowrank.figures import plotting
from sparse_lowrank.figures.panels import fig6

LAYOUT = [
    {"a": (3.5, 2.4), "b": (3.5, 2.4)},
    {"c": (3.5, 2.3), "d": (3.5, 2.3)},
]

LATE, BRIEF = "late_activity", "activity_at_15"

SHAPES = (("o-", None), ("s--", "white"), ("^:", None))  # lines and markers of choices, and the face of the markers


def panel_a(area, independent, common):
    """Activity along m against C, by initial state and by window."""
    ax = plotting.add_axes(area, left=0.55)
    _both_windows(ax, independent, "out_degree", "independent start", "independent start")
    _both_windows(ax, common, "out_degree", "common start", "common start")
    ax.invert_xaxis()
    _legend(ax)


def panel_b(area, independent, common):
    """Activity along m against N at fixed C, by initial state and by window; at a second C as in the notebooks."""
    ax = plotting.add_axes(area, left=0.55)
    _both_windows(ax, independent, "n_units", "independent start", f"$C = {float(independent.out_degree):g}$")
    common = plotting.swept(common, "n_units")
    degrees = common.out_degree.broadcast_like(common.n_units).values
    for degree, marker in zip(np.unique(degrees)[::-1], "os", strict=False):
        of_degree = common.isel(n_units=degrees == degree)
        _both_windows(ax, of_degree, "n_units", "common start", f"$C = {degree:g}$", marker)
    _legend(ax)


def panel_c(area, outputs, pattern, *, covariance):
    """Psychometric curves of the networks of one covariance, where one choice at a time is another."""
    ax = plotting.add_axes(area, left=0.55)
    looks = _looks(ax, {"$C$ outputs": outputs, "one $\\mathbf{h}$": pattern})
    for trials, axis, look in looks:
        of_covariance = np.isclose(trials.covariance.broadcast_like(trials[axis]), covariance)
        fig6.psychometric_curves(ax, trials.isel({axis: of_covariance}), axis, **look)
    ax.legend(loc="lower right", borderaxespad=0.1)


def panel_d(area, outputs, start, coherence):
    """Variance of the readout in correct trials, where one choice at a time is another."""
    ax = plotting.add_axes(area, left=0.65)
    full = f"{label('coherence')} $= {float(coherence.coherence.squeeze()):g}$"
    looks = _looks(ax, {"$C$ outputs": outputs, "from $-\\mathbf{m}-\\mathbf{n}$": start, full: coherence})
    for trials, axis, look in looks:
        trials = plotting.swept(trials, "variance")
        fig6.readout_variances(ax, trials, axis, float(trials.coherence.squeeze()), **look)
    ax.legend(loc="upper left", title="correct trials, mean ± s.e.", title_fontsize=6.5)


def _looks(ax, choices):
    """The trials of each choice by its name, the axis of their degrees, and how to draw them; names it in the legend.

    Colours stand for degrees, which the first choice names, and shapes for choices.
    """
    for (name, trials), (shape, face) in zip(choices.items(), SHAPES, strict=False):
        axis = "out_degree" if "out_degree" in trials.coords else "in_degree"
        ax.plot([], [], shape, color="black", mfc=face, ms=3, lw=0.9, label=name)
        yield plotting.swept(trials, axis), axis, {"fmt": shape, "mfc": face, "named": shape == SHAPES[0][0]}


def _legend(ax):
    """A legend in two columns, above what is drawn."""
    ax.set_ylim(0, 1.5 * ax.get_ylim()[1])
    ax.legend(loc="upper center", ncols=2, columnspacing=1)


def _both_windows(ax, data, axis, start, name, marker="o"):
    """Means and standard errors of the modulus of activity along m: late (filled), and from 14 to 15 (open)."""
    colour, data = plotting.COLOURS[start], plotting.swept(data, axis)
    for variable, window, face in ((LATE, "late", colour), (BRIEF, "14 to 15", "white")):
        values = quantities.measured(variable, data).transpose(axis, "replicate")
        error = values.std("replicate", ddof=1) / np.sqrt(values.sizes["replicate"])
        style = {"fmt": f"{marker}-", "color": colour, "mfc": face, "label": f"{name}, {window}", "zorder": 2}
        plotting.means(ax, data, variable, axis, error, values, **style)
    ax.set(xlabel=label(axis), ylabel="activity along $\\mathbf{m}$, modulus")
    ax.set_ylim(0, auto=True)  # still widened by what is drawn later
