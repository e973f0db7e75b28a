"""Quantities that are read off a dataset; claims name those of `MEASURED`, figures call the functions.

A quantity takes a dataset of an experiment (sweep axes × replicate × …) and returns a DataArray over the sweep axes
and, unless its docstring says otherwise, the dimension `replicate`; of the integration task the replicates are the
trials of all networks, network by network. All are dimensionless.
"""

import json

import numpy as np
import xarray as xr

from sparse_lowrank.datasets import bulk, spectrum
from sparse_lowrank.datasets.spectrum import ROUNDING

# Activations below this have died away.
LASTING = 1e-3

# The quantities that are no variables of a dataset, by the name of their function.
MEASURED = {function.__name__: function for function in (*bulk.QUANTITIES, *spectrum.QUANTITIES)}


def measured(name, data):
    """A quantity by name: one of `MEASURED`, or a variable of the dataset."""
    return MEASURED[name](data) if name in MEASURED else data[name]


def quantity(function):
    """Enter a function of a dataset in `MEASURED` under its own name."""
    MEASURED[function.__name__] = function
    return function


@quantity
def asymmetry(data):
    """The relative difference of the bulk radius between sparsities s and 1 − s.

    NaN where the sweep lacks 1 − s, and where the bulk is no more than a rounding error.
    """
    radius = data.bulk_radius.where(data.bulk_radius > ROUNDING * data.bulk_radius.max())
    mirrored = radius.reindex(sparsity=1 - data.sparsity, method="nearest", tolerance=1e-5)
    return (radius - mirrored.assign_coords(sparsity=data.sparsity)) / radius


def degree_of_sparsity(data):
    """C = N(1 − s), the number of connections left of each unit; over the sweep axes alone."""
    return data.n_units * (1 - data.sparsity)


@quantity
def peak_projection_on_m(data):
    """The largest κ_r of a course in time."""
    return data.kappa_r.max("time")


@quantity
def mean_activation_m(data):
    """mᵀx/N, which is κ_r‖m‖²/N, on average over the time from the onset of the input: so do the authors' notebooks."""
    onset = json.loads(data.attrs["parameters"])["dynamics"]["onset"]
    return data.realised_variance * data.kappa_r.sel(time=slice(onset, None)).mean("time")


@quantity
def peak_projection_on_input(data):
    """The largest κ_I of a course in time."""
    return data.kappa_i.max("time")


@quantity
def variance_of_first_two(data):
    """The fraction of the variance in the first two principal components."""
    return data.explained_variance_ratio.isel(component=slice(2)).sum("component")


@quantity
def first_component_in_plane(data):
    """The length of the first principal component's projection onto the plane of **m** and **I**."""
    return _length_in_plane(data.isel(component=0))


@quantity
def second_component_in_plane(data):
    """The length of the second principal component's projection onto the plane of **m** and **I**."""
    return _length_in_plane(data.isel(component=1))


@quantity
def first_component_along_input(data):
    """The correlation of the first principal component with **I**."""
    return data.component_alignment_i.isel(component=0)


