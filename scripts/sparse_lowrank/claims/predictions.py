"""What theory predicts of the quantities in a dataset.

Every function takes a dataset of an experiment (sweep axes × replicate × …) and returns a DataArray over the sweep
axes.
"""

import numpy as np
import xarray as xr

from sparse_lowrank.datasets import bulk, quantities
from sparse_lowrank.theory import (
    bulk_law,
    dynamic_mean_field,
    formulas,
    mean_field,
    mean_field_scatter,
    phase_boundaries,
    superposition,
)


def predicted(name, data):
    """A prediction by name: one of `PREDICTED`."""
    return PREDICTED[name](data)


def _outlier(data):
    if bulk.is_scaled(data):
        return formulas.outlier(data.covariance, data.sparsity)
    return formulas.outlier_unscaled(data.covariance, data[_degree(data)])


def _bulk_radius(data):
    if bulk.is_scaled(data):
        return formulas.bulk_radius(data.variance, data.n_units, data.sparsity)
    return formulas.bulk_radius_unscaled(data.variance, data.n_units, data[_degree(data)])


def _bulk_edge(data):
    """For the connectivity vectors of each network."""
    return bulk.bulk_edges(data).mean("replicate")


def _stationary_limit(data):
    """σ² at each N, C and σ_mn; the sweep over σ² has no part in it."""
    return xr.apply_ufunc(
        phase_boundaries.stationary_limit, data.n_units, data[_degree(data)], data.covariance, vectorize=True
    )


def _degree(data):
    return "out_degree" if "out_degree" in data.coords else "in_degree"


def _degree_where_outlier_is_bulk(data):
    """C at which √C σ²√(N − C)/√N = Cσ_mn (Eqs 13 and 14)."""
    return data.variance**2 / (data.covariance**2 + data.variance**2 / data.n_units)


def _finite_size_radius(data):
    sizes = data.n_units * xr.ones_like(data.sparsity)
    edges = xr.apply_ufunc(np.vectorize(lambda n: formulas.ginibre_radius(int(n))), sizes)
    return edges * formulas.gaussian_radius(data.gain, data.sparsity)


def _of_law(value, *dims):
    """A number, or an array along `dims`, that is read off the law of the bulk for normal vectors."""

    def predict(data):
        scale = formulas.bulk_edge(data.variance**2, data.n_units, data.sparsity, bulk.is_scaled(data))
        law = np.vectorize(bulk_law.of_ensemble, otypes=[object])
        laws = xr.apply_ufunc(law, scale, data.covariance / data.variance)
        return xr.apply_ufunc(lambda one: value(one), laws, vectorize=True, output_core_dims=[dims])

    return predict


def _law_deciles_at_finite_degree(data):
    """Shifted by what sparsity does to first order in 1/C."""
    fixed_degree = "out_degree" in data.coords or "in_degree" in data.coords
    shift = _of_law(lambda law: law.shift(bulk.DECILES, fixed_degree), "decile")(data)
    return bulk.DECILES + bulk_law.kurtosis(data.sparsity) / data.n_units * shift


def _law_excess(data):
    excess = np.vectorize(lambda n_units, correlation: bulk_law.largest_modulus(n_units, correlation) - 1)
    return xr.apply_ufunc(excess, data.n_units, data.covariance / data.variance)


def _of_superposition(edge):
    """A prediction of networks with a Gaussian part, for the mean of m²n² of each, which scatters most."""

    def predict(data):
        moments = superposition.expected_moments(data.variance, data.covariance)
        moments[1][1] = data.realised_square_product
        scaled = bulk.is_scaled(data)
        return edge(moments, data.n_units, data.sparsity, data.gain, scaled).mean("replicate")

    return predict


def _of_mean_field(value):
    """A number that is read off a function of an ensemble of networks, at each point."""

    def predict(data):
        networks = (data.n_units, data.out_degree, data.variance, data.covariance)
        return xr.apply_ufunc(lambda *sizes: value(mean_field.Networks(*sizes)), *networks, vectorize=True)

    return predict


def _of_state(value):
    """A number that is read off a function of an ensemble and its stationary mean field."""
    return _of_mean_field(lambda networks: value(networks, mean_field.solve(networks)))


def _at_own_kappa(value):
    """A number that is read off a function of an ensemble and κ, for the κ of each network; the mean over networks."""

    def predict(data):
        networks = (data.n_units, data.out_degree, data.variance, data.covariance)
        own = xr.apply_ufunc(
            lambda *sizes: value(mean_field.Networks(*sizes[:4]), sizes[4]), *networks, data.kappa, vectorize=True
        )
        return own.mean("replicate")

    return predict


def _of_field(index, state, over):
    """Deviation (0), fluctuation (1) or half-time (2) of the field by the dynamic theory, in the window of the data."""

    def predict(data):
        def statistic(networks, *kappa):
            return dynamic_mean_field.field_statistics(networks, state(networks, *kappa), quantities.window(data))[
                index
            ]

        return over(statistic)(data)

    return predict


PREDICTED = {
    "covariance": lambda data: data.covariance,
    "gaussian_radius": lambda data: formulas.gaussian_radius(data.gain, data.sparsity),
    "finite_size_radius": _finite_size_radius,
    "outlier": _outlier,
    "bulk_radius": _bulk_radius,
    "bulk_edge": _bulk_edge,
    "law_deciles": lambda data: bulk.DECILES,
    "law_deciles_at_finite_degree": _law_deciles_at_finite_degree,
    "law_median": _of_law(lambda law: law.radius(0.5)),
    "law_within_half_edge": _of_law(lambda law: law.fraction(law.edge / 2)),
    "law_excess": _law_excess,
    "superposed_edge": _of_superposition(superposition.bulk_edge),
    "superposed_finite_size_edge": _of_superposition(superposition.finite_size_edge),
    "mean_field_kappa": _of_state(lambda networks, state: state.kappa),
    "mean_field_activity": _of_state(lambda networks, state: state.activity),
    "mean_field_scatter": _of_state(mean_field_scatter.kappa_scatter),
    "mean_field_mean_activity": _of_state(mean_field_scatter.mean_activity),
    "field_deviation_at_own_kappa": _at_own_kappa(lambda *own: mean_field.state_at(*own).deviation),
    "jacobian_radius_at_own_kappa": _at_own_kappa(lambda *own: mean_field.state_at(*own).radius),
    "dynamic_kappa": _of_mean_field(lambda networks: dynamic_mean_field.solve(networks).kappa),
    "dynamic_field_deviation": _of_field(0, dynamic_mean_field.solve, _of_mean_field),
    "dynamic_field_fluctuation": _of_field(1, dynamic_mean_field.solve, _of_mean_field),
    "dynamic_field_half_time": _of_field(2, dynamic_mean_field.solve, _of_mean_field),
    "dynamic_fluctuation_at_own_kappa": _of_field(1, dynamic_mean_field.state_at, _at_own_kappa),
    "stationary_limit": _stationary_limit,
    "outlier_equals_bulk": lambda data: (
        _outlier(data) / formulas.bulk_radius_unscaled(1.0, data.n_units, data[_degree(data)])
    ),
    "degree_where_outlier_is_bulk": _degree_where_outlier_is_bulk,
    "bulk_limit": lambda data: formulas.bulk_radius_limit(data.variance, data[_degree(data)]),
}
