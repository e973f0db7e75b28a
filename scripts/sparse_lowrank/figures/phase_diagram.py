"""The phase diagram of autonomous dynamics in the plane of variance and covariance (Figs 5 and 6)."""

import numpy as np

from sparse_lowrank.errors import UserError
from sparse_lowrank.figures import marks, plotting
from sparse_lowrank.theory import formulas

AREAS = tuple(plotting.AREAS)


def phase_diagram(ax, n_units, degree, variance_range, covariance_range, names=False):
    """Draw the regimes, by which of outlier and bulk leads above one; left of the dotted line σ_mn > σ²."""
    variance, covariance = np.linspace(*variance_range, 401), np.linspace(*covariance_range, 401)
    regime, outlier, bulk = regimes(variance, covariance, n_units, degree)
    feasible = regime < 3
    areas = ax.contourf(variance, covariance, regime, [-0.5, 0.5, 1.5, 2.5, 3.5], colors=list(plotting.AREAS.values()))
    marks.whole(areas, about=f"regimes of networks with C = {degree:g}: decaying, structured, chaotic, infeasible")
    leading = np.where(np.maximum(outlier, bulk) > 1, outlier - bulk, np.nan)
    for boundary, width, formula, about in (
        (outlier - 1, 0.6, formulas.outlier_unscaled, "where the outlier is one"),
        (bulk - 1, 0.6, formulas.bulk_radius_unscaled, "where the bulk radius is one"),
        (leading, 1.2, formulas.bulk_radius_unscaled, "where the bulk radius is the outlier Cσ_mn (Eq 13)"),
    ):
        values = np.where(feasible, boundary, np.nan)
        line = ax.contour(variance, covariance, values, [0], colors="k", linewidths=width)
        marks.theory(line, marks.Law(formula, values), about=about)
    (limit,) = ax.plot(covariance, covariance, color=plotting.COLOURS["reference"], lw=0.8, ls=(0, (2, 1.5)))
    marks.whole(limit, about="covariance = variance, σ_mn = σ²: left of it there are no such vectors")
    for k, name in enumerate(AREAS if names else ()):
        if (regime == k).mean() > 0.05:
            i, j = np.argwhere(regime == k).mean(axis=0).round().astype(int)
            ax.text(variance[j], covariance[i], name, ha="center", va="center", fontsize=6.5, style="italic")
    ax.set(xlim=variance_range, ylim=covariance_range, xlabel="variance $\\sigma^2$")
    ax.set_ylabel("covariance $\\sigma_{mn}$")
    ax.locator_params(nbins=4)


def mark_network(ax, variance, covariance, colour="white", size=6, network=None):
    """A square, `size` points wide, where a network lies. Raises UserError if that is outside the diagram.

    Takes the network's part of a dataset, if it was measured.
    """
    for name, value, (low, high) in (
        ("variance", float(variance), ax.get_xlim()),
        ("covariance", float(covariance), ax.get_ylim()),
    ):
        if not low <= value <= high:
            told = f"a network of {name} {value:g} lies outside the phase diagram, which runs from {low:g} to {high:g}"
            raise UserError(f"{told}. Remedy: widen {name}_range among the options of the panel in config.yaml.")
    (square,) = ax.plot(variance, covariance, "s", ms=size, mec="k", mfc=colour, zorder=5)
    origin = {} if network is None else marks.place(network, network)
    told = f"a network of variance σ² = {float(variance):g} and covariance σ_mn = {float(covariance):g}"
    marks.whole(square, about=told, **origin)


def regime_of(variance, covariance, n_units, degree):
    """Name of the regime of one network: its area, or "intermediate" if outlier and bulk both lie above one."""
    area, outlier, bulk = regimes(np.array([variance]), np.array([covariance]), n_units, degree)
    return "intermediate" if min(outlier.item(), bulk.item()) > 1 else AREAS[area.item()]


def regimes(variance, covariance, n_units, degree):
    """Regime (index in `AREAS`), outlier (Eq 13) and bulk radius (Eq 14), arrays of covariance × variance."""
    shape = (len(covariance), len(variance))
    outlier = np.broadcast_to(formulas.outlier_unscaled(covariance, degree)[:, None], shape)
    bulk = np.broadcast_to(formulas.bulk_radius_unscaled(variance, n_units, degree), shape)
    regime = np.where(outlier > np.maximum(bulk, 1), 1, np.where(bulk > 1, 2, 0))
    return np.where(covariance[:, None] > variance, 3, regime), outlier, bulk
