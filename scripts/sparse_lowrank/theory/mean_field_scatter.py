"""How far κ of a single sparse rank-one network lies from that of the mean field (`mean_field`), to order 1/√N.

Two sums over the N units of a network replace averages: (C/N)Σ nφ(x) and (C/N)(1 − C/N)Σ n²φ(x)². The units are
independent draws of (m, n, ξ), so that the sums scatter by C√(covariance/N), less what is fixed. The mask leaves the
mean of h over the units exact, Σξ = 0. Orthogonal directions x, y, z (Eqs 17 and 18) have xᵀy = xᵀz = yᵀz = 0, which to
this order removes the regression on the products xy, xz and yz. The deviation ε of the sums changes κ and σ_h², and
these change the sums: (δκ, δσ_h²) = (1 − D)⁻¹ε with the matrix D of derivatives of `drive` and `heterogeneity`.

Which connections a mask keeps does not matter for the mean of h, since every unit keeps C. What scatters is nᵀφ(x),
which the overlap mᵀn does not fix, as φ(x) is not in proportion to **m**. The scatter is of order C/√N: at fixed C it
falls with N, and compared with σ_h, of order √C, it is of order √(C/N).
"""

from functools import cache

import numpy as np

from sparse_lowrank.theory import mean_field
from sparse_lowrank.theory.mean_field import HALF_NORMAL_WEIGHTS, NOISE, NOISE_WEIGHTS

# For n given m, in which the sums are polynomials: exact. All averages are even in (m, n), so that m > 0 is enough.
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(24)
WEIGHTS = WEIGHTS / WEIGHTS.sum()


@cache
def kappa_scatter(networks, state):
    """Standard deviation of |κ| over networks with orthogonal directions, for κ > 0; see `mean_field.State`."""
    kappa, variance = state.kappa, state.deviation**2
    covariance = sampling_covariance(networks, kappa, variance)
    if variance == 0:
        return np.sqrt(covariance[0, 0]) / (1 - derivatives(networks, kappa, variance)[0, 0])
    response = np.linalg.inv(np.eye(2) - derivatives(networks, kappa, variance))
    return np.sqrt((response @ covariance @ response.T)[0, 0])


def mean_activity(networks, state):
    """Mean over networks of the modulus of the activity along m, if κ is normal with the scatter of `kappa_scatter`.

    Each network has the stationary state of its own κ. The activity saturates, so that the mean falls below that of the
    mean field.
    """
    counted = WEIGHTS > 1e-12
    kappas = np.abs(state.kappa + kappa_scatter(networks, state) * NODES[counted])
    fields = [(kappa, mean_field.field_variance(networks, kappa)) for kappa in kappas]
    return WEIGHTS[counted] @ np.array([mean_field.activity(networks, *field) for field in fields])


def sampling_covariance(networks, kappa, variance):
    """Covariance over networks of the two sums at given κ and σ_h² > 0: array of shape (2, 2)."""
    removed = 1 - networks.degree / networks.n_units
    m = networks.m[:, None]
    n = networks.slope * m + np.sqrt(networks.variance - networks.slope * networks.covariance) * NODES
    rates = np.tanh(m * (kappa + np.sqrt(variance) * NOISE))
    mean = lambda of_m_and_n: HALF_NORMAL_WEIGHTS @ of_m_and_n @ WEIGHTS  # noqa: E731
    noise = lambda power, times=1.0: ((rates**power * times) @ NOISE_WEIGHTS)[:, None]  # noqa: E731

    factors = (n, removed * n**2)  # the sums are of factor₁φ and factor₂φ²
    products = [[mean(a * b * noise(i + j)) for j, b in enumerate(factors, 1)] for i, a in enumerate(factors, 1)]
    means = [mean(a * noise(i)) for i, a in enumerate(factors, 1)]
    covariance = np.array(products) - np.outer(means, means)
    fixed = [[mean(a * noise(i, NOISE)) for i, a in enumerate(factors, 1)]]
    for product in _direction_products(networks, m, n):
        fixed.append([mean(a * noise(i) * product) for i, a in enumerate(factors, 1)])
    covariance -= np.array(fixed).T @ np.array(fixed)
    return networks.degree**2 / networks.n_units * covariance


def _direction_products(networks, m, n):
    """The means of xy, xz and yz given m and n (Eqs 17 and 18), which have mean zero and variance one."""
    own, shared = np.sqrt(networks.variance - networks.covariance), np.sqrt(networks.covariance)
    mixing = np.array([[own, 0, shared], [0, own, shared]])
    regression = np.linalg.pinv(mixing)
    rest = np.eye(3) - regression @ mixing
    directions = [a * m + b * n for a, b in regression]
    return [directions[i] * directions[j] + rest[i, j] for i, j in ((0, 1), (0, 2), (1, 2))]


def derivatives(networks, kappa, variance, step=1e-5):
    """Derivatives of `drive` (first row) and `heterogeneity` in κ and σ_h² (columns): array of shape (2, 2).

    Those in σ_h² are zero at σ_h = 0, where it does not vary.
    """
    result = np.zeros((2, 2))
    for column, width in enumerate((step * (1 + kappa), step * variance)):
        if width > 0:
            shift = width * np.eye(2)[column]
            ends = [[law(networks, *((kappa, variance) + sign * shift)) for law in LAWS] for sign in (1, -1)]
            result[:, column] = np.subtract(*ends) / (2 * width)
    return result


LAWS = (mean_field.drive, mean_field.heterogeneity)
