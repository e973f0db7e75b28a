"""The field of a sparse rank-one network, h_i = Σ_j X_ij n_j φ(x_j): what drives unit i along m_i."""

import numpy as np

from sparse_lowrank.dynamics import times
from sparse_lowrank.measured import Measured
from sparse_lowrank.networks import ensembles, products
from sparse_lowrank.spectra import eigenvalues

STATIONARY_BELOW = 0.01  # the fluctuation of the field in time over its deviation between units


def field(network, activation):
    """h of activations x, arrays of shape (T, N), from the mask and **n**: without a division by m_i."""
    rates = np.tanh(activation) * network.vectors["n"]
    return products.sums(network.mask, len(rates))(rates.T).T


def statistics(courses, sample_interval):
    """What the courses of the field say of its mean, its heterogeneity and its fluctuation.

    Parameters
    ----------
    courses : float64 array of shape (T, N)
        h at equally spaced times.
    sample_interval : float

    Returns
    -------
    Measured
        `kappa`, the modulus of the mean over units and time; `field_deviation`, the standard deviation over the units
        (root of the mean variance); and of what remains of h_i without its mean over the units at each time, and
        without its own mean in time: `field_fluctuation`, the standard deviation; `field_autocovariance` against `lag`;
        `field_half_time`, the lag at which half of it is left (NaN if stationary); `is_stationary`, whether the
        fluctuation is less than `STATIONARY_BELOW` of the deviation.
    """
    centred = courses - courses.mean(axis=1, keepdims=True)
    deviation = np.sqrt(np.mean(centred**2))
    centred -= centred.mean(axis=0)
    count = len(courses)
    covariance = np.array([np.mean(centred[: count - lag] * centred[lag:]) for lag in range(times.n_lags(count))])
    fluctuation = np.sqrt(covariance[0])
    stationary = fluctuation <= STATIONARY_BELOW * deviation
    return Measured(
        (),
        kappa=np.abs(courses.mean()),
        field_deviation=deviation,
        field_fluctuation=fluctuation,
        field_half_time=np.nan if stationary else half_time(covariance, sample_interval),
        is_stationary=int(stationary),
    ) | Measured(("lag",), field_autocovariance=covariance)


def half_time(covariance, sample_interval):
    """The first lag at which an autocovariance of shape (lags,) is half of that at lag zero; NaN if there is none."""
    below = np.flatnonzero(covariance <= covariance[0] / 2)
    if not below.size or below[0] == 0:
        return np.nan
    before, after = covariance[below[0] - 1 : below[0] + 1]
    return sample_interval * (below[0] - 1 + (before - covariance[0] / 2) / (before - after))


def bulk_radius_of_jacobian(network, activation, rng):
    """The largest modulus of the eigenvalues of Jφ'(x) less its mean part (C/N) m (nφ'(x))ᵀ, for x of shape (N,)."""
    mask, m, n = network.mask, network.vectors["m"], network.vectors["n"]
    if mask.nnz in (0, len(m) ** 2):
        return 0.0
    slopes = 1 - np.tanh(activation) ** 2
    jacobian = ensembles.Network(mask, {"m": m, "n": slopes * n})
    mean, product = mask.nnz / len(m) ** 2 * m, products.product(jacobian)
    _, rest = eigenvalues.leading_with_and_without(jacobian.matrix, mean, slopes * n, rng, product)
    return np.abs(rest.values[0])
