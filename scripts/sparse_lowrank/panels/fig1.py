"""Fig 1: influence of sparsity on the eigenspectra of full-rank networks."""

import numpy as np

from sparse_lowrank import masks, plotting, seeds, theory
from sparse_lowrank.variables import label

LAYOUT = [
    {"a": (3.5, 1.85), "b": (3.5, 1.85)},
    {"c": (2.35, 2.2), "d": (2.3, 2.2), "e": (2.35, 2.2)},
]

FINITE_SIZE = "finite-size edge"


def panel_a(area, *, seed, n_units, sparsity):
    """How sparsity is imposed: a matrix J, a mask X, and their elementwise product."""
    rng = seeds.generator(seed, "fig1a")
    dense = rng.normal(size=(n_units, n_units))
    mask = masks.bernoulli(rng, n_units, sparsity).toarray()
    limit = np.abs(dense).max()
    axes = plotting.add_axes(area, 3, left=0.3, right=0.2, bottom=0.3, top=0.35, gap=0.32)
    titles = ("full matrix $J$", f"mask $X$, $s = {sparsity:g}$", "sparse matrix $\\tilde{J} = J \\odot X$")
    for ax, matrix, title in zip(axes, (dense, mask * limit, np.where(mask, dense, np.nan)), titles, strict=True):
        shown = "Greys" if matrix.min() >= 0 else "RdBu_r"
        ax.imshow(matrix, cmap=shown, vmin=0 if shown == "Greys" else -limit, vmax=limit, interpolation="none")
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
    for ax, s in zip(plotting.add_axes(area, 2, left=0.55, gap=0.35), spectra.sparsity.values, strict=True):
        plotting.complex_plane(ax, limit=1.25)
        plotting.eigenvalue_dots(ax, spectra.sel(sparsity=s).isel(replicate=0), "measured")
        ax.set(title=f"$s = {s:g}$", xlabel=label("eigenvalue_real"))
        ax.set_ylabel(label("eigenvalue_imag") if s == spectra.sparsity[0] else "")


def panel_c(area, radius):
    """Spectral radius against sparsity, as a fraction of connections removed at fixed N."""
    s = plotting.fine(radius.sparsity)
    _radius_axes(area, radius, "sparsity", s, theory.gaussian_radius(float(radius.gain), s), legend=True)


def panel_d(area, radius):
    """Spectral radius against N at a fixed number of outgoing connections."""
    n = plotting.fine(radius.n_units)
    line = theory.gaussian_radius_of_degree(float(radius.gain), n, float(radius.out_degree))
    ax = _radius_axes(area, radius, "n_units", n, line)
    sizes = ax.get_xticks()[(ax.get_xticks() >= n[0]) & (ax.get_xticks() <= n[-1])]
    plotting.secondary_ticks(
        ax, sizes, [f"{theory.sparsity_of_degree(x, float(radius.out_degree)):.2g}" for x in sizes], label("sparsity")
    )


def panel_e(area, radius):
    """Spectral radius against sparsity at a fixed number of outgoing connections."""
    s = plotting.fine(radius.sparsity)
    ax = _radius_axes(area, radius, "sparsity", s, theory.gaussian_radius(float(radius.gain), s))
    ticks = np.array([0, 0.2, 0.4, 0.6, 0.8, 0.9])
    ticks = ticks[ticks <= s[-1] + 1e-6]
    plotting.secondary_ticks(ax, ticks, [f"{float(radius.out_degree) / (1 - x):.0f}" for x in ticks], label("n_units"))


def _radius_axes(area, radius, axis, grid, line, legend=False):
    """Axes with the measured radius, the theory on a grid, and its finite-size correction at the measured points."""
    ax = plotting.add_axes(area, left=0.45, top=0.5)
    plotting.theory_line(ax, grid, line, label="$R = g\\sqrt{1 - s}$")
    corrected = [
        theory.gaussian_radius(float(radius.gain), float(s)) * theory.ginibre_radius(int(n))
        for s, n in np.broadcast(radius.sparsity.values, radius.n_units.values)
    ]
    plotting.correction_line(ax, radius[axis], corrected, label=FINITE_SIZE)
    plotting.measured(ax, radius[axis], radius.spectral_radius)
    ax.set(xlabel=label(axis), ylabel=label("spectral_radius"), ylim=(0, 1.12 * float(radius.gain)))
    if legend:
        ax.legend(loc="lower left")
    return ax
