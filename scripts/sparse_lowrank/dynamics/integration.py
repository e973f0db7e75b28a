"""Integration of the network dynamics τẋ = −x + Jφ(x) + I u(t), φ = tanh (Eq 1), with time in units of τ.

The leak and the input are integrated exactly over each step, the recurrent input by an exponential Adams–Bashforth
formula, started by exponential Runge–Kutta steps (Cox & Matthews 2002, J Comput Phys 176:430): one product a step.
"""

import numpy as np


def integrate(recurrent, state, time_step, n_steps, drive=None, order=2, jumps=()):
    """Yield the state after each step, and its rates.

    Parameters
    ----------
    recurrent : callable
        Jφ of rates φ = tanh(x), arrays of shape (N, n_trials); see `products.product`.
    state : float64 array of shape (N, n_trials)
        x(0); left unchanged.
    time_step : float
        In units of τ.
    n_steps : int
    drive : callable, optional
        The external input integrated over step k = 0, 1, …, of shape (N, n_trials): see `input_weight`, `noise_weight`.
    order : int
        2 or more: how many values of the recurrent input are extrapolated over a step, and the order of the error in
        the step. A higher order wants a smaller spectral radius of J times step.
    jumps : collection of int
        The steps at whose beginning the input jumps. There, as at the start, no earlier values are used: the first
        order − 1 steps are of the exponential Runge–Kutta kind, with two matrix products each.

    Yields
    ------
    state, rates : float64 arrays of shape (N, n_trials)
        x and φ(x) at times time_step, 2·time_step, …
    """
    leak, weights = np.exp(-time_step), step_weights(time_step, order)
    # Weights of the input at the beginning of a step, and of its change over the step.
    weight_of_start, weight_of_change = input_weight(time_step), -step_weights(time_step, 2)[1]
    history, rates = [], np.tanh(state)
    for step in range(n_steps):
        history = [_recurrent_input(recurrent, rates), *([] if step in jumps else history)][:order]
        state = leak * state
        if drive is not None:
            state += drive(step)
        if len(history) == order:
            for weight, current in zip(weights, history, strict=True):
                state += weight * current
        else:
            state += weight_of_start * history[0]
            state += weight_of_change * (_recurrent_input(recurrent, np.tanh(state)) - history[0])
        rates = np.tanh(state)
        yield state, rates


def step_weights(time_step, order):
    """Weights of this step's recurrent input and of those of the steps before, newest first: shape (order,).

    They integrate the polynomial through these values, damped by the leak, over the step.
    """
    nodes, weights = np.polynomial.legendre.leggauss(12)
    at = (nodes + 1) / 2
    damped = time_step * weights / 2 * np.exp(-time_step * (1 - at))
    past = np.arange(order)
    return np.array([damped @ np.prod([(at + i) / (i - j) for i in past if i != j], axis=0) for j in past])


def _recurrent_input(recurrent, rates):
    """Jφ; at rest it is zero, and no product is needed."""
    return recurrent(rates) if rates.any() else np.zeros_like(rates)


def input_weight(time_step):
    """Effect on x after one step of a constant input of one: 1 − exp(−Δt)."""
    return -np.expm1(-time_step)


def noise_weight(time_step):
    """Standard deviation of x after one step of white noise of unit intensity, √((1 − exp(−2Δt))/2).

    Exact for the leaky integration of dW, so that halving the step leaves the statistics as they are.
    """
    return np.sqrt(-np.expm1(-2 * time_step) / 2)


def projection(vector, activity):
    """κ = vᵀx/‖v‖² of activity x of shape (N, …) on a vector v of shape (N,) (Eqs 34 and 35)."""
    return np.tensordot(vector, activity, 1) / (vector @ vector)


def mean_overlap(vector, activity):
    """vᵀφ(x)/N: κ_rec for v = **n** (Eqs 16 and 37), or the activity along **m**."""
    return mean_product(vector, np.tanh(activity))


def mean_product(vector, rates):
    """vᵀφ/N of rates φ of shape (N, …): a readout for weights v = **w**."""
    return np.tensordot(vector, rates, 1) / len(vector)
