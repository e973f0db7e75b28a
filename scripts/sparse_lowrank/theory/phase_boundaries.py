"""Where activity of a sparse rank-one network changes, in the plane of σ² and σ_mn (Fig 5A), by mean field.

The paper draws three lines from the spectrum of J at x = 0: outlier Cσ_mn = 1 (Eq 13), bulk radius = 1 (Eq 14), and
outlier = bulk. The state decides, not x = 0: where activity is structured, φ'(x) < 1 makes the bulk of its Jacobian
smaller than that of J, and where it fluctuates, the fluctuations make the gain along **m** smaller.

Both lines start where outlier and bulk cross one together, at the corner of the paper's three lines.
"""

from functools import cache

import numpy as np
import scipy  # its modules are loaded at their first use

from sparse_lowrank.theory import dynamic_mean_field, formulas, mean_field

TOLERANCE = 1e-7  # of σ²


def bulk_limit(n_units, degree, covariance):
    """σ² at which the exact edge of the bulk is one, C(1 − C/N)(σ⁴ + 2σ_mn²) = 1; NaN if there is none.

    Numbers N and C, a number or an array σ_mn; returns what has the shape of σ_mn.
    """
    square = 1 / (degree * (1 - degree / n_units)) - 2 * np.asarray(covariance) ** 2
    return np.sqrt(np.where(square > 0, square, np.nan))


@cache  # two panels draw the same line
def stationary_limit(n_units, degree, covariance):
    """σ² above which the stationary state loses stability: r = 1 (`mean_field.bulk_radius`).

    Numbers N, C < N and σ_mn ≥ 0. Where Cσ_mn ≤ 1 this state is x = 0, and the limit is `bulk_limit`.
    """
    if degree * covariance <= 1:
        return float(bulk_limit(n_units, degree, covariance))
    low, high = _from_bulk_to_outlier(n_units, degree, covariance)
    return _root(
        lambda variance: mean_field.solve(_networks(n_units, degree, variance, covariance)).radius - 1, low, high
    )


@cache
def structure_limit(n_units, degree, covariance):
    """σ² above which fluctuations leave no structure along **m**: κ = 0 (`dynamic_mean_field`).

    The gain along **m** is one there in the fluctuating state without structure. Numbers N, C < N and σ_mn ≥ 0; NaN
    where Cσ_mn ≤ 1, since there is no structure then.
    """
    if degree * covariance <= 1:
        return np.nan

    def excess(variance):
        networks = _networks(n_units, degree, variance, covariance)
        return mean_field.gain(networks, dynamic_mean_field.variance_and_persistence(networks, 0.0)[0]) - 1

    return _root(excess, *_from_bulk_to_outlier(n_units, degree, covariance))


def _networks(n_units, degree, variance, covariance):
    return mean_field.Networks(n_units, degree, variance, covariance)


def _from_bulk_to_outlier(n_units, degree, covariance):
    """The range of σ² from bulk = 1 (exact edge) to outlier = bulk (Eq 14), between which both limits lie."""
    low = np.nan_to_num(bulk_limit(n_units, degree, covariance), nan=0.0)
    equal = formulas.outlier_unscaled(covariance, degree) / formulas.bulk_radius_unscaled(1.0, n_units, degree)
    return max(float(low), covariance), equal


def _root(function, low, high):
    return float(scipy.optimize.brentq(function, low, high, xtol=TOLERANCE))
