"""The field of a sparse rank-one network, h_i = Σ_j X_ij n_j φ(x_j): what drives unit i along m_i."""

import numpy as np
from scipy import sparse

from sparse_lowrank.measured import Measured
from sparse_lowrank.networks import ensembles
from sparse_lowrank.spectra import eigenvalues

STATIONARY_BELOW = 0.01  # the fluctuation of the field in time over its deviation between units


def field(network, activation):
    """h of activations x, arrays of shape (T, N), from the mask and **n**: without a division by m_i."""
    n = network.vectors["n"]
    weights = ensembles.rank_one(network.matrix, np.ones_like(n), n, scaled=False).tocsr()
    return (weights @ np.tanh(activation).T).T


def n_lags(n_samples):
    """The number of lags of an autocovariance of so many samples: to half their time."""
    return max(1, n_samples // 2)


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
        `kappa`, the modulus of the mean over units and time; `field_autocovariance` over the units against `lag`, and
        `field_deviation`, the root of its value at lag zero; `field_persistent`, its mean over the last fifth of the
        lags; `field_fluctuation`, the root of the difference; `field_half_time`, the lag at which half the difference
        is left (NaN if stationary); `is_stationary`, whether h_i varies in time by less than `STATIONARY_BELOW` of its
        deviation between units.
    """
    centred = courses - courses.mean(axis=1, keepdims=True)
    count = len(courses)
    covariance = np.array([np.mean(centred[: count - lag] * centred[lag:]) for lag in range(n_lags(count))])
    deviation = np.sqrt(covariance[0])
    persistent = covariance[-max(1, len(covariance) // 5) :].mean()
    stationary = np.sqrt(courses.var(axis=0).mean()) < STATIONARY_BELOW * deviation or deviation == 0
    return Measured(
        (),
        kappa=np.abs(courses.mean()),
        field_deviation=deviation,
        field_persistent=persistent,
        field_fluctuation=np.sqrt(max(covariance[0] - persistent, 0.0)),
        field_half_time=np.nan if stationary else half_time(covariance - persistent, sample_interval),
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
    matrix, m, n = network.matrix, network.vectors["m"], network.vectors["n"]
    if matrix.nnz in (0, len(m) ** 2):
        return 0.0
    slopes = 1 - np.tanh(activation) ** 2
    jacobian = sparse.csc_array(
        (matrix.data * np.repeat(slopes, np.diff(matrix.indptr)), matrix.indices, matrix.indptr), matrix.shape
    )
    kept = matrix.nnz / len(m) ** 2
    _, rest = eigenvalues.leading_with_and_without(jacobian, kept * m, slopes * n, rng)
    return np.abs(rest.values[0])
