"""Fig 1: influence of sparsity on the eigenspectra of full-rank networks."""

import numpy as np

from sparse_lowrank import seeds
from sparse_lowrank.datasets.variables import label
from sparse_lowrank.figures import marks, plotting
from sparse_lowrank.networks import masks
from sparse_lowrank.theory import formulas

LAYOUT = [
    {"a": (3.5, 1.85), "b": (3.5, 1.85)},
    {"c": (2.35, 2.2), "d": (2.3, 2.2), "e": (2.35, 2.2)},
]


def panel_a(area, *, seed, n_units, sparsity):
    """How sparsity is imposed: a matrix J, a mask X, and their elementwise product."""
    rng = seeds.generator(seed, "fig1a")
    dense = rng.normal(size=(n_units, n_units))
    mask = masks.bernoulli(rng, n_units, sparsity).toarray()
    limit = np.abs(dense).max()
    axes = plotting.add_axes(area, 3, left=0.3, right=0.2, bottom=0.3, top=0.35, gap=0.32)
    images = (
        (dense, "full matrix $J$", "full matrix J"),
        (mask * limit, f"mask $X$, $s = {sparsity:g}$", f"mask X that leaves out the fraction s = {sparsity:g}"),
        (np.where(mask, dense, np.nan), "sparse matrix $\\tilde{J} = J \\odot X$", "sparse matrix J ⊙ X"),
    )
    for ax, (matrix, title, about) in zip(axes, images, strict=True):
        name, lowest = ("Greys", 0) if matrix.min() >= 0 else ("RdBu_r", -limit)
        image = ax.imshow(matrix, cmap=plotting.shades(name), vmin=lowest, vmax=limit, interpolation="none")
        marks.whole(image, about=f"{about}: an illustration, drawn from the seed {seed}")
        ax.set(xticks=[], yticks=[])
        ax.set_title(title, fontsize=7)
        ax.spines[["top", "right"]].set_visible(True)
    axes[0].set(ylabel="target unit $i$", xlabel="source unit $j$")
    for ax, sign in zip(axes[:2], ("\\odot", "="), strict=True):
        ax.annotate(
            f"${sign}$",
            (1, 0.5),
            (0.16 * 72, 0),
            "axes fraction",
            "offset points",
            ha="center",
            va="center",
            fontsize=11,
        )


def panel_b(area, spectra):
    """Eigenvalues of one dense and one sparse network in the complex plane."""
    for ax, s in zip(plotting.add_axes(area, 2, left=0.6, gap=0.4), spectra.sparsity.values, strict=True):
        plotting.complex_plane(ax, plotting.reach(spectra, 1.25))
        plotting.eigenvalue_dots(ax, spectra.sel(sparsity=s).isel(replicate=0), "measured")
        ax.set(title=f"$s = {s:g}$" + (" (dense)" if s == 0 else ""), xlabel=label("eigenvalue_real"))
        ax.set_ylabel(label("eigenvalue_imag") if s == spectra.sparsity[0] else "")


def panel_c(area, radius):
    """Spectral radius against sparsity, as a fraction of connections removed at fixed N."""
    s = plotting.fine(radius.sparsity)
    ax = _radius_axes(area, radius, "sparsity", s, s, np.full_like(s, radius.n_units))
    ax.legend(loc="lower left")


def panel_d(area, radius):
    """Spectral radius against N at a fixed number of outgoing connections."""
    n, degree = plotting.fine(radius.n_units), float(radius.out_degree)
    ax = _radius_axes(area, radius, "n_units", n, formulas.sparsity_of_degree(n, degree), n)
    plotting.sparsity_axis(ax, n, degree)


def panel_e(area, radius):
    """Spectral radius against sparsity at a fixed number of outgoing connections."""
    s, degree = plotting.fine(radius.sparsity), float(radius.out_degree)
    ax = _radius_axes(area, radius, "sparsity", s, s, formulas.size_of_sparsity(s, degree))
    ticks = plotting.ticks_within((0, 0.25, 0.5, 0.75, 0.9), s)
    sizes = [f"{formulas.size_of_sparsity(tick, degree):.0f}" for tick in ticks]
    plotting.secondary_ticks(ax, ticks, sizes, label("n_units"))


def _radius_axes(area, radius, axis, grid, sparsity, n_units):
    """Axes with the measured radius against `axis`, the theory along a grid, and its finite-size correction."""
    ax = plotting.add_axes(area, left=0.45, top=0.5)
    line = marks.law(formulas.gaussian_radius, float(radius.gain), sparsity)
    finite = marks.Law(formulas.ginibre_radius, line.values * _finite_size_factor(n_units))
    plotting.theory_line(ax, grid, line, "theory", "theory $g\\sqrt{1 - s}$")
    plotting.correction_line(ax, grid, finite, "with finite-size edge")
    at_dots = marks.law(formulas.gaussian_radius, radius.gain, radius.sparsity)
    plotting.measured(ax, radius, "spectral_radius", axis, theory=at_dots)
    ax.set(xlabel=label(axis), ylabel=label("spectral_radius"), ylim=(0, 1.12 * float(radius.gain)))
    return ax


def _finite_size_factor(n_units):
    """`formulas.ginibre_radius` at each N, interpolated between a dozen sizes."""
    sizes = np.unique(np.geomspace(n_units.min(), n_units.max(), 12).round().astype(int))
    return np.interp(n_units, sizes, [formulas.ginibre_radius(size) for size in sizes])
