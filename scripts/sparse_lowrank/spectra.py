"""What is measured of a network's eigenvalues."""

import numpy as np

from sparse_lowrank import eigenvalues


def whole(network, rng):
    """All eigenvalues, in descending order of modulus, and the spectral radius.

    Returns a dict of `eigenvalue_real`, `eigenvalue_imag` (shape (N,)) and `spectral_radius`.
    """
    values = eigenvalues.whole_spectrum(network.matrix)
    return {
        "eigenvalue_real": values.real,
        "eigenvalue_imag": values.imag,
        "spectral_radius": np.abs(values[0]),
        "solver": "lapack",
    }


def radius(network, rng):
    """The spectral radius R, "the largest absolute value of all eigenvalues" (Fig 1).

    Returns a dict of `spectral_radius`, `solver` and `residual`.
    """
    pairs = eigenvalues.leading(network.matrix, rng)
    return {"spectral_radius": np.abs(pairs.values[0]), "solver": pairs.solver, "residual": pairs.residual}


# What `spectra:` in an experiment's entry may be.
MEASUREMENTS = {"whole": whole, "radius": radius}
DIMENSIONS = {"eigenvalue_real": ("eigenvalue",), "eigenvalue_imag": ("eigenvalue",)}
