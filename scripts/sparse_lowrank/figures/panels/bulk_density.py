"""How the bulk of a sparsified rank-one network fills its disk, and how its largest modulus approaches the edge."""

import numpy as np
import xarray as xr
from matplotlib.patches import Circle

from sparse_lowrank.datasets import bulk, quantities
from sparse_lowrank.datasets.variables import label
from sparse_lowrank.figures import marks, plotting
from sparse_lowrank.theory import bulk_law, formulas

LAYOUT = [
    {"a": (2.3, 2.4), "b": (2.35, 2.4), "c": (2.35, 2.4)},
    {"d": (2.3, 2.4), "e": (2.35, 2.4), "f": (2.35, 2.4)},
]

RADIUS = "radius over edge $r/R$"
FRACTION = "fraction of eigenvalues within $F$"

# Of the first and of the last covariance that is shown: colour and name.
VECTORS = {
    "independent vectors": "independent $\\mathbf{m}$, $\\mathbf{n}$",
    "equal vectors": "$\\mathbf{m} = \\mathbf{n}$",
}


def panel_a(area, fixed_degree):
    """The bulk of one network, with the radii between which the law has a tenth of the eigenvalues each."""
    network = plotting.swept(fixed_degree, "out_degree", "covariance").isel(out_degree=-1, covariance=0, replicate=0)
    ax = plotting.add_axes(area, left=0.6)
    edge = float(bulk.bulk_edges(network))
    law = bulk_law.of_vectors(bulk.bulk_scales(network).dropna("unit"))
    of_deciles = [(marks.Law(law.radius, radius), radius) for radius in law.radius(bulk.DECILES)]
    for origin, radius in [*of_deciles, (marks.Law(formulas.bulk_edge, edge), edge)]:
        circle = Circle((0, 0), radius, fill=False, lw=0.6, ec=plotting.COLOURS["theory"], zorder=4)
        marks.theory(ax.add_patch(circle), origin)
    plotting.eigenvalue_dots(ax, network, "bulk", zorder=3)
    limit = 1.05 * max(edge, float(network.bulk_radius_deflated))
    ax.set(xlim=(-limit, limit), ylim=(-limit, limit), aspect="equal")
    ax.set(xlabel=label("eigenvalue_real"), ylabel=label("eigenvalue_imag"))
    ax.locator_params(nbins=4)


def panel_b(area, fixed_degree, mean_degree):
    """The fraction of eigenvalues within a radius, beside that of a uniform disk."""
    ax = plotting.add_axes(area)
    _fractions(ax, np.linspace(0.002, 1.15, 200), np.arange(0.05, 1.15, 0.1), fixed_degree, mean_degree)
    ax.set(xlabel=RADIUS, ylabel=FRACTION, xlim=(0, 1.15), ylim=(0, 1.03))
    ax.legend(loc="lower right")


def panel_c(area, fixed_degree, mean_degree):
    """The same near the centre, in logarithms."""
    ax = plotting.add_axes(area, xscale="log", yscale="log")
    radii = np.geomspace(1e-5, 1.15, 200)
    _fractions(ax, radii, np.geomspace(1e-5, 1, 11), fixed_degree, mean_degree)
    ax.set(xlabel=RADIUS, ylabel=FRACTION, xlim=(radii[0], radii[-1]), ylim=(2e-4, 1.3))
    for place, text, name in (
        ((4e-5, 0.02), "$\\sqrt{r}$", "equal vectors"),
        ((5e-4, 0.0015), "$r\\,\\ln(1/r)$", "independent vectors"),
        ((0.07, 0.0015), "$r^2$", "reference"),
    ):
        ax.text(*place, text, color=plotting.COLOURS[name])


