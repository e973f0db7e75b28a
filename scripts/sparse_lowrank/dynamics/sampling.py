"""A simulation by its name, its course at the sample times, and the coordinates of what it keeps.

A simulation is a function in a module of its name in simulations/, so that an edit of one runs no other again. It takes
a network, the experiment's `dynamics` entry, its inner axes (parameters that share one matrix, by name) and a function
that makes a random generator for a purpose. It returns a `Measured`.
"""

import importlib

import numpy as np

from sparse_lowrank.dynamics import integration, times


def simulation(name):
    """The function that simulates what `simulation:` in an experiment's `dynamics` entry names."""
    return getattr(importlib.import_module(f"sparse_lowrank.dynamics.simulations.{name}"), name)


def random_state(n_units, options, generator):
    """Activations from which autonomous activity starts: array of shape (N, 1).

    Independent normal ones of deviation `initial_deviation`, to all of which one number is added that is drawn
    uniformly from 0 to `initial_common`.
    """
    state = generator("initial state").normal(scale=options["initial_deviation"], size=(n_units, 1))
    return state + generator("common initial state").uniform(0, options.get("initial_common", 0.0))


def sampled(recurrent, start, options, drive=None, jumps=(), keep=lambda state, rates: np.array(state)):
    """What is kept of the activity at the sample times.

    Parameters
    ----------
    recurrent, start, drive, jumps
        As in `integration.integrate`; `start` of shape (N, n_trials).
    options : dict
        The experiment's `dynamics` entry.
    keep : callable
        What is kept of activations and rates of shape (N, n_trials) at one time; without it, all activations.

    Returns
    -------
    array of shape (T, …)
    """
    every, n_steps = times.steps_per_sample(options), times.n_steps(options)
    states = integration.integrate(recurrent, start, options["time_step"], n_steps, drive, options["order"], set(jumps))
    kept = (keep(*both) for k, both in enumerate(states, 1) if k % every == 0)
    return np.array([keep(start, np.tanh(start)), *kept])


def coordinates(options, inner):
    """Coordinates of the dimensions that a simulation may add: times, lags and inner axes, by name."""
    at = times.sample_times(options)
    return {"time": at, "lag": at[: times.n_lags(len(at) // 2)], **inner}
