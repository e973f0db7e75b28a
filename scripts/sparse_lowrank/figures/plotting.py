"""The look of all figures: colours, axes in inches, dots for measurements and lines for theory."""

from contextlib import contextmanager

import matplotlib
import numpy as np
import xarray as xr
from matplotlib.patches import Circle

from sparse_lowrank.datasets import quantities
from sparse_lowrank.datasets.variables import label
from sparse_lowrank.errors import UserError
from sparse_lowrank.figures import marks
from sparse_lowrank.theory import formulas

# Hues of Okabe & Ito (2008), which colour-blind readers can tell apart.
BLACK, ORANGE, SKY_BLUE, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
BLUE, VERMILION, PURPLE = "#0072B2", "#D55E00", "#CC79A7"

# A dark and two pale hues of ColorBrewer, and greys from dark to pale.
BROWN, PALE_BLUE, PALE_ORANGE = "#8C510A", "#9ECAE1", "#FDBE85"
DARK_GREY, GREY, LIGHT_GREY, PALE_GREY, WHITE = "#666666", "#7F7F7F", "#CCCCCC", "#F0F0F0", "#FFFFFF"

# What each colour stands for.
COLOURS = {
    "measured": BLACK,
    "theory": BLUE,
    "correction": GREEN,
    "outlier": ORANGE,
    "bulk": BROWN,
    "reference": GREY,
    "independent vectors": BLUE,
    "equal vectors": VERMILION,
    "mean degree": PURPLE,
    "fixed degree": GREEN,
    "mean field": PURPLE,
    "activity": BLUE,
    "fluctuation": VERMILION,
    "independent start": BLUE,
    "common start": VERMILION,
    "positive branch": BLUE,
    "negative branch": VERMILION,
    "low coherence": SKY_BLUE,
    "high coherence": VERMILION,
    "m": BLUE,
    "n": VERMILION,
    "direction": "0.4",
    "connection": "0.5",
    "readout unit": LIGHT_GREY,
    "generation": BLUE,
    "solution": ORANGE,
    "sparse method": BLUE,
    "dense method": GREY,
    "plain way": BLUE,
    "other library": ORANGE,
}

# Networks by their regime, and the areas of the phase diagram in the order of their numbers.
REGIMES = {"decaying": DARK_GREY, "structured": BLUE, "chaotic": VERMILION, "intermediate": GREEN}
AREAS = {"decaying": PALE_GREY, "structured": PALE_BLUE, "chaotic": PALE_ORANGE, "infeasible": WHITE}

# Numbers of connections, in ascending order.
DEGREES = (BLUE, ORANGE, GREEN, PURPLE, SKY_BLUE, VERMILION)

STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 7.5,
    "axes.titlesize": 8,
    "axes.labelsize": 7.5,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.major.size": 2.5,
    "ytick.major.size": 2.5,
    "lines.linewidth": 1.2,
    "legend.frameon": False,
    "legend.fontsize": 6.5,
    "legend.handlelength": 1.6,
    "mathtext.fontset": "dejavusans",
    "pdf.fonttype": 42,
    "ps.fonttype": 42,
    "svg.fonttype": "path",
    "svg.hashsalt": "sparse-lowrank",
}