def panel_d(area, fixed_degree, mean_degree):
    """How far the fraction within each decile of the law is from that decile."""
    ax = plotting.add_axes(area, left=0.55)
    ax.axhline(0, lw=0.8, color=plotting.COLOURS["reference"], zorder=1)
    deciles = xr.DataArray(bulk.DECILES.values, {"decile": bulk.DECILES.values})
    law = {"theory": marks.Law(bulk_law.of_vectors, deciles)}
    for k, (data, colour, style) in enumerate(_ensembles(fixed_degree, mean_degree)):
        fractions = _fractions_within_deciles(data)
        deviation = 1000 * (fractions - bulk.DECILES)
        x = bulk.DECILES + 0.012 * (k - 1.5)
        _means(ax, data, "fraction_within_deciles", x, fractions, deviation, law, color=colour, **style)
    reach = 1.5 * np.max(np.abs(ax.get_ylim()))
    ax.set(xlabel="decile of the law, $F$", ylabel="measured − law ($10^{-3}$)", xlim=(0, 1), ylim=(-reach, reach))
    ax.legend(loc="upper left", ncols=2, columnspacing=0.8, handletextpad=0.2)


def panel_e(area, fixed_degree, mean_degree):
    """What sparsity does to the fractions, to first order in 1/C: the deviation in units of K/N."""
    ax = plotting.add_axes(area)
    fixed = plotting.swept(fixed_degree, "out_degree", "covariance").isel(covariance=0)
    sparsest = plotting.swept(mean_degree, "sparsity", "covariance").isel(covariance=0, sparsity=-1)
    law, fractions = bulk_law.of_ensemble(1.0, 0.0), np.linspace(0.005, 0.995, 100)
    for colour, is_exact, name in (("mean degree", False, "$C$ on average"), ("fixed degree", True, "exactly $C$")):
        plotting.theory_line(ax, fractions, marks.law(law.shift, fractions, is_exact), colour, f"theory, {name}")
    degree = float(quantities.degree_of_sparsity(sparsest))
    colours = plotting.COLOURS
    style = {"color": colours["mean degree"], "fmt": "s", "label": f"$C$ = {degree:.3g} on average"}
    _shift(ax, sparsest, law.shift(bulk.DECILES, False), 0, **style)
    for degree, filling in zip(fixed.out_degree.values[:2], (colours["fixed degree"], "white"), strict=False):
        style = {"color": colours["fixed degree"], "mfc": filling, "fmt": "o", "label": f"exactly $C$ = {degree:g}"}
        offset = 0.015 * (filling == "white")
        _shift(ax, fixed.sel(out_degree=degree), law.shift(bulk.DECILES, True), offset, **style)
    ax.set(xlabel="decile of the law, $F$", ylabel="(measured − law) · $N/K$", xlim=(0, 1))
    ax.legend(loc="upper left")


def panel_f(area, edge, gaussian):
    """How far the largest modulus lies outside the edge, against N, beside that of Gaussian networks."""
    ax = plotting.add_axes(area, left=0.55, xscale="log", yscale="log")
    first, last = float(edge.n_units.min()), float(edge.n_units.max())
    sizes = np.geomspace(first, last, 12).round().astype(int)
    correlation = float(edge.covariance / edge.variance)
    rank_one = [bulk_law.largest_modulus(size, correlation) - 1 for size in sizes]
    full_rank = [formulas.ginibre_radius(size) - 1 for size in sizes]
    laws = marks.Law(bulk_law.largest_modulus, rank_one), marks.Law(formulas.ginibre_radius, full_rank)
    spread = bulk_law.spread_of_scales(correlation)
    plotting.theory_line(ax, sizes, laws[0], name=f"Gaussian matrix of $N$/{spread:.3g} units")
    plotting.theory_line(ax, sizes, laws[1], "reference", "Gaussian matrix of $N$ units", ls=(0, (4, 2)))
    style = {"color": plotting.COLOURS["bulk"], "fmt": "o", "label": "bulk"}
    here = [bulk_law.largest_modulus(size, correlation) - 1 for size in np.atleast_1d(edge.n_units)]
    here = edge.n_units.copy(data=np.reshape(here, edge.n_units.shape))
    told = {"theory": marks.Law(bulk_law.largest_modulus, here)}
    _means(ax, edge, "bulk_excess", edge.n_units, bulk.bulk_excess(edge), told=told, **style)
    gaussian = gaussian.sel(n_units=gaussian.n_units > gaussian.out_degree)
    limit = marks.law(formulas.gaussian_radius, gaussian.gain, gaussian.sparsity)
    radius, told = gaussian.spectral_radius, {"theory": limit}
    style = {"color": plotting.COLOURS["reference"], "fmt": "s", "mfc": "white", "label": "Gaussian network"}
    _means(ax, gaussian, radius.name, gaussian.n_units, radius, radius / limit.values - 1, told, **style)
    ax.set(xlabel=label("n_units"), ylabel="largest modulus over edge − 1", ylim=(0.25 * full_rank[-1], 0.1))
    for axis, ticks in ((ax.xaxis, np.atleast_1d(edge.n_units)[::2]), (ax.yaxis, (0.01, 0.02, 0.05, 0.1))):
        axis.set_ticks(ticks, [f"{tick:g}" for tick in ticks])
        axis.minorticks_off()
    ax.legend(loc="lower left")


