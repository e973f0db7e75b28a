"""Fig 4: impact of sparsity on input-driven dynamics; a Gaussian part (top row) and sparsity (bottom row)."""

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import Normalize

from sparse_lowrank.datasets import quantities
from sparse_lowrank.datasets.variables import label
from sparse_lowrank.figures import marks, plotting

LAYOUT = [
    {"a": (1.9, 2.7), "b": (3.3, 2.7), "c": (1.9, 2.7)},
    {"d": (1.9, 2.7), "e": (3.3, 2.7), "f": (1.9, 2.7)},
]

# Components with less of the variance than this are rounding errors without a direction.
NEGLIGIBLE = 1e-9


def panel_a(area, responses, *, gain):
    """Samples of input and of activations with a Gaussian part."""
    _samples(area, responses.sel(gain=gain), f"$g = {gain:g}$")


def panel_b(area, responses):
    """Trajectories in the m–I plane and their principal components, by strength of the Gaussian part."""
    _trajectories(area, responses, "gain")


def panel_c(area, responses):
    """Dimension and projection on m against the strength of the Gaussian part."""
    _dimension(area, responses, "gain")


def panel_d(area, responses, *, sparsity):
    """Samples of input and of activations in the network of the sparsity nearest to the given one."""
    response = responses.isel(out_degree=np.argmin(abs(responses.sparsity.values - sparsity)))
    _samples(area, response, f"$s = {float(response.sparsity):.2g}$")


def panel_e(area, responses):
    """Trajectories in the m–I plane and their principal components, by sparsity."""
    _trajectories(area, responses, "sparsity")


def panel_f(area, responses):
    """Dimension and projection on m against the number of connections left, from C = N on the left."""
    for ax in _dimension(area, responses, "out_degree"):
        ax.invert_xaxis()


def _samples(area, responses, title):
    inputs = plotting.axes_at(area, 0.57, 1.75, 1.23, 0.6)
    activations = plotting.axes_at(area, 0.57, 0.4, 1.23, 1.1)
    for ax, name in ((inputs, "input"), (activations, "activation")):
        courses = responses[name].isel(replicate=0)
        plotting.courses(ax, courses, responses, "unit", lw=0.8)
        ax.set_ylabel(label(name))
    inputs.set(title=title, xticklabels=[])
    activations.set_xlabel(label("time"))


def _trajectories(area, responses, name):
    """One curve for each value of a coordinate, along whatever axis it lies, in ascending order."""
    responses = responses.sortby(name)
    plane = plotting.axes_at(area, 0.5, 0.4, 1.2, 1.95)
    variance = plotting.axes_at(area, 2.4, 1.6, 0.8, 0.75)
    alignment = plotting.axes_at(area, 2.4, 0.4, 0.8, 0.85)
    components = np.arange(1, responses.sizes["component"] + 1)
    symbol, (axis,) = label(name).split()[-1].strip("$"), responses[name].dims
    for k, colour in enumerate(shades_of(responses[name].values, name)):
        response = responses.isel({axis: k, "replicate": 0})
        value = float(response[name])
        (course,) = plane.plot(response.kappa_i, response.kappa_r, color=colour, label=f"${symbol} = {value:.2g}$")
        marks.course(course, response.kappa_r, response)
        for ax, variable, marker, style in (
            (variance, "explained_variance_ratio", "o-", {"ms": 2.5, "lw": 0.8}),
            (alignment, "component_alignment_i", "o-", {"ms": 2.5, "lw": 0.6}),
            (alignment, "component_alignment_m", "^--", {"ms": 3, "lw": 0.6, "mfc": "white"}),
        ):
            values = response[variable].where(response.explained_variance_ratio > NEGLIGIBLE)
            (dots,) = ax.plot(components, values, marker, color=colour, **style)
            marks.points(dots, marks.measured(values, response, variable))
    plane.set(xlabel=label("kappa_i"), ylabel=label("kappa_r"))
    plane.set_ylim(0, 1.4 * float(quantities.peak_projection_on_m(responses).max()))
    plane.legend(loc="upper left", handlelength=1, labelspacing=0.15, fontsize=5.5)
    variance.set(ylabel="fraction of\nvariance", yscale="log", ylim=(1e-5, 2), xticks=components, xticklabels=[])
    alignment.set(ylabel="correlation", ylim=(0, 1.05), xticks=components, xlabel="principal component")
    for marker, face, text in (("o", "k", "with $\\mathbf{I}$"), ("^", "white", "with $\\mathbf{m}$")):
        alignment.plot([], [], marker, ms=3, color="k", mfc=face, label=text)
    alignment.legend(loc="lower left", bbox_to_anchor=(-0.05, 0.95), ncols=2, handletextpad=0, columnspacing=0.5)


def _dimension(area, responses, name):
    upper = plotting.axes_at(area, 0.5, 1.5, 1.3, 0.85)
    lower = plotting.axes_at(area, 0.5, 0.4, 1.3, 0.85)
    plotting.measured(upper, responses, "participation_ratio", name)
    plotting.measured(lower, responses, "peak_projection_on_m", name)
    upper.set(ylabel=label("participation_ratio"), xticklabels=[])
    lower.set(ylabel="peak projection\non $\\mathbf{m}$, $\\kappa_r$", xlabel=label(name), ylim=(0, None))
    return upper, lower


def shades_of(values, name):
    """One colour per value of the gain (from blue to green) or of the sparsity (from blue to orange)."""
    shades = colormaps["viridis" if name == "gain" else "plasma"]
    return shades(0.85 * Normalize(np.min(values), np.max(values))(values))
