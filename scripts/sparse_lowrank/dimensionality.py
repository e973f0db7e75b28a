"""Principal components and the effective dimension of a trajectory."""

import numpy as np


def covariance_spectrum(trajectory):
    """Eigenvalues and principal components of the covariance of activations over time.

    Parameters
    ----------
    trajectory : float64 array of shape (T, N)
        Activations x at T equally spaced times.

    Returns
    -------
    eigenvalues : float64 array of shape (min(T, N),), in descending order
        All that can differ from zero.
    components : float64 array of shape (N, min(T, N))
        The principal components, of unit norm where the eigenvalue is not negligible.
    """
    centred = trajectory - trajectory.mean(axis=0)
    _, singular, components = np.linalg.svd(centred, full_matrices=False)
    return singular**2 / len(trajectory), components.T


def participation_ratio(eigenvalues):
    """(Σλ)²/Σλ², over the whole covariance spectrum (caption of Fig 4); NaN where there is no variance."""
    total = eigenvalues.sum()
    return total**2 / (eigenvalues**2).sum() if total > 0 else np.nan