def _ensembles(fixed_degree, mean_degree):
    """The data of the largest C and of the smallest s at each covariance, with colour and style of their dots."""
    largest = plotting.swept(fixed_degree, "out_degree", "covariance").isel(out_degree=-1)
    densest = plotting.swept(mean_degree, "sparsity", "covariance").isel(sparsity=0)
    exactly = f"$C$ = {float(largest.out_degree):g}"
    for data, style in ((largest, {"fmt": "o", "label": exactly}), (densest, {"fmt": "s", "mfc": "white"})):
        style.setdefault("label", f"$s$ = {float(densest.sparsity):g}")
        for covariance, colour in zip(data.covariance, (plotting.COLOURS[name] for name in VECTORS), strict=False):
            yield data.sel(covariance=covariance), colour, style


def _fractions(ax, fine, coarse, fixed_degree, mean_degree):
    """F against r/R: laws, and that of a uniform disk, on a fine grid of r/R; measured means on a coarse one."""
    covariances = plotting.swept(mean_degree, "sparsity", "covariance").covariance / mean_degree.variance
    for correlation, (colour, name) in zip(covariances.values, VECTORS.items(), strict=False):
        law = bulk_law.of_ensemble(1.0, correlation)
        plotting.theory_line(ax, fine, marks.law(law.fraction, fine * law.edge), colour, name)
    disk = marks.Law(formulas.circular_law_radius, np.minimum(fine, 1) ** 2)
    plotting.theory_line(ax, fine, disk, "reference", "uniform disk", ls=(0, (4, 2)))
    for data, colour, style in _ensembles(fixed_degree, mean_degree):
        relative = bulk.moduli(data) / bulk.bulk_edges(data)
        radii = xr.DataArray(coarse, {"radius": coarse})
        fractions = (relative < radii).sum("eigenvalue") / relative.count("eigenvalue")
        told = {"about": "fraction of eigenvalues within r/R", "theory": _law_at(data, radii)}
        style = {**style, "color": colour, "label": None}
        _means(ax, data, "eigenvalue_real", coarse, fractions, told=told, **style)


def _law_at(data, radii):
    """The fraction of eigenvalues within radii over the edge."""
    law = bulk_law.of_ensemble(1.0, float(data.covariance / data.variance))
    return marks.Law(law.fraction, radii.copy(data=law.fraction(radii.values * law.edge)))


def _fractions_within_deciles(data):
    return bulk.fraction_within_deciles(data).assign_coords(decile=bulk.DECILES.values)


def _shift(ax, data, theory, offset, **style):
    """The deviation from the law in units of K/N, measured and of theory, at each decile."""
    scale, fractions = data.n_units / bulk_law.kurtosis(data.sparsity), _fractions_within_deciles(data)
    shift, expected = scale * (fractions - bulk.DECILES), bulk.DECILES.values + theory / float(scale)
    told = {"theory": marks.Law(bulk_law.BulkLaw.shift, fractions.decile.copy(data=expected))}
    _means(ax, data, "fraction_within_deciles", bulk.DECILES + offset, fractions, shift, told, **style)


def _means(ax, data, variable, x, values, drawn=None, told=None, **style):
    """Dots at means over networks, with bars of one standard error; see `plotting.means`."""
    heights = values if drawn is None else drawn
    error = heights.std("replicate", ddof=1) / np.sqrt(heights.sizes["replicate"])
    plotting.means(ax, data, variable, x, error, values, told, drawn, **{"mew": 0.8, "ls": "none", **style})
