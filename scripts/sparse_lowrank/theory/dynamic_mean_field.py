"""The mean field of a sparse rank-one network that fluctuates, where the stationary state (`mean_field`) ends.

The field is h_i(t) = κ + η_i(t) with normal processes η_i of autocovariance C(1 − C/N)⟨n²φ(x(t))φ(x(t'))⟩. The number
m_i only scales: x_i = m_i y_i, where ẏ_i = −y_i + h_i is normal, too, of mean κ. So its autocovariance Δ(τ) obeys
(Sompolinsky, Crisanti & Sommers 1988, Phys Rev Lett 61:259; Mastrogiovanni & Ostojic 2018, Neuron 99:609)

    Δ'' = Δ − G(Δ),   G(Δ) = C(1 − C/N)⟨n²φ(m(κ + y))φ(m(κ + y'))⟩,   y, y' normal, of variance Δ(0) and covariance Δ,

with Δ'(0) = 0 and Δ(∞) = Δ∞ = G(Δ∞): a motion in a potential that starts and ends at rest, which fixes Δ(0), with
κ = C⟨nφ(m(κ + y))⟩ as before. The autocovariance of the field itself is G(Δ(τ)). At Δ = Δ(0) the slope of G is r²
(`mean_field.bulk_radius`): below r = 1 the stationary state is the solution.

G is a power series in Δ/Δ(0) with coefficients ≥ 0 (Mehler's formula), so that no further integral is needed, and
nothing is drawn at random.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import scipy  # its modules are loaded at their first use
from numpy.polynomial import Polynomial

from sparse_lowrank.theory import mean_field
from sparse_lowrank.theory.mean_field import NOISE, NOISE_WEIGHTS

N_TERMS = 200
ORDERS = np.arange(N_TERMS)
ZERO = len(NOISE) // 2  # the node ξ = 0
RESOLUTION = 1e-12  # of Δ∞/Δ(0)
# The path is sampled at u = 1 − exp(−s), even in s, with Δ = Δ(0) − (Δ(0) − Δ∞)u²: at its end the lags grow evenly.
PATH = np.linspace(0, 12, 2401)


def _hermite():
    """Orthonormal Hermite polynomials at the nodes ξ ≥ 0, times their weights: array of shape (nodes, N_TERMS).

    Node zero has half its weight, since `_coefficients` adds up both signs of ξ.
    """
    nodes, weights = NOISE[ZERO:], NOISE_WEIGHTS[ZERO:].copy()
    weights[0] /= 2
    rows = [np.ones_like(nodes), nodes]
    for k in ORDERS[1:-1]:
        rows.append((nodes * rows[k] - np.sqrt(k) * rows[k - 1]) / np.sqrt(k + 1))
    return (np.array(rows) * weights).T


EVEN, ODD = (np.ascontiguousarray(_hermite()[:, start::2]) for start in (0, 1))


class State(NamedTuple):
    """A state that may fluctuate.

    kappa : κ ≥ 0
    variance : Δ(0), of x/m over units and time
    persistent : Δ∞, the part of it that does not change in time; Δ(0) if the state is stationary
    activity : ⟨mφ(x)⟩
    """

    kappa: float
    variance: float
    persistent: float
    activity: float


def correlation(networks, kappa, variance):
    """G as a polynomial in ρ = Δ/Δ(0), exact at ρ = 1; what the series leaves out is added to its last term."""
    rates = mean_field.rates(networks, kappa, variance)
    weights = mean_field.HALF_NORMAL_WEIGHTS * networks.n_squared * networks.spread
    terms = weights @ _coefficients(rates) ** 2
    terms[-1] += weights @ rates**2 @ NOISE_WEIGHTS - terms.sum()
    return Polynomial(terms)


def _coefficients(rates):
    """Of functions of ξ in Hermite polynomials, by parity: arrays of shapes (m, nodes) and (m, N_TERMS)."""
    positive, negative = rates[:, ZERO:], rates[:, ZERO::-1]
    coefficients = np.empty((len(rates), N_TERMS))
    coefficients[:, ::2] = (positive + negative) @ EVEN
    coefficients[:, 1::2] = (positive - negative) @ ODD
    return coefficients


def persistent_fraction(correlated, variance):
    """Δ∞/Δ(0): the smallest ρ with G = ρΔ(0), from below by Newton's method, as G is convex; one if there is none."""
    terms, fraction = correlated.coef, 0.0
    for _ in range(100):
        powers = fraction**ORDERS
        remaining = (ORDERS * terms)[1:] @ powers[:-1] - variance
        if remaining >= 0:
            return 1.0
        step = (variance * fraction - terms @ powers) / remaining
        fraction += step
        if fraction >= 1 - RESOLUTION:
            return 1.0
        if step < RESOLUTION:
            break
    return fraction


