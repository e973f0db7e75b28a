"""The same computations by libraries that do such things well: SciPy's ARPACK as it comes, PyTorch if installed.

PyTorch gets the best that its user would write: every gain or trial in one product, on all cores.
"""

from importlib.util import find_spec

import numpy as np
from scipy.sparse.linalg import LinearOperator, eigs

import plain

TORCH = find_spec("torch") is not None


def arpack_by_default(inputs):
    """scipy.sparse.linalg.eigs with its own settings, six eigenvalues in a space of twenty vectors, with and without
    the structure."""
    matrix, (u, v) = inputs["network"].matrix.tocsr(), inputs["structure"]
    rest = LinearOperator(matrix.shape, matvec=lambda x: matrix @ x - u * (v @ x), dtype=float)
    values, others = (
        eigs(operator, rng=np.random.default_rng(0), return_eigenvectors=False) for operator in (matrix, rest)
    )
    first = np.argmax(values.real)
    return values[first].real, np.abs(np.delete(values, first)).max(), np.abs(others).max()


def torch_spectral_radius(inputs):
    """The largest modulus of all eigenvalues."""
    import torch

    return float(torch.linalg.eigvals(torch.from_numpy(inputs["dense"])).abs().max())


def torch_responses(matrix, m, n, pattern, gains, options):
    """x at the sample times for every gain g of gJ + mnᵀ, of shape (T, N, gains), by Euler steps (Eq 1)."""
    import torch

    matrix, m, n, pattern, gains = map(torch.as_tensor, (matrix, m, n, pattern, np.array(gains)))
    step, every = options["time_step"], round(options["sample_interval"] / options["time_step"])
    state = torch.zeros(len(m), len(gains), dtype=torch.float64)
    kept = [state]
    for k in range(round(options["duration"] / step)):
        rates = torch.tanh(state)
        on = options["onset"] < (k + 0.5) * step < options["offset"]
        recurrent = gains * (matrix @ rates) + m[:, None] * (n @ rates)
        state = state + step * (-state + recurrent + on * pattern[:, None])
        if (k + 1) % every == 0:
            kept.append(state)
    return torch.stack(kept).numpy()


def torch_readouts(matrix, start, weights, pattern, noise, patterns, options):
    """z = wᵀφ(x)/N at the end of every trial; `noise` of shape (trials, steps), `patterns` of shape (N, trials)."""
    import torch

    matrix, start, weights, pattern, noise, patterns = map(
        torch.as_tensor, (matrix, start, weights, pattern, noise, patterns)
    )
    step, state = options["time_step"], start[:, None].repeat(1, len(noise))
    for k in range(noise.shape[1]):
        state = state + step * (-state + matrix @ torch.tanh(state))
        if (k + 0.5) * step > options["onset"]:
            state = state + step * patterns + np.sqrt(step) * pattern[:, None] * noise[:, k]
    return (weights @ torch.tanh(state) / len(state)).numpy()


def torch_fig4(inputs):
    """κ_r at its peak and the participation ratio, for every gain."""
    network = inputs["network"]
    m, n, pattern = (network.vectors[name] for name in ("m", "n", "input"))
    states = torch_responses(network.matrix.toarray(), m, n, pattern, inputs["gains"], inputs["options"])
    peaks = np.tensordot(m, states, (0, 1)).max(axis=0) / (m @ m)
    return np.array([peaks, [plain.participation_ratio(states[:, :, k]) for k in range(states.shape[2])]])
