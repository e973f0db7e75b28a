"""Superposition: a sparse rank-one network with a sparse Gaussian part, as the paper's Discussion suggests."""

import numpy as np

from sparse_lowrank.datasets import quantities
from sparse_lowrank.datasets.variables import label
from sparse_lowrank.figures import marks, plotting
from sparse_lowrank.theory import formulas, superposition

LAYOUT = [
    {"a": (3.5, 2.5), "b": (3.5, 2.5)},
    {"c": (2.3, 2.2), "d": (4.7, 2.2)},
]

RADII = "outlier $\\lambda_1$ and bulk radius $R$"
DOTTED = (0, (1, 1.5))


def panel_a(area, spectra):
    """Outlier and bulk radius against the strength of the Gaussian part."""
    ax = plotting.add_axes(area, left=0.5)
    gain = plotting.fine(spectra.gain, 51)
    n_units, sparsity = float(spectra.n_units), float(spectra.sparsity)
    _theory(ax, spectra, gain, n_units, sparsity, gain)
    gaussian = marks.law(formulas.gaussian_radius, gain, sparsity)
    rank_one = _edge(superposition.bulk_edge, spectra, n_units, sparsity, 0.0).along(gain)
    style = {"lw": 0.8, "zorder": 1}
    plotting.theory_line(ax, gain, gaussian, "reference", "Gaussian part alone $g\\sqrt{1-s}$", ls=DOTTED, **style)
    plotting.theory_line(ax, gain, rank_one, "reference", "rank-one part alone", ls=(0, (4, 1.5)), **style)
    _dots(ax, spectra, "gain")
    ax.set(xlabel=label("gain"), ylabel=RADII, ylim=(0, 1.5 * float(spectra.bulk_radius_deflated.max())))
    ax.legend(loc="upper left", ncols=2, columnspacing=1)


def panel_b(area, spectra, two_masks):
    """Outlier and bulk radius against the sparsity, both parts on one mask or on two."""
    ax = plotting.add_axes(area, left=0.5)
    sparsity, n_units = plotting.fine(spectra.sparsity, 51), float(spectra.n_units)
    _theory(ax, spectra, sparsity, n_units, sparsity, float(spectra.gain))
    _dots(ax, spectra, "sparsity")
    _dots(ax, two_masks, "sparsity", mfc="white", shift=0.012)
    ax.plot([], [], "ko", ms=3, label="one mask")
    ax.plot([], [], "ko", ms=3, mfc="white", label="two masks")
    ax.set(xlabel=label("sparsity"), ylabel=RADII, ylim=(0, None))
    handles = [line for line in ax.get_lines() if line.get_label() in ("one mask", "two masks")]
    ax.legend(handles=handles, loc="upper right")


def panel_c(area, spectra):
    """By how much the bulk radius exceeds its edge, against N."""
    ax, spectra = plotting.add_axes(area, left=0.5, xscale="log"), plotting.swept(spectra, "n_units")
    edge = _edge(superposition.bulk_edge, spectra, spectra.n_units, spectra.sparsity, spectra.gain)
    finite = _edge(superposition.finite_size_edge, spectra, spectra.n_units, spectra.sparsity, spectra.gain)
    excess = 100 * (spectra.bulk_radius_deflated / _edge_of_each(spectra) - 1)
    error = excess.std("replicate", ddof=1) / np.sqrt(excess.sizes["replicate"])
    style, told = {"fmt": "o", "color": plotting.COLOURS["bulk"], "zorder": 2}, {"theory": finite}
    plotting.means(ax, spectra, "bulk_radius_deflated", "n_units", error, told=told, drawn=excess, **style)
    beyond = finite._replace(values=100 * (finite.values / edge.values - 1))
    plotting.correction_line(ax, spectra.n_units, beyond, "units at the edge")
    equal = [100 * (formulas.ginibre_radius(int(size)) - 1) for size in spectra.n_units]
    dotted = {"ls": DOTTED, "lw": 0.8, "zorder": 2, "name": "all $N$ units"}
    plotting.theory_line(ax, spectra.n_units, marks.Law(formulas.ginibre_radius, equal), "reference", **dotted)
    sizes = spectra.n_units.values
    ax.set_xticks(sizes, [f"{size:g}" for size in sizes])
    ax.minorticks_off()
    ax.set(xlim=(sizes[0] / 1.2, sizes[-1] * 1.2), ylim=(0, None))
    ax.set(xlabel=label("n_units"), ylabel="bulk radius beyond its edge (%)")
    ax.legend(loc="lower left")


