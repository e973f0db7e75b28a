"""Scaling: outlier and bulk of networks of up to a million units, and what they cost."""

import numpy as np

from sparse_lowrank.datasets.variables import label
from sparse_lowrank.figures import marks, plotting
from sparse_lowrank.theory import formulas

LAYOUT = [{"a": (7.0, 2.5)}, {"b": (3.5, 2.5), "c": (3.5, 2.5)}]

GIGABYTE = 2**30


def panel_a(area, results):
    """Outlier and bulk against N at fixed C, to a sparsity that the paper's figures only approach."""
    degree, variance = float(results.out_degree), float(results.variance)
    n = np.geomspace(results.n_units.min(), results.n_units.max(), 200)
    ax = plotting.add_axes(area, left=0.5, top=0.5, xscale="log")
    outlier = marks.law(formulas.outlier_unscaled, float(results.covariance), degree).along(n)
    plotting.theory_line(ax, n, outlier, "outlier", "outlier, theory $C\\sigma_{mn}$")
    bulk = marks.law(formulas.bulk_radius_unscaled, variance, n, degree)
    plotting.theory_line(ax, n, bulk, "bulk", "bulk, theory Eq 14")
    plotting.bulk_edge_line(ax, results, "n_units", n, formulas.sparsity_of_degree(n, degree), n, scaled=False)
    outlier = marks.law(formulas.outlier_unscaled, results.covariance, results.out_degree)
    bulk = marks.law(formulas.bulk_radius_unscaled, results.variance, results.n_units, results.out_degree)
    plotting.measured(ax, results, "outlier_real", "n_units", "outlier", "outlier, measured", theory=outlier)
    plotting.measured(ax, results, "bulk_growth", "n_units", "bulk", "bulk, growth per product", theory=bulk)
    style = {"ms": 5, "mew": 0.8, "mfc": "none", "mec": plotting.COLOURS["bulk"], "zorder": 4}
    style["label"] = "bulk, largest modulus"
    plotting.mean_dots(ax, results, "bulk_radius_deflated", "n_units", "o", bulk, **style)
    ax.set(xlabel=label("n_units"), ylabel="outlier $\\lambda_1$ and bulk radius $R$", ylim=(0, None))
    ax.legend(loc="lower right", ncols=2)
    top = ax.secondary_xaxis("top")
    ticks = plotting.ticks_within((1e3, 1e4, 1e5, 1e6), n)
    top.set_xticks(ticks, [f"{formulas.sparsity_of_degree(tick, degree):.6g}" for tick in ticks])
    top.minorticks_off()
    top.set_xlabel(label("sparsity"))


def panel_b(area, results):
    """Seconds against N: generation, and outlier and bulk, beside the dense method."""
    ax = _log_axes(area, "seconds")
    _cost(ax, results, "generation_time", "generation", "generation", "o")
    _cost(ax, results, "solution_time", "outlier and bulk", "solution", "s")
    _dense(ax, results, "dense_time", power=3)
    ax.legend(loc="lower right")


def panel_c(area, results):
    """Peak memory against N, beside the dense method."""
    ax = _log_axes(area, "peak memory (GiB)")
    _cost(ax, results, "peak_memory", "sparse", "sparse method", "o", GIGABYTE)
    _dense(ax, results, "dense_memory", power=2, unit=GIGABYTE)
    ax.legend(loc="lower right")


def exponent(results, name):
    """Slope of log(cost) against log(connections), by least squares."""
    connections = (results.n_units * results.out_degree).values
    return np.polyfit(np.log(connections), np.log(least(results, name).values), 1)[0]


def least(results, name):
    """The cost of the network that costs least at each size: of a time, the one least disturbed."""
    return results[name].min("replicate")


def _log_axes(area, ylabel):
    ax = plotting.add_axes(area, left=0.6, xscale="log", yscale="log")
    ax.set(xlabel=label("n_units"), ylabel=ylabel)
    return ax


def _cost(ax, results, name, text, colour, marker, unit=1):
    """What our method costs, with the exponent of its growth with the connections."""
    text = f"{text}, $\\propto (CN)^{{{exponent(results, name):.2f}}}$"
    _least_dots(ax, results, name, unit, marker + "-", color=plotting.COLOURS[colour], label=text)


def _dense(ax, results, name, power, unit=1):
    """What the dense method costs where it was measured, and the line on which that lies."""
    dense = least(results, name).dropna("n_units") / unit
    n = np.geomspace(dense.n_units.min(), results.n_units.max(), 50)
    line = dense.values[-1] * (n / dense.n_units.values[-1]) ** power
    bottom, _ = ax.get_ylim()
    grey = plotting.COLOURS["dense method"]
    _least_dots(ax, results.sel(n_units=dense.n_units), name, unit, "D", color=grey, label="all eigenvalues, dense")
    (course,) = ax.plot(n, line, ls=(0, (4, 2)), lw=0.8, color=grey, label=f"its course $\\propto N^{power}$")
    marks.whole(course, about=f"the course of the dense method, in proportion to N^{power}, from its last dot on")
    ax.set_ylim(bottom / 1000, 300 * dense.values.max())


def _least_dots(ax, results, name, unit, marker, **style):
    """The cost of the network that costs least at each size, which is the network that the dot stands for."""
    values = results[name].isel(replicate=results[name].argmin("replicate"))
    (line,) = ax.plot(results.n_units, values / unit, marker, ms=3.5, **style)
    drawn = values / unit if unit != 1 else None
    marks.points(line, marks.measured(values, results, name, drawn=drawn))
