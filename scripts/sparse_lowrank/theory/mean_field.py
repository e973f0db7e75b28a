"""The stationary mean field of a sparse rank-one network: ẋ = −x + Jφ(x), J_ij = m_i n_j X_ij (Eq 12), φ = tanh.

X has C ones in every column, in N rows. The input of unit i is m_i h_i with the field h_i = Σ_j X_ij n_j φ(x_j). The
columns of X are independent, so that the entries of one row are, too, each one with probability C/N. Given n_j φ(x_j),

    mean of h_i over masks     κ = C⟨nφ(x)⟩,
    variance                   σ_h² = C(1 − C/N)⟨n²φ(x)²⟩,
    covariance of h_i and h_k  −σ_h²/(N − 1),

and the mean over the units is κ whatever the mask: Σ_i X_ij = C. Many terms add up, so that h_i = κ + σ_h ξ_i with
independent normal ξ_i. At rest x_i = m_i h_i, and ⟨·⟩ is over normal m, n of variance σ² and covariance σ_mn (Eq 4) and
over ξ: two equations for κ and σ_h. What is left out: that x_j depends on its own row of X through loops, which is of
order 1/C; that h is not quite normal, of order 1/C; and that κ is a sum over N units, see `mean_field_scatter`.

The Jacobian without its mean part has the variance profile (C/N)(1 − C/N) m_i² n_j² φ'(x_j)² of rank one. Its bulk ends
at r, r² = C(1 − C/N)⟨m²n²φ'(x)²⟩; the state is stationary while r < 1. At x = 0 this is C(1 − C/N)(σ⁴ + 2σ_mn²), and
structure appears where Cσ_mn⟨m²φ'(x)⟩/σ² = 1 at κ = 0: at Cσ_mn = 1 if σ_h = 0.

n given m is normal, so that the averages over n are exact; those over m and ξ are sums over fixed nodes. All quantities
are numbers without dimension.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import scipy  # its modules are loaded at their first use

REACH, SPACING = 8.0, 0.04  # of the nodes of a standard normal variable


def _nodes_of_noise():
    """Even nodes for ξ, whose sum converges faster than any power, and weights: arrays of shape (401,)."""
    nodes = np.arange(-REACH, REACH + SPACING / 2, SPACING)
    weights = np.exp(-(nodes**2) / 2)
    return nodes, weights / weights.sum()


def _nodes_of_vectors():
    """Nodes for m/σ > 0, dense near zero, and weights: the averages are even in m. Arrays of shape (80,)."""
    nodes, weights = np.polynomial.legendre.leggauss(80)
    nodes = (nodes + 1) * REACH / 2
    weights = weights * np.exp(-(nodes**2) / 2)
    return nodes, weights / weights.sum()


NOISE, NOISE_WEIGHTS = _nodes_of_noise()
HALF_NORMAL, HALF_NORMAL_WEIGHTS = _nodes_of_vectors()
SMALLEST = 1e-12  # a variance of the field below which it counts as zero


class Networks(NamedTuple):
    """An ensemble: N units, C connections per unit, variance σ² and covariance σ_mn of **m** and **n**."""

    n_units: float
    degree: float
    variance: float
    covariance: float

    @property
    def m(self):
        """The nodes of m: array of shape (80,)."""
        return np.sqrt(self.variance) * HALF_NORMAL

    @property
    def slope(self):
        """σ_mn/σ²: the mean of n given m is so many times m."""
        return self.covariance / self.variance

    @property
    def n_squared(self):
        """The mean of n² given m, at the nodes of m: array of shape (80,)."""
        return (self.slope * self.m) ** 2 + self.variance - self.slope * self.covariance

    @property
    def spread(self):
        """C(1 − C/N)."""
        return self.degree * (1 - self.degree / self.n_units)


class State(NamedTuple):
    """A state x = m(κ + σ_h ξ): κ, σ_h, activity along m ⟨mφ(x)⟩, and the radius r of the Jacobian's bulk."""

    kappa: float
    deviation: float
    activity: float
    radius: float


def rates(networks, kappa, variance):
    """φ(m(κ + σ_h ξ)) at the nodes: array of shape (nodes of m, nodes of ξ)."""
    return np.tanh(np.multiply.outer(networks.m, kappa + np.sqrt(variance) * NOISE))


