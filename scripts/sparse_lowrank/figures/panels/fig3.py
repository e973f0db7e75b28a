"""Fig 3: key features of the rank-one eigenspectrum become independent of N in the high-sparsity limit."""

import numpy as np
from matplotlib.patches import Circle

from sparse_lowrank.datasets.variables import label
from sparse_lowrank.figures import marks, plotting
from sparse_lowrank.theory import formulas

LAYOUT = [
    {"a": (2.9, 2.5), "b": (4.1, 2.5)},
    {"c": (3.5, 2.4), "d": (3.5, 2.4)},
]

DEFLATED = "bulk of $\\tilde{P}^* = \\tilde{P} - (1 - s)P$, Eq 29"


def panel_a(area, spectra):
    """Eigenvalues of one network, with the bulk radius R and the outlier λ₁ of theory dashed."""
    ax = plotting.add_axes(area, left=0.55)
    spectrum = spectra.isel(replicate=0)
    variance, n_units, degree = (float(spectra[name]) for name in ("variance", "n_units", "out_degree"))
    bulk = marks.law(formulas.bulk_radius_unscaled, variance, n_units, degree)
    leading = marks.law(formulas.outlier_unscaled, float(spectra.covariance), degree)
    radius, outlier = bulk.values, leading.values
    plotting.complex_plane(ax, limit=1.15 * max(outlier, float(spectrum.spectral_radius)), ticks=(-2, -1, 0, 1, 2))
    plotting.spectrum_dots(ax, spectrum)
    edge = Circle((0, 0), radius, fill=False, ls=(0, (2, 1.5)), ec=plotting.COLOURS["bulk"], zorder=4)
    marks.theory(ax.add_patch(edge), bulk)
    line = ax.axvline(outlier, ls=(0, (2, 1.5)), lw=1, color=plotting.COLOURS["outlier"], zorder=1)
    marks.theory(line, leading)
    ax.annotate(
        "", (-radius / np.sqrt(2), radius / np.sqrt(2)), (0, 0), arrowprops={"arrowstyle": "->", "lw": 0.8}, zorder=5
    )
    ax.text(-0.62 * radius, 0.3 * radius, "$R$", zorder=5, bbox={"fc": "white", "ec": "none", "pad": 0.6})
    ax.text(outlier, ax.get_ylim()[1], "$\\lambda_1$", ha="center", va="bottom")
    ax.set(xlabel=label("eigenvalue_real"), ylabel=label("eigenvalue_imag"))


def panel_b(area, spectra):
    """Outlier and bulk radius against N at fixed C, with the limit √C σ² of the bulk."""
    n, degree, variance = plotting.fine(spectra.n_units), float(spectra.out_degree), float(spectra.variance)
    ax = plotting.add_axes(area, left=0.5, top=0.5)
    _lines(ax, spectra, "n_units", n, n, variance, float(spectra.covariance))
    _dots(ax, spectra, "n_units")
    limit = marks.law(formulas.bulk_radius_limit, variance, degree)
    style = {"ls": (0, (4, 2)), "lw": 0.8, "color": plotting.COLOURS["reference"], "zorder": 1}
    marks.theory(ax.axhline(limit.values, **style, label="$\\sqrt{C}\\,\\sigma^2$"), limit)
    plotting.sparsity_axis(ax, n, degree)
    ax.legend(loc="lower right", ncols=2)


def panel_c(area, spectra):
    """Outlier and bulk radius against the variance of the connectivity vectors."""
    variance = plotting.fine(spectra.variance)
    ax = plotting.add_axes(area, left=0.5)
    _lines(ax, spectra, "variance", variance, float(spectra.n_units), variance, float(spectra.covariance))
    _deflated_dots(ax, spectra, "variance")
    _dots(ax, spectra, "variance")
    handles = [line for line in ax.get_lines() if line.get_label() == DEFLATED]
    ax.legend(handles=handles, loc="upper left")


def panel_d(area, spectra):
    """Outlier and bulk radius against the covariance of the connectivity vectors."""
    covariance = plotting.fine(spectra.covariance)
    ax = plotting.add_axes(area, left=0.5)
    _lines(ax, spectra, "covariance", covariance, float(spectra.n_units), float(spectra.variance), covariance)
    _deflated_dots(ax, spectra, "covariance")
    _dots(ax, spectra, "covariance")


def _lines(ax, spectra, axis, grid, n_units, variance, covariance):
    """Theory of outlier and bulk radius; the outlier's line is dashed where it cannot be measured."""
    degree = float(spectra.out_degree)
    outlier = marks.law(formulas.outlier_unscaled, covariance, degree).along(grid)
    bulk = marks.law(formulas.bulk_radius_unscaled, variance, n_units, degree).along(grid)
    measurable = outlier.values > bulk.values
    plotting.theory_line(ax, grid, outlier.where(measurable), "outlier", "outlier, theory $C\\sigma_{mn}$")
    plotting.theory_line(ax, grid, outlier.where(~measurable), "outlier", None, ls=(0, (2, 1.5)))
    plotting.theory_line(ax, grid, bulk, "bulk", "bulk, theory Eq 14")
    sparsity = formulas.sparsity_of_degree(n_units, degree)
    plotting.bulk_edge_line(ax, spectra, axis, grid, sparsity, n_units, scaled=False)
    ax.set(xlabel=label(axis), ylabel="outlier $\\lambda_1$ and bulk radius $R$")


def _dots(ax, spectra, axis):
    """Measured outlier, where most networks have one outside the bulk, and measured bulk radius."""
    often = spectra.outlier_separated.mean("replicate") > 0.5
    outlier = marks.law(formulas.outlier_unscaled, spectra.covariance, spectra.out_degree)
    bulk = marks.law(formulas.bulk_radius_unscaled, spectra.variance, spectra.n_units, spectra.out_degree)
    plotting.measured(ax, spectra, "outlier_real", axis, "outlier", "outlier, measured", often, outlier)
    plotting.measured(ax, spectra, "bulk_radius", axis, "bulk", "bulk, measured", theory=bulk)
    ax.set_ylim(0)
    ax.locator_params(axis="x", nbins=6)


def _deflated_dots(ax, spectra, axis):
    """The mean bulk radius measured without the mean connectivity, by the paper's other route."""
    style = {"ms": 4.5, "mew": 0.8, "mfc": "none", "mec": plotting.COLOURS["bulk"], "zorder": 4}
    bulk = marks.law(formulas.bulk_radius_unscaled, spectra.variance, spectra.n_units, spectra.out_degree)
    plotting.mean_dots(ax, spectra, "bulk_radius_deflated", axis, "o", bulk, label=DEFLATED, **style)