def late(course):
    """The second half of a course in time (a DataArray with the dimension `time`)."""
    return course.isel(time=slice(course.sizes["time"] // 2, None))


@quantity
def late_mean_activity(data):
    """The mean over time of mᵀφ(x)/N in the second half of a simulation, with its sign."""
    return late(data.activity_m).mean("time")


@quantity
def late_activity(data):
    """The modulus of `late_mean_activity`."""
    return np.abs(late_mean_activity(data))


@quantity
def branch(data):
    """The sign of `late_mean_activity`: 1 or −1."""
    return np.sign(late_mean_activity(data))


def mean_activity_at_15(data):
    """The mean of mᵀφ(x)/N over the times from 14 to 15, the window of the authors' notebooks, with its sign."""
    return data.activity_m.sel(time=slice(14, 15)).mean("time")


@quantity
def activity_at_15(data):
    """The modulus of the mean of mᵀφ(x)/N over the times from 14 to 15."""
    return np.abs(mean_activity_at_15(data))


@quantity
def branch_at_15(data):
    """The sign of the mean of mᵀφ(x)/N over the times from 14 to 15: 1 or −1."""
    return np.sign(mean_activity_at_15(data))


@quantity
def late_fluctuation(data):
    """The standard deviation in time of mᵀφ(x)/N in the second half of a simulation."""
    return late(data.activity_m).std("time")


@quantity
def fluctuates(data):
    """1 for a network whose mᵀφ(x)/N fluctuates by more than 0.01 in the second half of a simulation, else 0."""
    return (late_fluctuation(data) > 0.01).astype(float)


@quantity
def kappa_scatter(data):
    """The standard deviation of |κ| over networks; over the sweep axes alone."""
    return data.kappa.std("replicate", ddof=1)


def window(data):
    """The time in which the field of a steady state was measured, twice the range of lags; a number."""
    return 2 * len(data.lag) * float(data.lag[1] - data.lag[0])


@quantity
def late_activation(data):
    """The largest modulus of the stored activations in the second half of a simulation."""
    return np.abs(late(data.activation)).max(["unit", "time"])


@quantity
def late_activation_fluctuation(data):
    """The standard deviation in time of the activations in the second half, mean of the stored units."""
    return late(data.activation).std("time").mean("unit")


@quantity
def spread_over_units(data):
    """The standard deviation of the late mean activations of the stored units, relative to their root mean square."""
    means = late(data.activation).mean("time")
    return means.std("unit") / np.sqrt((means**2).mean("unit"))


@quantity
def stability_is_that_of_spectrum(data):
    """1 where activity lasts and the largest real part exceeds one, or neither; 0 where only one of them is so."""
    return ((late_activation(data) > LASTING) == (spectrum.rightmost_eigenvalue(data) > 1)).astype(float)


@quantity
def remaining_activation(data):
    """The largest modulus of the stored activations at the end, relative to the largest of the whole course."""
    largest = np.abs(data.activation).max("unit")
    return largest.isel(time=-1) / largest.max("time")


@quantity
def projection_bias(data):
    """The modulus of the mean of κ_r over the second half of a simulation, in units of its standard deviation."""
    course = late(data.kappa_r)
    return np.abs(course.mean("time")) / course.std("time")


@quantity
def equilibrium_ratio(data):
    """κ_r/(C κ_rec) at the end of a simulation (Eq 36: 1 at equilibrium)."""
    return (data.kappa_r / (data.out_degree * data.kappa_rec)).isel(time=-1)


def is_correct(data):
    """Whether the choice of each trial is positive and stands throughout the second half of the input.

    Over the sweep axes, the networks (`replicate`) and their trials (`trial`).
    """
    return (data.choice > 0) & (data.choice_settled > 0)


@quantity
def final_readout(data):
    """The readout at the end of each trial."""
    return _trials(data.readout.isel(time=-1))


@quantity
def correct_readout_variance(data):
    """The variance of the readout in each correct trial, NaN in the others."""
    return _trials(data.readout_variance.where(is_correct(data)))


@quantity
def variance_added_by_sparsity(data):
    """The mean `correct_readout_variance` at the smallest degree less that at the largest; without that axis."""
    mean = correct_readout_variance(data).mean("replicate")
    axis = "in_degree" if "in_degree" in data.coords else "out_degree"
    extremes = mean.sortby(axis) if axis in mean.dims else mean.expand_dims(axis)
    return extremes.isel({axis: 0}) - extremes.isel({axis: -1})


@quantity
def relative_readout_variance(data):
    """The variance of the readout over its squared value at the end in each correct trial, NaN in the others."""
    level = data.readout.isel(time=-1) ** 2
    return _trials((data.readout_variance / level).where(is_correct(data)))


@quantity
def positive_choice(data):
    """1 for each trial with a positive choice, 0 for the others; its mean is the fraction of positive choices."""
    return _trials((data.choice > 0).astype(float))


@quantity
def psychometric_midpoint(data):
    """The coherence at which half of the choices are positive; over the other sweep axes alone.

    By linear interpolation of the psychometric curve, made to rise by its running maximum; NaN where it stays on one
    side of a half.
    """

    def midpoint(fractions):
        rising = np.maximum.accumulate(fractions)
        return np.interp(0.5, rising, data.coherence) if rising[0] <= 0.5 <= rising[-1] else np.nan

    fractions = positive_choice(data).mean("replicate")
    return xr.apply_ufunc(midpoint, fractions, input_core_dims=[["coherence"]], vectorize=True)


def _length_in_plane(component):
    """Of a principal component, whose correlations with **m** and **I**, which are orthogonal, are given."""
    return np.hypot(component.component_alignment_m, component.component_alignment_i)


def _trials(variable):
    """Trials of all networks as replicates."""
    return variable.rename(replicate="network").stack(replicate=["network", "trial"]).reset_index("replicate")
