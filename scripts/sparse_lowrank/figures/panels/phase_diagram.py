"""Phase diagram: the regimes of Fig 5A by simulation, with the paper's lines and those of the mean field."""

import numpy as np
import xarray as xr
from matplotlib import patheffects

from sparse_lowrank.datasets import quantities
from sparse_lowrank.datasets.variables import label
from sparse_lowrank.figures import mark_titles, marks, plotting
from sparse_lowrank.theory import dynamic_mean_field, formulas, mean_field, phase_boundaries

LAYOUT = [{"a": (3.55, 2.9), "b": (3.55, 2.9)}, {"c": (3.55, 2.4), "d": (3.55, 2.4)}]

# Marker and colour of each N of the cut, in ascending order.
SIZES = (("o", plotting.SKY_BLUE), ("s", plotting.ORANGE), ("D", plotting.VERMILION), ("^", plotting.BLACK))
DASHED, DOTTED = (0, (4, 2)), (0, (1, 1.2))


def panel_a(area, activity, *, line_points):
    """Activity along m, mean over networks of its modulus."""
    ax = _map(area, activity, "late_activity", "Blues", f"|{label('activity_m')}|", line_points)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, handlelength=2.2, columnspacing=1, fontsize=6)


def panel_b(area, activity, *, line_points):
    """The standard deviation in time of the activity along m, mean over networks."""
    name = "fluctuation of activity along $\\mathbf{m}$"
    _map(area, activity, "late_fluctuation", "Oranges", name, line_points)


def panel_c(area, activity, *, fluctuating_above):
    """The fraction of networks that fluctuate against the bulk radius, at several N."""
    activity = plotting.swept(activity, "n_units", "variance")
    fluctuates = (quantities.late_fluctuation(activity) > fluctuating_above).astype(float)
    ylabel = "fraction of networks that fluctuate"
    above = {"about": ylabel, "at": {"above": fluctuating_above}}
    ax = _cut(area, activity, "late_fluctuation", ylabel, fluctuates, above)
    ax.set_ylim(-0.04, 1.04)
    ax.legend(loc="upper left", fontsize=6)


def panel_d(area, activity, *, line_points):
    """Activity along m against the bulk radius, at several N, and that of the mean field."""
    activity = plotting.swept(activity, "n_units", "variance")
    n_units, degree, covariance = _largest(activity)
    limit = phase_boundaries.structure_limit(n_units, degree, covariance)
    variance = np.linspace(
        float(activity.variance.min()), max(float(activity.variance.max()), 1.02 * limit), line_points
    )
    radius = formulas.bulk_radius_unscaled(variance, n_units, degree)
    at_dots = marks.Law(dynamic_mean_field.solve, xr.full_like(activity.variance * activity.n_units, np.nan, float))
    at_dots.values.loc[{"n_units": n_units}] = _levels(n_units, degree, activity.variance.values, covariance)
    values, told = quantities.late_activity(activity), {"theory": at_dots}
    ax = _cut(area, activity, "late_activity", f"|{label('activity_m')}|", values, told)
    level = marks.Law(dynamic_mean_field.solve, _levels(n_units, degree, variance, covariance))
    plotting.theory_line(ax, radius, level, "mean field", "mean field")
    ax.set_ylim(0, None)
    ax.legend(loc="lower left")


def _levels(n_units, degree, variances, covariance):
    """The modulus of the activity along m at several variances, by the dynamic theory."""
    networks = (mean_field.Networks(n_units, degree, float(variance), covariance) for variance in variances)
    return [abs(dynamic_mean_field.solve(one).activity) for one in networks]


def _map(area, activity, variable, colours, name, line_points):
    """Means over networks in the plane of σ² and σ_mn, under the lines of theory."""
    ax = plotting.axes_at(area, 0.6, 0.45, 2.2, 2.1)
    values = quantities.measured(variable, activity).transpose("covariance", "variance", "replicate")
    mean = values.mean("replicate")
    variance, covariance = _edges(activity.variance.values), _edges(activity.covariance.values)
    mesh = ax.pcolormesh(variance, covariance, mean, cmap=colours, vmin=0, rasterized=True)
    marks.cells(mesh, marks.means(values, activity, variable))
    bar = area.colorbar(mesh, cax=plotting.axes_at(area, 2.87, 0.45, 0.08, 2.1))
    bar.set_label(name)
    bar.outline.set_visible(False)
    ax.set(xlim=variance[[0, -1]], ylim=covariance[[0, -1]])
    ax.set(xlabel="variance $\\sigma^2$", ylabel="covariance $\\sigma_{mn}$")
    ax.locator_params(nbins=5)
    _lines(ax, float(activity.n_units), float(activity.out_degree), line_points)
    return ax


