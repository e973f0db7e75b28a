"""Quantities of all eigenvalues that are read off a dataset.

All functions take a dataset of an experiment (sweep axes × replicate × eigenvalue) and return a DataArray over the
sweep axes and the dimension `replicate`.
"""

import numpy as np

from sparse_lowrank.datasets.bulk import moduli

# A modulus below this fraction of the largest one is a rounding error of zero.
ROUNDING = 1e-9


def other_moduli(data):
    """Moduli of all eigenvalues but the rightmost, with the dimension `eigenvalue`; NaN in place of the rightmost."""
    return moduli(data).where(data.eigenvalue_real != rightmost_eigenvalue(data))


def rightmost_eigenvalue(data):
    """The largest real part of all eigenvalues."""
    return data.eigenvalue_real.max("eigenvalue")


def bulk_of_spectrum(data):
    """The largest modulus of all eigenvalues but the rightmost."""
    return other_moduli(data).max("eigenvalue")


def second_modulus(data):
    """The second largest modulus."""
    return moduli(data).isel(eigenvalue=1)


def inner_fraction(data):
    """The fraction of all eigenvalues that lie within half the area of their disk."""
    return _fraction_inside(moduli(data))


def inner_fraction_of_bulk(data):
    """The fraction of the eigenvalues but the rightmost that lie within half the area of their disk."""
    return _fraction_inside(other_moduli(data))


def nonzero_fraction(data):
    """The fraction of eigenvalues that are more than rounding errors; NaN where the largest may be one itself."""
    all_moduli = moduli(data)
    nonzero = all_moduli > ROUNDING * all_moduli.max("eigenvalue")
    fraction = nonzero.sum("eigenvalue") / all_moduli.count("eigenvalue")
    return fraction.where(data.eigenvalue_verified == 1) if "eigenvalue_verified" in data else fraction


def complex_fraction(data):
    """The fraction of the eigenvalues but the rightmost that have an imaginary part."""
    others = other_moduli(data)
    is_complex = np.abs(data.eigenvalue_imag) > ROUNDING * others.max("eigenvalue")
    return (is_complex & others.notnull()).sum("eigenvalue") / others.count("eigenvalue")


def centre_of_bulk(data):
    """The modulus of the mean of all eigenvalues but the rightmost, relative to their largest modulus."""
    others = other_moduli(data)
    real, imaginary = (part.where(others.notnull()).mean("eigenvalue") for part in _parts(data))
    return np.hypot(real, imaginary) / others.max("eigenvalue")


def anisotropy_of_bulk(data):
    """Root mean square of the real parts of all eigenvalues but the rightmost, over that of their imaginary parts."""
    others = other_moduli(data)
    real, imaginary = ((part**2).where(others.notnull()).mean("eigenvalue") for part in _parts(data))
    return np.sqrt(real / imaginary)


def _parts(data):
    return data.eigenvalue_real, data.eigenvalue_imag


def _fraction_inside(some_moduli):
    radius = some_moduli.max("eigenvalue")
    return (some_moduli < radius / np.sqrt(2)).sum("eigenvalue") / some_moduli.count("eigenvalue")


QUANTITIES = (
    rightmost_eigenvalue,
    bulk_of_spectrum,
    second_modulus,
    inner_fraction,
    inner_fraction_of_bulk,
    nonzero_fraction,
    complex_fraction,
    centre_of_bulk,
    anisotropy_of_bulk,
)
