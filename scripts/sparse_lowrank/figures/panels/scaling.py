"""Scaling: outlier and bulk of up to fourteen million units, what they cost, and activity of up to one million."""

import numpy as np
from matplotlib.ticker import NullFormatter

from sparse_lowrank.datasets.variables import label
from sparse_lowrank.figures import marks, plotting
from sparse_lowrank.theory import formulas, mean_field
from sparse_lowrank.theory.mean_field import Networks

LAYOUT = [{"a": (7.0, 2.5)}, {"b": (2.4, 2.5), "c": (2.4, 2.5), "d": (2.2, 2.5)}]

GIGABYTE = 2**30


def panel_a(area, first, last):
    """Outlier and bulk against N at fixed C, to a sparsity that the paper's figures only approach."""
    degree, variance = float(first.out_degree), float(first.variance)
    n = np.geomspace(first.n_units.min(), last.n_units.max(), 200)
    ax = plotting.add_axes(area, left=0.5, top=0.5, xscale="log")
    outlier = marks.law(formulas.outlier_unscaled, float(first.covariance), degree).along(n)
    plotting.theory_line(ax, n, outlier, "outlier", "outlier, theory $C\\sigma_{mn}$")
    bulk = marks.law(formulas.bulk_radius_unscaled, variance, n, degree)
    plotting.theory_line(ax, n, bulk, "bulk", "bulk, theory Eq 14")
    within = n[n <= float(first.n_units.max())]
    sparsity = formulas.sparsity_of_degree(within, degree)
    plotting.bulk_edge_line(ax, first, "n_units", within, sparsity, within, scaled=False)
    _measured(ax, first)
    _measured(ax, last, named=False)
    ax.set(xlabel=label("n_units"), ylabel="outlier $\\lambda_1$ and bulk radius $R$", ylim=(0, None))
    ax.legend(loc="lower right", ncols=2)
    top = ax.secondary_xaxis("top")
    ticks = plotting.ticks_within((1e3, 1e4, 1e5, 1e6, 1e7), n)
    top.set_xticks(ticks, [f"{formulas.sparsity_of_degree(tick, degree):.6g}" for tick in ticks])
    top.minorticks_off()
    top.set_xlabel(label("sparsity"))


def panel_b(area, first, last):
    """Seconds against N: generation, and outlier and bulk, beside the dense method."""
    ax = _log_axes(area, "seconds")
    _cost(ax, (first, last), "generation_time", "generation", "generation", "o")
    _cost(ax, (first, last), "solution_time", "outlier and bulk", "solution", "s")
    _dense(ax, (first, last), "dense_time", power=3)
    ax.legend(loc="lower right")


def panel_c(area, first, last):
    """Peak memory against N, beside the dense method."""
    ax = _log_axes(area, "peak memory (GiB)")
    _cost(ax, (first, last), "peak_memory", "sparse", "sparse method", "o", GIGABYTE)
    _dense(ax, (first, last), "dense_memory", power=2, unit=GIGABYTE)
    ax.legend(loc="lower right")


def panel_d(area, activity):
    """Activity along m of the structured state against N, beside the mean field."""
    activity = plotting.swept(activity, "n_units")
    ax = plotting.add_axes(area, left=0.6, xscale="log")
    parameters = [float(activity[name]) for name in ("out_degree", "variance", "covariance")]
    n = np.geomspace(activity.n_units.min(), activity.n_units.max(), 41)
    line, dots = (
        [mean_field.solve(Networks(float(size), *parameters)).activity for size in sizes]
        for sizes in (n, activity.n_units)
    )
    plotting.theory_line(ax, n, marks.Law(mean_field.solve, line), name="mean field")
    theory = marks.Law(mean_field.solve, activity.n_units.copy(data=dots))
    plotting.measured(ax, activity, "late_activity", "n_units", theory=theory)
    ax.xaxis.set_minor_formatter(NullFormatter())
    ax.set(xlabel=label("n_units"), ylabel=f"|{label('activity_m')}|")
    ax.legend(loc="upper right")


def exponent(results, name):
    """Slope of log(cost) against log(connections), by least squares."""
    connections = np.concatenate([np.atleast_1d(each.n_units * each.out_degree) for each in results])
    costs = np.concatenate([np.atleast_1d(least(each, name)) for each in results])
    return np.polyfit(np.log(connections), np.log(costs), 1)[0]


def least(results, name):
    """The cost of the network that costs least at each size: of a time, the one least disturbed."""
    return results[name].min("replicate")


def _measured(ax, results, named=True):
    """Outlier and bulk of one experiment; only of one they are named in the legend."""
    names = ("outlier, measured", "bulk, growth per product", "bulk, largest modulus") if named else (None,) * 3
    outlier = marks.law(formulas.outlier_unscaled, results.covariance, results.out_degree)
    bulk = marks.law(formulas.bulk_radius_unscaled, results.variance, results.n_units, results.out_degree)
    plotting.measured(ax, results, "outlier_real", "n_units", "outlier", names[0], theory=outlier)
    plotting.measured(ax, results, "bulk_growth", "n_units", "bulk", names[1], theory=bulk)
    style = {"ms": 5, "mew": 0.8, "mfc": "none", "mec": plotting.COLOURS["bulk"], "zorder": 4}
    plotting.mean_dots(ax, results, "bulk_radius_deflated", "n_units", "o", bulk, label=names[2], **style)


def _log_axes(area, ylabel):
    ax = plotting.add_axes(area, left=0.6, xscale="log", yscale="log")
    ax.xaxis.set_minor_formatter(NullFormatter())
    ax.set(xlabel=label("n_units"), ylabel=ylabel)
    return ax


def _cost(ax, results, name, text, colour, marker, unit=1):
    """What our method costs, with the exponent of its growth with the connections."""
    text, style = f"{text}, $\\propto (CN)^{{{exponent(results, name):.2f}}}$", {"color": plotting.COLOURS[colour]}
    for each in results:
        _least_dots(ax, each, name, unit, marker, label=text, **style)
        text = None


def _dense(ax, results, name, power, unit=1):
    """What the dense method costs where it was measured, and the line on which that lies."""
    dense = least(results[0], name).dropna("n_units") / unit
    n = np.geomspace(dense.n_units.min(), results[-1].n_units.max(), 50)
    line = dense.values[-1] * (n / dense.n_units.values[-1]) ** power
    bottom, _ = ax.get_ylim()
    grey = plotting.COLOURS["dense method"]
    measured = results[0].sel(n_units=dense.n_units)
    _least_dots(ax, measured, name, unit, "D", color=grey, label="all eigenvalues, dense")
    (course,) = ax.plot(n, line, ls=(0, (4, 2)), lw=0.8, color=grey, label=f"its course $\\propto N^{power}$")
    marks.whole(course, about=f"the course of the dense method, in proportion to N^{power}, from its last dot on")
    ax.set_ylim(bottom / 1000, 300 * dense.values.max())


def _least_dots(ax, results, name, unit, marker, **style):
    """The cost of the network that costs least at each size, which is the network that the dot stands for."""
    values = results[name].isel(replicate=results[name].argmin("replicate"))
    (line,) = ax.plot(results.n_units, values / unit, marker, ms=3.5, **style)
    drawn = values / unit if unit != 1 else None
    marks.points(line, marks.measured(values, results, name, drawn=drawn))
