"""The times of a simulation, in units of τ: those of its steps, and those at which it is sampled."""

import numpy as np


def n_steps(options):
    """The number of steps in `duration`."""
    return round(options["duration"] / options["time_step"])


def steps_per_sample(options):
    """The number of steps from one sample to the next."""
    return round(options["sample_interval"] / options["time_step"])


def step_middles(options):
    """The time in the middle of each step: array of shape (steps,)."""
    return (np.arange(n_steps(options)) + 0.5) * options["time_step"]


def sample_times(options):
    """The times of the samples, from 0 to `duration` by `sample_interval`: array of shape (T,)."""
    return np.arange(round(options["duration"] / options["sample_interval"]) + 1) * options["sample_interval"]


def n_lags(n_samples):
    """The number of lags of an autocovariance of so many samples: to half their time."""
    return max(1, n_samples // 2)
