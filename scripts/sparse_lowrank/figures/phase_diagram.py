"""The phase diagram of autonomous dynamics in the plane of variance and covariance (Figs 5 and 6)."""

import numpy as np

from sparse_lowrank import theory
from sparse_lowrank.figures import plotting

REGIMES = tuple(plotting.AREAS)


def phase_diagram(ax, n_units, degree, variance_range, covariance_range, names=False):
    """Draw the regimes, by which of outlier and bulk leads above one; left of the dotted line σ_mn > σ²."""
    variance, covariance = np.linspace(*variance_range, 401), np.linspace(*covariance_range, 401)
    regime, outlier, bulk = regimes(variance, covariance, n_units, degree)
    feasible = regime < 3
    ax.contourf(variance, covariance, regime, [-0.5, 0.5, 1.5, 2.5, 3.5], colors=list(plotting.AREAS.values()))
    for boundary in (outlier - 1, bulk - 1):
        ax.contour(variance, covariance, np.where(feasible, boundary, np.nan), [0], colors="k", linewidths=0.6)
    leading = np.where(feasible & (np.maximum(outlier, bulk) > 1), outlier - bulk, np.nan)
    ax.contour(variance, covariance, leading, [0], colors="k", linewidths=1.2)
    ax.plot(covariance, covariance, color=plotting.COLOURS["reference"], lw=0.8, ls=(0, (2, 1.5)))
    for k, name in enumerate(REGIMES if names else ()):
        if (regime == k).mean() > 0.05:
            i, j = np.argwhere(regime == k).mean(axis=0).round().astype(int)
            ax.text(variance[j], covariance[i], name, ha="center", va="center", fontsize=6.5, style="italic")
    ax.set(xlim=variance_range, ylim=covariance_range, xlabel="variance $\\sigma^2$")
    ax.set_ylabel("covariance $\\sigma_{mn}$")
    ax.locator_params(nbins=4)


def regimes(variance, covariance, n_units, degree):
    """Regime (index in `REGIMES`), outlier (Eq 13) and bulk radius (Eq 14), arrays of covariance × variance."""
    shape = (len(covariance), len(variance))
    outlier = np.broadcast_to(theory.outlier_unscaled(covariance, degree)[:, None], shape)
    bulk = np.broadcast_to(theory.bulk_radius_unscaled(variance, n_units, degree), shape)
    regime = np.where(outlier > np.maximum(bulk, 1), 1, np.where(bulk > 1, 2, 0))
    return np.where(covariance[:, None] > variance, 3, regime), outlier, bulk
