"""Integration of a noisy stimulus, and the choice that is read out (Fig 6)."""

import numpy as np

from sparse_lowrank.dynamics import integration, sampling, stimuli, times
from sparse_lowrank.measured import Measured
from sparse_lowrank.networks import products


def evidence_integration(network, options, inner, generator):
    """Integration of a noisy stimulus of each coherence c̄, from a state along **m**, in several trials (Fig 6).

    The state is `initial_projection`·**m**, plus `initial_projection_n`·**n**. From `onset` on the input is
    c̄(**I** + **h**) + `noise`·ξ(t)**I**, with white noise ξ and a pattern **h** of independent normal entries (see
    `stimuli.evidence`). The readout is z = wᵀφ(x)/N; the choice is +1 if z ends
    above `threshold`, else −1, and settled if z is on that side throughout the second half of the input, of which
    `readout_variance` is the variance. If `sample_units` is given, the first trial's stimulus c̄ + `noise`·ξ, averaged
    over each sample interval, and activations are kept too.
    """
    m, n, pattern, weights = (network.vectors[name] for name in ("m", "n", "input", "readout"))
    coherences, n_trials, step = inner["coherence"], options["trials"], options["time_step"]
    noise, patterns, on = drawn = stimuli.evidence(coherences, pattern, options, generator)
    constant = integration.input_weight(step) * patterns
    fluctuating = integration.noise_weight(step) * pattern[:, None]
    start = options["initial_projection"] * m + options.get("initial_projection_n", 0.0) * n
    samples = slice(options.get("sample_units", 0))
    kept = sampling.sampled(
        products.product(network, len(noise)),
        np.repeat(start[:, None], len(noise), axis=1),
        options,
        lambda k: constant + fluctuating * noise[:, k] if on[k] else 0.0,
        keep=lambda state, rates: np.vstack([integration.mean_product(weights, rates), state[samples]]),
    )
    results = _decisions(kept[:, 0].T.reshape(len(coherences), n_trials, -1), options)
    if options.get("sample_units"):
        activation = kept[:, 1:, ::n_trials].transpose(2, 1, 0)
        results |= Measured(("coherence", "unit", "time"), activation=activation)
        results |= Measured(("coherence", "time"), stimulus=stimuli.evidence_samples(drawn, coherences, options))
    return results


def _decisions(readout, options):
    """What readouts of shape (coherences, trials, T) say of the choices."""
    late = times.sample_times(options) > (options["onset"] + options["duration"]) / 2
    above = readout > options["threshold"]
    return Measured(("coherence", "trial", "time"), readout=readout) | Measured(
        ("coherence", "trial"),
        choice=np.where(above[..., -1], 1, -1),
        choice_settled=(above[..., late] == above[..., -1:]).all(axis=-1).astype(int),
        readout_variance=readout[..., late].var(axis=-1),
    )