def _lines(ax, n_units, degree, line_points):
    """The paper's lines at x = 0, the exact edge of the bulk, and the limits of the mean field."""
    low, high = ax.get_ylim()
    covariance = np.linspace(max(low, 0), high, line_points)
    structured = covariance[degree * covariance > 1]
    bulk = marks.law(formulas.bulk_radius_unscaled, 1.0, n_units, degree)
    outlier = marks.law(formulas.outlier_unscaled, structured, degree)
    one, paper = 1 / bulk.values, {"color": "k", "lw": 0.8, "ls": DASHED}
    ax.plot([], [], **paper, label="paper")
    marks.theory(ax.axvline(one, **paper), bulk, about="where the bulk radius is one")
    marks.theory(ax.axhline(1 / degree, **paper), outlier, about="where the outlier is one")
    (equal,) = ax.plot(degree * structured * one, structured, **paper)
    marks.theory(equal, bulk, about="where the bulk radius is the outlier Cσ_mn (Eq 13)")
    edge = marks.law(phase_boundaries.bulk_limit, n_units, degree, covariance)
    plotting.correction_line(ax, edge.values, edge._replace(values=covariance), "bulk = 1, exact edge")
    laws = (
        (phase_boundaries.stationary_limit, covariance, "-", "mean field, $r = 1$"),
        (phase_boundaries.structure_limit, structured, DOTTED, "mean field, $\\kappa = 0$"),
    )
    for law, values, style, name in laws:
        limits = [law(n_units, degree, value) for value in values]
        (line,) = ax.plot(limits, values, ls=style, lw=1.5, color=plotting.COLOURS["mean field"], label=name)
        marks.theory(line, marks.Law(law, limits))
        line.set_path_effects([patheffects.withStroke(linewidth=2.6, foreground="w")])


def _cut(area, activity, variable, ylabel, values, told=None):
    """Means over networks against the bulk radius (Eq 14), at each N; lines where theory has a boundary."""
    ax = plotting.add_axes(area, left=0.55, top=0.45)
    for size, (marker, colour) in zip(activity.n_units.values, SIZES, strict=False):
        of_size = values.sel(n_units=size).transpose("variance", "replicate")
        radius = formulas.bulk_radius_unscaled(of_size.variance, float(size), float(activity.out_degree))
        error = of_size.std("replicate", ddof=1) / np.sqrt(of_size.sizes["replicate"])
        style = {"fmt": f"{marker}-", "ms": 3.5, "lw": 0.8, "color": colour, "label": f"$N = {size:g}$"}
        plotting.means(ax, activity, variable, radius, error, of_size, told, zorder=2, **style)
    n_units, degree, covariance = _largest(activity)
    one = marks.law(formulas.bulk_radius_unscaled, 1.0, n_units, degree)
    limits = (
        ("bulk = 1", one._replace(values=1 / one.values), DASHED),
        ("$r = 1$", marks.law(phase_boundaries.stationary_limit, n_units, degree, covariance), "-"),
        ("$\\kappa = 0$", marks.law(phase_boundaries.structure_limit, n_units, degree, covariance), DOTTED),
        ("outlier = bulk", one._replace(values=degree * covariance / one.values), DASHED),
    )
    for name, limit, style in limits:
        colour = "k" if style == DASHED else plotting.COLOURS["mean field"]
        place = formulas.bulk_radius_unscaled(limit.values, n_units, degree)
        marks.theory(ax.axvline(place, ls=style, lw=0.9, color=colour, zorder=1), limit, about=mark_titles.plain(name))
        height = 1.09 if style == DASHED else 1.02
        ax.text(place, height, name, transform=ax.get_xaxis_transform(), ha="center", fontsize=6, color=colour)
    ax.set(xlabel="bulk radius $R$ (Eq 14)", ylabel=ylabel)
    return ax


def _largest(activity):
    return float(activity.n_units.max()), float(activity.out_degree), float(activity.covariance)


def _edges(centres):
    """Edges of cells around even centres."""
    step = centres[1] - centres[0]
    return np.append(centres - step / 2, centres[-1] + step / 2)