@cache
def variance_and_persistence(networks, kappa):
    """Δ(0) and Δ∞/Δ(0) at a given κ; those of the stationary state (the second is one) where r ≤ 1."""
    stationary = mean_field.field_variance(networks, kappa)
    if stationary == 0 or mean_field.bulk_radius(networks, kappa, stationary) <= 1:
        return stationary, 1.0
    if _spare_energy(networks, kappa, stationary) <= 0:  # so little beyond r = 1 that the series does not resolve it
        return stationary, 1.0
    # Below Δ(0) of the stationary state, but not below 2(1 − 2/π) = 0.73 of it, which is that of rates ±1 (κ = 0); too
    # far below there is no Δ∞, and the motion starts with too little energy.
    variance = scipy.optimize.brentq(
        lambda guess: _spare_energy(networks, kappa, guess), 0.6 * stationary, stationary, rtol=1e-12
    )
    return variance, persistent_fraction(correlation(networks, kappa, variance), variance)


def _spare_energy(networks, kappa, variance):
    """The energy at the start of the motion less that at its end, over Δ(0)²."""
    correlated = correlation(networks, kappa, variance)
    fraction = persistent_fraction(correlated, variance)
    if fraction == 1:
        return -1.0
    gained = correlated.coef @ ((1 - fraction ** (ORDERS + 1)) / (ORDERS + 1))
    return (1 - fraction**2) / 2 - gained / variance


def state_at(networks, kappa):
    """The `State` with a given κ."""
    variance, fraction = variance_and_persistence(networks, kappa)
    return State(float(kappa), variance, fraction * variance, mean_field.activity(networks, kappa, variance))


@cache
def solve(networks):
    """The `State` with κ ≥ 0; −κ is a solution, too. That of `mean_field` if it is stable."""
    stationary = mean_field.solve(networks)
    if stationary.radius <= 1:
        variance = stationary.deviation**2
        return State(stationary.kappa, variance, variance, stationary.activity)
    return state_at(networks, mean_field.kappa_of(networks, lambda k: variance_and_persistence(networks, k)[0]))


def autocovariance(networks, state):
    """Autocovariance over the units of x/m and of the field h, as courses in the lag τ.

    Returns lags, Δ(τ) and G(Δ(τ)), arrays of equal shape; a stationary state has the one lag 0.
    """
    kappa, variance, persistent, _ = state
    correlated = correlation(networks, kappa, variance)
    if persistent >= variance:
        return np.zeros(1), np.array([variance]), np.array([correlated(1.0)])
    u = -np.expm1(-PATH)
    fraction = persistent / variance
    rho = 1 - (1 - fraction) * u**2
    potential = correlated.integ()
    speed_squared = rho**2 - fraction**2 - 2 * (potential(rho) - potential(fraction)) / variance
    start = (correlated(1.0) / variance - 1) * 2 * (1 - fraction)  # of speed²/u²
    speed = np.sqrt(np.concatenate([[start], np.maximum(speed_squared[1:], 1e-30) / u[1:] ** 2]))
    pace = 2 * (1 - fraction) * np.exp(-PATH) / speed  # dτ/ds
    lags = np.concatenate([[0.0], np.cumsum((pace[1:] + pace[:-1]) / 2 * np.diff(PATH))])
    return lags, variance * rho, correlated(rho)


def field_statistics(networks, state, window=np.inf):
    """Standard deviation of the field over the units, that of its fluctuation in time, and the half-time of the latter.

    In a window of length T the mean in time of each unit is taken off, which lowers the autocovariance c(τ) of the
    fluctuation by 2/T² ∫(T − τ)c(τ)dτ. The half-time is the lag at which half of it is left, NaN of a stationary state.
    """
    lags, _, field = autocovariance(networks, state)
    fluctuating = field - state.persistent
    if len(lags) == 1:
        return np.sqrt(field[0]), 0.0, np.nan
    within = np.where(lags < window, 1 - lags / window, 0)
    fluctuating = fluctuating - 2 / window * np.trapezoid(within * fluctuating, lags)
    half = np.interp(-fluctuating[0] / 2, -fluctuating, lags)
    return np.sqrt(field[0]), np.sqrt(fluctuating[0]), half
