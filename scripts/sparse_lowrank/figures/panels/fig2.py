"""Fig 2: influence of sparsity on the eigenspectra of rank-one networks."""

from sparse_lowrank.datasets.variables import label
from sparse_lowrank.figures import marks, plotting
from sparse_lowrank.theory import formulas

LAYOUT = [
    {"a": (4.4, 2.1), "b": (2.6, 2.1)},
    {"c": (3.5, 2.2), "d": (3.5, 2.2)},
]


def panel_a(area, spectra):
    """Eigenvalues of one dense and one sparse network: the outlier apart from the bulk."""
    axes = plotting.add_axes(area, 2, left=0.6, gap=0.45)
    for ax, s in zip(axes, spectra.sparsity.values, strict=True):
        spectrum = spectra.sel(sparsity=s).isel(replicate=0)
        plotting.complex_plane(ax, plotting.reach(spectra, 1.6))
        plotting.spectrum_dots(ax, spectrum)
        ax.set(title=f"$s = {s:g}$" + (" (dense)" if s == 0 else ""), xlabel=label("eigenvalue_real"))
    axes[0].set_ylabel(label("eigenvalue_imag"))
    axes[1].legend(loc="lower right", bbox_to_anchor=(1.08, -0.03), handletextpad=0.1)


def panel_b(area, spectra):
    """The outlier against sparsity, with the boundary of instability."""
    ax = plotting.add_axes(area, left=0.5)
    s = plotting.fine(spectra.sparsity)
    style = {"ls": (0, (4, 2)), "lw": 0.8, "color": plotting.COLOURS["reference"]}
    line = ax.axhline(1, **style, label="instability, $\\lambda_1 = 1$")
    marks.whole(line, about="λ₁ = 1: above it activity at rest is unstable")
    line = marks.law(formulas.outlier, float(spectra.covariance), s)
    plotting.theory_line(ax, s, line, "outlier", "outlier, theory $(1 - s)\\sigma_{mn}$")
    at_dots = marks.law(formulas.outlier, spectra.covariance, spectra.sparsity)
    plotting.measured(ax, spectra, "outlier_real", "sparsity", "outlier", "outlier, measured", theory=at_dots)
    ax.set(xlabel=label("sparsity"), ylabel=label("outlier_real"), ylim=(0, None))
    ax.legend(loc="upper right")


def panel_c(area, spectra):
    """The bulk radius against sparsity at fixed N."""
    s, n_units = plotting.fine(spectra.sparsity), float(spectra.n_units)
    line = marks.law(formulas.bulk_radius, float(spectra.variance), n_units, s)
    at_dots = marks.law(formulas.bulk_radius, spectra.variance, spectra.n_units, spectra.sparsity)
    ax = _bulk_axes(area, spectra, "sparsity", s, s, n_units, line, at_dots, "bulk, theory Eq 9")
    ax.legend(loc="lower center")


def panel_d(area, spectra):
    """The bulk radius against N at a fixed number of outgoing connections."""
    n, degree = plotting.fine(spectra.n_units), float(spectra.out_degree)
    line = marks.law(formulas.bulk_radius_of_degree, float(spectra.variance), n, degree)
    at_dots = marks.law(formulas.bulk_radius_of_degree, spectra.variance, spectra.n_units, spectra.out_degree)
    s = formulas.sparsity_of_degree(n, degree)
    ax = _bulk_axes(area, spectra, "n_units", n, s, n, line, at_dots, "bulk, theory Eq 11")
    plotting.sparsity_axis(ax, n, degree)
    ax.legend(loc="upper right")


def _bulk_axes(area, spectra, axis, grid, sparsity, n_units, line, at_dots, name):
    """Axes with the measured bulk radius, the theory along a grid and at the dots, and the large-N edge."""
    ax = plotting.add_axes(area, left=0.5, top=0.5)
    plotting.theory_line(ax, grid, line, "bulk", name)
    plotting.bulk_edge_line(ax, spectra, axis, grid, sparsity, n_units, scaled=True)
    plotting.measured(ax, spectra, "bulk_radius", axis, "bulk", "bulk, measured", theory=at_dots)
    ax.set(xlabel=label(axis), ylabel=label("bulk_radius"), ylim=(0, None))
    return ax