def panel_d(area, activity):
    """Activity along m and its fluctuation against the covariance, one axes for each strength of the Gaussian part."""
    activity = plotting.swept(activity, "gain", "covariance")
    gains = activity.gain.values
    axes = np.atleast_1d(plotting.add_axes(area, len(gains), left=0.5, gap=0.15))
    limit = 1.15 * float(quantities.late_activity(activity).mean("replicate").max())
    for k, (ax, gain) in enumerate(zip(axes, gains, strict=True)):
        _networks(ax, activity.sel(gain=gain), "late_activity", "activity", "mean")
        _networks(ax, activity.sel(gain=gain), "late_fluctuation", "fluctuation", "fluctuation")
        radius = _regimes(ax, activity.sel(gain=gain))
        ax.set(xlabel="covariance $\\sigma_{mn}$", ylim=(-0.03 * limit, limit))
        ax.set_title(f"$g = {gain:g}$, $R = {radius:.2f}$")
        ax.set_xticks(activity.covariance.values[[0, len(activity.covariance) // 2]])
        if k:
            ax.set_yticklabels([])
    axes[0].set_ylabel(label("activity_m"))
    axes[0].legend(loc="center right", bbox_to_anchor=(1, 0.3))


def _edge(law, data, n_units, sparsity, gain):
    """What a formula of `superposition` gives for the vectors of a dataset."""
    moments = superposition.expected_moments(float(data.variance), float(data.covariance))
    return marks.law(law, moments, n_units, sparsity, gain, False)


def _edge_of_each(data):
    """The edge for the mean of m²n² of each network."""
    moments = superposition.expected_moments(data.variance, data.covariance)
    moments[1][1] = data.realised_square_product
    return superposition.bulk_edge(moments, data.n_units, data.sparsity, data.gain, scaled=False)


def _theory(ax, data, grid, n_units, sparsity, gain):
    """Outlier, edge of the bulk, and the mean of the largest modulus at this size."""
    degree = n_units * (1 - np.broadcast_to(sparsity, grid.shape))
    outlier = marks.law(formulas.outlier_unscaled, float(data.covariance), degree)
    edge = _edge(superposition.bulk_edge, data, n_units, sparsity, gain)
    leads = outlier.values > edge.values
    plotting.theory_line(ax, grid, outlier.where(leads), "outlier", "outlier $C\\sigma_{mn}$")
    plotting.theory_line(ax, grid, outlier.where(~leads), "outlier", None, ls=(0, (2, 1.5)))
    plotting.theory_line(ax, grid, edge, "bulk", "edge of the bulk")
    finite = _edge(superposition.finite_size_edge, data, n_units, sparsity, gain)
    plotting.correction_line(ax, grid, finite, f"at $N = {n_units:g}$")


def _dots(ax, spectra, axis, shift=0.0, **options):
    """Measured bulk radius, and outlier where most networks have one; bars: s.d. over networks."""
    often = spectra.outlier_separated.mean("replicate") > 0.5
    outlier = marks.law(formulas.outlier_unscaled, spectra.covariance, spectra.out_degree)
    edge = _edge(superposition.bulk_edge, spectra, spectra.n_units, spectra.sparsity, spectra.gain)
    for name, where, law, colour in (
        ("outlier_real", often, outlier, "outlier"),
        ("bulk_radius_deflated", True, edge, "bulk"),
    ):
        values, style = spectra[name].where(where), {"fmt": "o", "color": plotting.COLOURS[colour], **options}
        deviation, told = values.std("replicate"), {"theory": law}
        plotting.means(ax, spectra, name, spectra[axis] + shift, deviation, values, told, **style)


def _networks(ax, activity, variable, colour, name):
    """Each network as a small dot, their mean as a large one."""
    colour = plotting.COLOURS[colour]
    plotting.single_dots(ax, activity, variable, "covariance", ms=2.5, alpha=0.75, color=colour)
    plotting.mean_dots(ax, activity, variable, "covariance", "o-", ms=3, lw=0.8, color=colour, label=name)


def _regimes(ax, activity):
    """Colour the regimes that outlier and edge of the bulk predict; returns the edge without a covariance."""
    low, high = float(activity.covariance.min()), float(activity.covariance.max())
    covariance = plotting.fine(activity.covariance, 401)
    moments = superposition.expected_moments(float(activity.variance), covariance)
    edge = superposition.bulk_edge(
        moments, float(activity.n_units), float(activity.sparsity), float(activity.gain), scaled=False
    )
    outlier = formulas.outlier_unscaled(covariance, float(activity.out_degree))
    regime = np.where(outlier > np.maximum(edge, 1), 1, np.where(edge > 1, 2, 0))
    colours, names = list(plotting.AREAS.values()), list(plotting.AREAS)
    ends = np.flatnonzero(np.diff(regime)) + 1
    for start, stop in zip([0, *ends], [*ends, len(covariance)], strict=True):
        left, right = covariance[start], covariance[min(stop, len(covariance) - 1)]
        area = ax.axvspan(left, right, color=colours[regime[start]], lw=0, zorder=0)
        marks.whole(area, about=f"{names[regime[start]]}: the regime that outlier and edge of the bulk predict")
        place = {"transform": ax.get_xaxis_transform(), "ha": "center", "va": "top"}
        ax.text((left + right) / 2, 0.98, names[regime[start]], fontsize=5.5, style="italic", **place)
    ax.set_xlim(low - 0.03 * (high - low), high + 0.03 * (high - low))
    return edge[0]