def mean(of_m, of_m_and_noise):
    """The average of a function of m times a function of m and ξ, given at the nodes."""
    return (HALF_NORMAL_WEIGHTS * of_m) @ of_m_and_noise @ NOISE_WEIGHTS


def drive(networks, kappa, variance):
    """C⟨nφ(x)⟩ at given κ and σ_h²."""
    return networks.degree * networks.slope * mean(networks.m, rates(networks, kappa, variance))


def gain(networks, variance):
    """The slope of `drive` in κ at κ = 0 and fixed σ_h²: Cσ_mn⟨m²φ'(x)⟩/σ². Structure grows from noise if above one."""
    slopes = 1 - rates(networks, 0.0, variance) ** 2
    return networks.degree * networks.slope * mean(networks.m**2, slopes)


def heterogeneity(networks, kappa, variance):
    """C(1 − C/N)⟨n²φ(x)²⟩ at given κ and σ_h²."""
    return networks.spread * mean(networks.n_squared, rates(networks, kappa, variance) ** 2)


def activity(networks, kappa, variance):
    """Activity along m, ⟨mφ(x)⟩."""
    return mean(networks.m, rates(networks, kappa, variance))


def bulk_radius(networks, kappa, variance):
    """r, the radius of the bulk of the Jacobian Jφ'(x)."""
    slopes = 1 - rates(networks, kappa, variance) ** 2
    return np.sqrt(networks.spread * mean(networks.m**2 * networks.n_squared, slopes**2))


def field_variance(networks, kappa):
    """σ_h² of a stationary state with a given κ, which may differ from its mean as it does in single networks.

    Zero if nothing else solves the equation, as at κ = 0 below r = 1.
    """
    largest = networks.spread * networks.variance
    if largest <= SMALLEST or heterogeneity(networks, kappa, SMALLEST) <= SMALLEST:
        return 0.0
    # In logarithms the function is nearly straight, and few steps find its root.
    excess = lambda log: np.log(heterogeneity(networks, kappa, np.exp(log))) - log  # noqa: E731
    return float(np.exp(scipy.optimize.brentq(excess, np.log(SMALLEST), np.log(1.01 * largest), xtol=1e-13)))


def kappa_of(networks, variance_at):
    """κ ≥ 0 at which κ = C⟨nφ(x)⟩, for a function κ ↦ σ_h²: the positive solution if κ = 0 is unstable, else zero."""
    if gain(networks, variance_at(0.0)) <= 1:
        return 0.0
    largest = np.log(1.01 * networks.degree * networks.slope * HALF_NORMAL_WEIGHTS @ networks.m)
    smallest = largest + np.log(1e-4)

    def excess(logarithm):  # nearly straight
        kappa = float(np.exp(logarithm))
        return np.log(drive(networks, kappa, variance_at(kappa))) - logarithm

    return float(np.exp(scipy.optimize.brentq(excess, smallest, largest, xtol=1e-10))) if excess(smallest) > 0 else 0.0


def state_at(networks, kappa):
    """The `State` with a given κ."""
    return _state(networks, kappa, field_variance(networks, kappa))


def _state(networks, kappa, variance):
    radius = bulk_radius(networks, kappa, variance)
    return State(float(kappa), np.sqrt(variance), activity(networks, kappa, variance), radius)


@cache
def solve(networks):
    """The stationary `State`, with κ ≥ 0; −κ is a solution, too."""
    variance_at = lambda kappa: field_variance(networks, kappa)  # noqa: E731
    if gain(networks, variance_at(0.0)) <= 1:
        return state_at(networks, 0.0)
    found = _structure(networks)
    return _state(networks, *found) if found else state_at(networks, kappa_of(networks, variance_at))


def _structure(networks):
    """κ > 0 and σ_h² from both equations at once, in few steps; None where these do not lead there."""
    largest = np.array([networks.degree * networks.slope * HALF_NORMAL_WEIGHTS @ networks.m, networks.spread])
    largest[1] *= networks.variance
    if largest.min() <= SMALLEST:
        return None

    def excess(logarithms):  # nearly straight in logarithms
        kappa, variance = np.exp(logarithms)
        rate = rates(networks, kappa, variance)
        means = networks.degree * networks.slope * mean(networks.m, rate), mean(networks.n_squared, rate**2)
        return np.log([means[0], networks.spread * means[1]]) - logarithms

    found = scipy.optimize.root(excess, np.log(largest), tol=1e-12)
    return tuple(np.exp(found.x).tolist()) if found.success else None
