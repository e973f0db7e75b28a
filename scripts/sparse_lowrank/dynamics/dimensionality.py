"""Principal components and the effective dimension of a trajectory."""

import numpy as np

from sparse_lowrank.measured import Measured

N_COMPONENTS = 3


def components(trajectory, m, pattern):
    """What the covariance spectrum of a trajectory says of its dimension and of its directions (Fig 4).

    Parameters
    ----------
    trajectory : float64 array of shape (T, N)
        Activations x at T equally spaced times.
    m, pattern : float64 arrays of shape (N,)
        **m** and **I**, whose correlations with the principal components are measured.

    Returns
    -------
    Measured
        `participation_ratio`, and of the first `N_COMPONENTS` components `explained_variance_ratio`,
        `component_alignment_m` and `component_alignment_i`.
    """
    eigenvalues, leading = covariance_spectrum(trajectory, N_COMPONENTS)
    return Measured((), participation_ratio=participation_ratio(eigenvalues)) | Measured(
        ("component",),
        explained_variance_ratio=(eigenvalues / eigenvalues.sum())[:N_COMPONENTS],
        component_alignment_m=np.abs(m @ leading) / np.linalg.norm(m),
        component_alignment_i=np.abs(pattern @ leading) / np.linalg.norm(pattern),
    )


def covariance_spectrum(trajectory, n_components):
    """Eigenvalues and leading principal components of the covariance of activations over time.

    Found from the T × T products of the activations with themselves: there are far fewer times than units.

    Parameters
    ----------
    trajectory : float64 array of shape (T, N)
        Activations x at T equally spaced times.
    n_components : int
        At most min(T, N).

    Returns
    -------
    eigenvalues : float64 array of shape (T,), in descending order
        All that can differ from zero.
    components : float64 array of shape (N, n_components)
        The principal components, orthonormal.
    """
    centred = trajectory - trajectory.mean(axis=0)
    eigenvalues, courses = np.linalg.eigh(centred @ centred.T)
    components, _ = np.linalg.qr(centred.T @ courses[:, : -n_components - 1 : -1])
    return eigenvalues[::-1].clip(min=0) / len(trajectory), components


def participation_ratio(eigenvalues):
    """(Σλ)²/Σλ², over the whole covariance spectrum (caption of Fig 4); NaN where there is no variance."""
    total = eigenvalues.sum()
    return total**2 / (eigenvalues**2).sum() if total > 0 else np.nan