@contextmanager
def style():
    """Matplotlib's own defaults and `STYLE`, whatever the user's matplotlibrc says: to draw and to save a figure."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(STYLE)
        yield


def add_axes(panel, n_columns=1, left=0.5, right=0.1, bottom=0.4, top=0.25, gap=0.3, **options):
    """A row of axes in a panel (a subfigure), margins and gaps in inches; returns the axes, or a list of several."""
    width, height = panel.bbox.width / panel.figure.dpi, panel.bbox.height / panel.figure.dpi
    cell = (width - left - right - gap * (n_columns - 1)) / n_columns
    places = [left + column * (cell + gap) for column in range(n_columns)]
    axes = [axes_at(panel, place, bottom, cell, height - bottom - top, **options) for place in places]
    return axes if n_columns > 1 else axes[0]


def axes_at(panel, left, bottom, width, height, **options):
    """Axes in a panel (a subfigure) at a place given in inches from its lower left corner."""
    whole = panel.bbox.width / panel.figure.dpi, panel.bbox.height / panel.figure.dpi
    return panel.add_axes((left / whole[0], bottom / whole[1], width / whole[0], height / whole[1]), **options)


def by_degree(degrees):
    """Pairs of a number of connections and its colour. Raises UserError where there are too few colours."""
    if len(degrees) > len(DEGREES):
        told = f"{len(degrees)} numbers of connections in one panel, but {len(DEGREES)} colours"
        raise UserError(f"{told}. Remedy: sweep fewer, or add to DEGREES in figures/plotting.py.")
    return zip(degrees, DEGREES, strict=False)


def measured(axes, data, variable, x, colour="measured", name="measured (mean ± s.d.)", only=None, theory=None):
    """Dots at the mean of a variable or quantity over the dimension `replicate`, with bars of one standard deviation.

    Takes the dataset, and `x`, an array or the name of a coordinate; where `only` is false there is no dot.
    """
    values = quantities.measured(variable, data)
    values = values if only is None else values.where(only)
    error = values.std("replicate", ddof=1 if values.sizes["replicate"] > 1 else 0)
    style = {"fmt": "o", "lw": 0.8, "color": COLOURS[colour], "label": name}
    return means(axes, data, variable, x, error, values, {"theory": theory}, **style)


def means(axes, data, variable, x, error, values=None, told=None, drawn=None, **style):
    """Dots at means over the dimension `replicate`, with bars of the length `error`.

    Takes the dataset, the name of a variable or quantity, `x` as an array or the name of a coordinate, and where needed
    the `values` of the variable (sweep axes × replicate), what else is `told` of them (see `marks.means`), and what is
    `drawn` instead of them.
    """
    values = quantities.measured(variable, data) if values is None else values
    heights = (values if drawn is None else drawn).mean("replicate")
    told = marks.means(values, data, variable, drawn=None if drawn is None else heights, **(told or {}))
    style = {"ms": 3, "lw": 0.8, "zorder": 3, **style}
    dots, caps, bars = axes.errorbar(data[x] if isinstance(x, str) else x, heights, error, **style)
    marks.points(dots, told, *bars)
    return dots, caps, bars


def mean_dots(axes, data, variable, x, marker, theory=None, **style):
    """Dots at the mean of a variable or quantity over the dimension `replicate`, without bars."""
    values = quantities.measured(variable, data)
    (dots,) = axes.plot(data[x], values.mean("replicate"), marker, **style)
    return marks.points(dots, marks.means(values, data, variable, theory))


def single_dots(axes, data, variable, x, theory=None, **style):
    """Single networks as small dots, of a variable or quantity over the axis `x` and the dimension `replicate`."""
    values = quantities.measured(variable, data).transpose(x, "replicate")
    for replicate, dots in enumerate(axes.plot(data[x], values, ".", **style)):
        told = marks.measured(values.isel(replicate=replicate), data, variable, **marks.at_dots(theory))
        marks.points(dots, told)


def theory_line(axes, x, law, colour="theory", name="theory", **options):
    """A solid line of theory (a `marks.Law`), behind the dots."""
    (line,) = axes.plot(x, law.values, color=COLOURS[colour], label=name, **{"zorder": 2, **options})
    return marks.theory(line, law)


def correction_line(axes, x, law, name):
    """A thin dashed line of a finite-size correction to the theory."""
    return theory_line(axes, x, law, "correction", name, lw=0.8, ls=(0, (4, 2)), zorder=2.5)


def courses(axes, values, data, each, **style):
    """Courses in time, one line for each element of the dimension `each` (`unit` or `trial`)."""
    values = values.assign_coords({each: values[each]}).transpose("time", each)
    for number, line in enumerate(axes.plot(values.time, values, **style)):
        marks.course(line, values.isel({each: number}), data)


def reach(spectra, least):
    """How far axes must reach to show all eigenvalues of networks (`spectral_radius`), and `least` at least."""
    return max(least, 1.05 * float(spectra.spectral_radius.max()))


def ticks_within(ticks, values):
    """The ticks in the range of some values, or the ends of that range if there are none."""
    first, last = float(np.min(values)), float(np.max(values))
    return [tick for tick in ticks if first <= tick <= last] or [first, last]


def complex_plane(axes, limit, ticks=(-1, 0, 1), above=False):
    """Equal axes through the complex plane with the unit circle dashed, below or above the eigenvalues."""
    colour, order = ("black", 5) if above else (COLOURS["reference"], 1)
    circle = axes.add_patch(Circle((0, 0), 1, fill=False, ls=(0, (4, 2)), lw=0.8, ec=colour, zorder=order))
    marks.whole(circle, about="the unit circle, |λ| = 1")
    axes.set(xlim=(-limit, limit), ylim=(-limit, limit), aspect="equal", xticks=ticks, yticks=ticks)


def eigenvalue_dots(axes, spectrum, colour, **options):
    """The eigenvalues of one network (`eigenvalue_real`, `eigenvalue_imag`) as small dots."""
    real, imaginary = spectrum.eigenvalue_real, spectrum.eigenvalue_imag
    (dots,) = axes.plot(real, imaginary, ".", **{"ms": 2, "mew": 0, "color": COLOURS[colour], **options})
    marks.points(dots, marks.measured(real, spectrum, "eigenvalue_real", also=[imaginary]))


def spectrum_dots(axes, spectrum):
    """The eigenvalues of one rank-one network: the bulk as small dots, the separated outlier as a large one."""
    values = spectrum.eigenvalue_real.values + 1j * spectrum.eigenvalue_imag.values
    outlier = complex(spectrum.outlier_real, spectrum.outlier_imag)
    apart = np.minimum(abs(values - outlier), abs(values - outlier.conjugate())) > 1e-9
    bulk = spectrum.isel(eigenvalue=apart | np.isnan(outlier))
    eigenvalue_dots(axes, bulk, "bulk", ms=2.2, label="bulk", zorder=3)
    style = {"ms": 5, "mew": 0, "color": COLOURS["outlier"]}
    for partner in {outlier, outlier.conjugate()}:
        (dot,) = axes.plot(partner.real, partner.imag, "o", zorder=4, **style)
        imaginary = xr.DataArray(partner.imag, name="outlier_imag")
        marks.points(dot, marks.measured(spectrum.outlier_real, spectrum, "outlier_real", also=[imaginary]))
    axes.plot([], [], "o", label="outlier", **style)


def bulk_edge_law(spectra, axis, grid, sparsity, n_units, scaled):
    """The large-N edge of the bulk for the connectivity vectors that were drawn, along a grid of `axis`."""
    product = np.sqrt(spectra.realised_square_product.mean("replicate"))
    smooth = np.interp(grid, spectra[axis], product) ** 2
    return marks.law(formulas.bulk_edge, smooth, n_units, sparsity, scaled)


def bulk_edge_line(axes, spectra, axis, grid, sparsity, n_units, scaled):
    """The line of `bulk_edge_law`."""
    law = bulk_edge_law(spectra, axis, grid, sparsity, n_units, scaled)
    return correction_line(axes, grid, law, "bulk, large-$N$ edge")


def sparsity_axis(axes, n_units, degree):
    """A second axis of sparsity s = 1 − C/N on top of an axis of N."""
    ticks = ticks_within(axes.get_xticks(), n_units)
    names = [f"{formulas.sparsity_of_degree(size, degree):.2g}" for size in ticks]
    return secondary_ticks(axes, ticks, names, label("sparsity"))


def secondary_ticks(axes, positions, labels, name):
    """A second axis on top with the given labels at positions of the first."""
    top = axes.secondary_xaxis("top")
    top.set_xticks(positions, labels)
    top.set_xlabel(name)
    top.spines["top"].set_visible(True)
    return top


def shades(name):
    """A colour map of Matplotlib that shows what is missing in white, not as a hole, which EPS does not know."""
    return matplotlib.colormaps[name].with_extremes(bad="white")


def swept(data, *axes):
    """A dataset with these axes, whether or not they have but one value."""
    return data.expand_dims([axis for axis in axes if data[axis].ndim == 0])


def fine(values, count=201):
    """A fine, even grid over the range of a coordinate, for lines of theory."""
    return np.linspace(float(np.min(values)), float(np.max(values)), count)
