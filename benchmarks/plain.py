"""The paper's computations as one would write them from its equations.

Dense matrices, all eigenvalues for every radius, Euler steps with one dense product per trial. These are the rivals of
the benchmarks, and oracles of the unit tests: nothing here is clever.
"""

import numpy as np


def bernoulli_mask(rng, n_units, sparsity):
    """Each connection is removed with probability s: bool of shape (N, N)."""
    return rng.random((n_units, n_units)) >= sparsity


def fixed_out_degree_mask(rng, n_units, degree):
    """Each column keeps C connections: bool of shape (N, N)."""
    mask = np.zeros((n_units, n_units), dtype=bool)
    for column in range(n_units):
        mask[rng.choice(n_units, degree, replace=False), column] = True
    return mask


def spectral_radius(matrix):
    """The largest modulus of all eigenvalues."""
    return np.abs(np.linalg.eigvals(matrix)).max()


def outlier_and_bulk(matrix):
    """The eigenvalue of largest real part, and the largest modulus of the others."""
    values = np.linalg.eigvals(matrix)
    order = np.argsort(-values.real)
    return values[order[0]].real, np.abs(values[order[1:]]).max()


def outlier_and_bulk_radii(matrix, structure):
    """What `outlier_and_bulk` gives, and the radius of the matrix without its structure (Eq 29)."""
    return (*outlier_and_bulk(matrix), spectral_radius(matrix - structure))


def euler(matrix, state, time_step, inputs):
    """x at every step, of shape (steps + 1, N), under inputs of shape (steps, N): ẋ = −x + Jφ(x) + input (Eq 1)."""
    states = [state]
    for current in inputs:
        state = state + time_step * (-state + matrix @ np.tanh(state) + current)
        states.append(state)
    return np.array(states)


def response(matrix, pattern, onset, offset, duration, time_step):
    """x from rest under a step of input along a pattern, as `euler` gives it."""
    times = (np.arange(round(duration / time_step)) + 0.5) * time_step
    on = (times > onset) & (times < offset)
    return euler(matrix, np.zeros(len(pattern)), time_step, on[:, None] * pattern)


def participation_ratio(states):
    """(Σλ)²/Σλ² of the covariance matrix of activations of shape (T, N)."""
    covariance = np.cov(states.T)
    return np.trace(covariance) ** 2 / (covariance**2).sum()


def readout_at_end(matrix, start, weights, pattern, noise, pattern_with_noise, onset, time_step):
    """z = wᵀφ(x)/N at the end of one trial; `noise` is white noise for each step, of unit intensity."""
    state = start
    for step, sample in enumerate(noise):
        state = state + time_step * (-state + matrix @ np.tanh(state))
        if (step + 0.5) * time_step > onset:
            state = state + time_step * pattern_with_noise + np.sqrt(time_step) * sample * pattern
    return weights @ np.tanh(state) / len(state)
