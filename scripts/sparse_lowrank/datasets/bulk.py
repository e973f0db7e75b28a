"""Quantities of the bulk that are read off a dataset, beside what theory says of the vectors of each network.

All functions take a dataset of an experiment (sweep axes × replicate × …) and return a DataArray over the sweep axes
and, unless their docstring says otherwise, the dimension `replicate`.
"""

import json

import numpy as np
import xarray as xr

from sparse_lowrank.theory import bulk_law, formulas

DECILES = xr.DataArray(np.arange(1, 10) / 10, dims="decile")


def moduli(data):
    """Moduli of the eigenvalues in descending order, with the dimension `eigenvalue`."""
    return np.hypot(data.eigenvalue_real, data.eigenvalue_imag)


def is_scaled(data):
    """Whether P = mnᵀ/N rather than P = mnᵀ."""
    return json.loads(data.attrs["parameters"]).get("scaled", False)


def bulk_edges(data):
    """The large-N edge of the bulk for the connectivity vectors of each network."""
    return formulas.bulk_edge(data.realised_square_product, data.n_units, data.sparsity, is_scaled(data))


def bulk_scales(data):
    """|d_i| of each unit, of which the law of the bulk (`bulk_law`) is made; with the dimension `unit`."""
    return formulas.bulk_edge(data.square_product, data.n_units, data.sparsity, is_scaled(data))


def fraction_within_deciles(data):
    """The fraction of the bulk's eigenvalues within the radii in which 1/10 … 9/10 of them should lie (`decile`).

    The radii are those of the law as N → ∞ (`bulk_law`) for the connectivity vectors of each network.
    """

    def counted(some_moduli, scales):
        radii = bulk_law.of_vectors(scales[np.isfinite(scales)]).radius(DECILES)
        return (some_moduli[np.isfinite(some_moduli), None] < radii).mean(0)

    dims = {"input_core_dims": [["eigenvalue"], ["unit"]], "output_core_dims": [["decile"]]}
    return xr.apply_ufunc(counted, moduli(data), bulk_scales(data), vectorize=True, **dims)


def median_modulus(data):
    """The median modulus of all eigenvalues."""
    return moduli(data).median("eigenvalue")


def fraction_within_half_edge(data):
    """The fraction of the bulk's eigenvalues within half the large-N edge of each network."""
    all_moduli = moduli(data)
    return (all_moduli < bulk_edges(data) / 2).sum("eigenvalue") / all_moduli.count("eigenvalue")


def bulk_excess(data):
    """How far the largest modulus of the bulk lies outside its large-N edge, relative to that edge."""
    return data.bulk_radius_deflated / bulk_edges(data) - 1


def mean_bulk_excess(data):
    """The mean of `bulk_excess` over networks; over the sweep axes alone."""
    return bulk_excess(data).mean("replicate")


def bulk_over_deflated(data):
    """The largest modulus once the outlier is taken out, over that without the mean connectivity, P̃* of Eq 29."""
    return data.bulk_radius / data.bulk_radius_deflated


def outlier_over_structure(data):
    """The real part of the outlier over (1 − s)**m**ᵀ**n** of each network, or a Nth of that if P = mnᵀ/N."""
    size = 1 if is_scaled(data) else data.n_units
    return data.outlier_real / ((1 - data.sparsity) * data.realised_overlap * size)


QUANTITIES = (
    bulk_over_deflated,
    outlier_over_structure,
    fraction_within_deciles,
    median_modulus,
    fraction_within_half_edge,
    bulk_excess,
    mean_bulk_excess,
)
