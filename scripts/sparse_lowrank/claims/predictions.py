"""What theory predicts of the quantities in a dataset.

Every function takes a dataset of an experiment (sweep axes × replicate × …) and returns a DataArray over the sweep
axes.
"""

import json

import numpy as np
import xarray as xr

from sparse_lowrank.theory import formulas, superposition


def predicted(name, data):
    """A prediction by name: one of `PREDICTED`."""
    return PREDICTED[name](data)


def _is_scaled(data):
    return json.loads(data.attrs["parameters"]).get("scaled", False)


def _outlier(data):
    if _is_scaled(data):
        return formulas.outlier(data.covariance, data.sparsity)
    return formulas.outlier_unscaled(data.covariance, data[_degree(data)])


def _bulk_radius(data):
    if _is_scaled(data):
        return formulas.bulk_radius(data.variance, data.n_units, data.sparsity)
    return formulas.bulk_radius_unscaled(data.variance, data.n_units, data[_degree(data)])


def _bulk_edge(data):
    """For the connectivity vectors of each network."""
    edge = formulas.bulk_edge(data.realised_square_product, data.n_units, data.sparsity, _is_scaled(data))
    return edge.mean("replicate")


def _degree(data):
    return "out_degree" if "out_degree" in data.coords else "in_degree"


def _finite_size_radius(data):
    sizes = data.n_units * xr.ones_like(data.sparsity)
    edges = xr.apply_ufunc(np.vectorize(lambda n: formulas.ginibre_radius(int(n))), sizes)
    return edges * formulas.gaussian_radius(data.gain, data.sparsity)


def _of_superposition(edge):
    """A prediction for normal vectors, of a network with a Gaussian part."""
    return lambda data: edge(
        superposition.expected_moments(data.variance, data.covariance),
        data.n_units,
        data.sparsity,
        data.gain,
        _is_scaled(data),
    )


PREDICTED = {
    "gaussian_radius": lambda data: formulas.gaussian_radius(data.gain, data.sparsity),
    "finite_size_radius": _finite_size_radius,
    "outlier": _outlier,
    "bulk_radius": _bulk_radius,
    "bulk_edge": _bulk_edge,
    "superposed_edge": _of_superposition(superposition.bulk_edge),
    "superposed_finite_size_edge": _of_superposition(superposition.finite_size_edge),
    "bulk_limit": lambda data: formulas.bulk_radius_limit(data.variance, data[_degree(data)]),
}
