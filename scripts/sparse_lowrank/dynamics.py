"""Integration of the network dynamics τẋ = −x + Jφ(x) + I u(t), φ = tanh (Eq 1), with time in units of τ.

The leak and the input are integrated exactly over each step, the recurrent input by the two-step exponential
Adams–Bashforth formula (Cox & Matthews 2002, J Comput Phys 176:430): one matrix product a step, second order.
"""

import numpy as np

# Above these densities a dense product is faster than a sparse one, for one trial and for a batch of trials.
DENSE_ABOVE, DENSE_ABOVE_IN_BATCH = 0.3, 0.2


def recurrent_input(matrix, n_trials):
    """The function φ ↦ Jφ for arrays φ of shape (N, n_trials), dense or sparse, whichever costs less."""
    threshold = DENSE_ABOVE if n_trials == 1 else DENSE_ABOVE_IN_BATCH
    operator = matrix.toarray() if matrix.nnz > threshold * matrix.shape[0] ** 2 else matrix.tocsr()
    return lambda rates: operator @ rates


def integrate(recurrent, state, time_step, n_steps, drive=None):
    """Yield the state after each step.

    Parameters
    ----------
    recurrent : callable
        Jφ of rates φ = tanh(x), arrays of shape (N, n_trials); see `recurrent_input`.
    state : float64 array of shape (N, n_trials)
        x(0); left unchanged.
    time_step : float
        In units of τ.
    n_steps : int
    drive : callable, optional
        The external input integrated over step k = 0, 1, …, of shape (N, n_trials): see `input_weight`, `noise_weight`.

    Yields
    ------
    float64 array of shape (N, n_trials)
        x at times time_step, 2·time_step, …
    """
    leak, now, before = step_weights(time_step)
    previous = None
    for step in range(n_steps):
        current = recurrent(np.tanh(state)) if state.any() else np.zeros_like(state)  # at rest nothing is sent
        state = leak * state + now * current - before * (current if previous is None else previous)
        if drive is not None:
            state += drive(step)
        previous = current
        yield state


def step_weights(time_step):
    """Weights of x, of this step's and (with a minus) of the previous step's recurrent input."""
    leak = np.exp(-time_step)
    extrapolated = (time_step - 1 + leak) / time_step
    return leak, 1 - leak + extrapolated, extrapolated


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
    """vᵀφ(x)/N: κ_rec for v = **n** (Eqs 16 and 37), the activity along **m**, or a readout for weights v = **w**."""
    return np.tensordot(vector, np.tanh(activity), 1) / len(vector)
