"""The simulations of the paper: what is put in, and what is kept of the activity.

Each takes a network, the experiment's `dynamics` entry, its inner axes (parameters that share one matrix, by name) and
a function that makes a random generator for a purpose. Each returns a `Measured`.
"""

import numpy as np

from sparse_lowrank.dynamics import dimensionality, fields, integration, stimuli, times
from sparse_lowrank.measured import Measured, along, first


def response(network, options, inner, generator):
    """Response from rest to a step of input along **I** (Fig 4), for each inner gain g of a Gaussian part, if any.

    Keeps κ_r and κ_I, the principal components' variance and correlation with **m** and **I**, the participation ratio,
    and the activations of the first `sample_units` units.
    """
    m, pattern = network.vectors["m"], network.vectors["input"]
    gains = np.array(inner.get("gain", [1.0]))
    pulse, weight = stimuli.pulse(options), integration.input_weight(options["time_step"])
    trajectory = _sampled(
        _recurrent_with_gains(network, gains) if "gain" in inner else integration.recurrent_input(network.matrix, 1),
        np.zeros((len(m), len(gains))),
        options,
        lambda step: weight * pulse[step] * pattern[:, None],
        jumps=np.flatnonzero(np.diff(pulse)) + 1,
    )
    analysed = [dimensionality.components(trajectory[:, :, k], m, pattern) for k in range(len(gains))]
    results = along("gain", analysed) | Measured(
        ("gain", "time"),
        kappa_r=integration.projection(m, trajectory.transpose(1, 2, 0)),
        kappa_i=integration.projection(pattern, trajectory.transpose(1, 2, 0)),
    )
    if options.get("sample_units"):
        activation = trajectory[:, : options["sample_units"]].transpose(2, 1, 0)
        course = np.broadcast_to(stimuli.pulse_samples(pattern[: activation.shape[1]], options), activation.shape)
        results |= Measured(("gain", "unit", "time"), activation=activation, input=course)
    return results if inner else first(results)


def autonomous(network, options, inner, generator):
    """Activity without input, from independent normal activations of deviation `initial_deviation` (Fig 5).

    Keeps mᵀφ(x)/N, κ_r and κ_rec against time, and the activations of the first `sample_units` units.
    """
    m, n = network.vectors["m"], network.vectors["n"]
    start = generator("initial state").normal(scale=options["initial_deviation"], size=(len(m), 1))
    trajectory = _sampled(integration.recurrent_input(network.matrix, 1), start, options)[:, :, 0].T
    results = Measured(
        ("time",),
        activity_m=integration.mean_overlap(m, trajectory),
        kappa_r=integration.projection(m, trajectory),
        kappa_rec=integration.mean_overlap(n, trajectory),
    )
    if options.get("sample_units"):
        results |= Measured(("unit", "time"), activation=trajectory[: options["sample_units"]])
    return results


def steady_state(network, options, inner, generator):
    """Where the activity of `autonomous` ends (supplementary figure of the mean field).

    Keeps of the second half of the simulation the mean of mᵀφ(x)/N and what `fields.statistics` measures of the field
    that drives the units, and of its end the radius of the bulk of the Jacobian.
    """
    m = network.vectors["m"]
    start = generator("initial state").normal(scale=options["initial_deviation"], size=(len(m), 1))
    trajectory = _sampled(integration.recurrent_input(network.matrix, 1), start, options)[:, :, 0]
    late = trajectory[-(len(trajectory) // 2) :]
    radius = fields.bulk_radius_of_jacobian(network, late[-1], generator("start vector"))
    activity = integration.mean_overlap(m, late.T).mean()
    results = Measured((), mean_activity_m=activity, jacobian_radius=radius)
    return results | fields.statistics(fields.field(network, late), options["sample_interval"])


def evidence_integration(network, options, inner, generator):
    """Integration of a noisy stimulus of each coherence c̄, from a state along **m**, in several trials (Fig 6).

    From `onset` on the input is c̄(**I** + **h**) + `noise`·ξ(t)**I**, with white noise ξ and a pattern **h** of
    independent normal entries of deviation `pattern_noise`. The readout is z = wᵀφ(x)/N; the choice is +1 if z ends
    above `threshold`, else −1, and settled if z is on that side throughout the second half of the input, of which
    `readout_variance` is the variance. If `sample_units` is given, the first trial's stimulus c̄ + `noise`·ξ, averaged
    over each sample interval, and activations are kept too.
    """
    m, pattern, weights = (network.vectors[name] for name in ("m", "input", "readout"))
    coherences, n_trials, step = inner["coherence"], options["trials"], options["time_step"]
    noise, patterns, on = drawn = stimuli.evidence(coherences, pattern, options, generator)
    constant = integration.input_weight(step) * patterns
    fluctuating = integration.noise_weight(step) * pattern[:, None]
    samples = slice(options.get("sample_units", 0))
    kept = _sampled(
        integration.recurrent_input(network.matrix, len(noise)),
        np.repeat(options["initial_projection"] * m[:, None], len(noise), axis=1),
        options,
        lambda k: constant + fluctuating * noise[:, k] if on[k] else 0.0,
        keep=lambda state: np.vstack([integration.mean_overlap(weights, state), state[samples]]),
    )
    results = _decisions(kept[:, 0].T.reshape(len(coherences), n_trials, -1), options)
    if options.get("sample_units"):
        activation = kept[:, 1:, ::n_trials].transpose(2, 1, 0)
        results |= Measured(("coherence", "unit", "time"), activation=activation)
        results |= Measured(("coherence", "time"), stimulus=stimuli.evidence_samples(drawn, coherences, options))
    return results


def coordinates(options, inner):
    """Coordinates of the dimensions that a simulation may add: times and inner axes, by name."""
    at = times.sample_times(options)
    return {"time": at, "lag": at[: fields.n_lags(len(at) // 2)], **inner}


def _sampled(recurrent, start, options, drive=None, jumps=(), keep=np.array):
    """What is kept of the activations of shape (N, n_trials) at the sample times: array of shape (T, …)."""
    every, n_steps = times.steps_per_sample(options), times.n_steps(options)
    states = integration.integrate(recurrent, start, options["time_step"], n_steps, drive, options["order"], set(jumps))
    return np.array([keep(start), *(keep(state) for k, state in enumerate(states, 1) if k % every == 0)])


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


def _recurrent_with_gains(network, gains):
    """(gJ + mnᵀ)φ for each of the gains, one column each, through one product with J."""
    m, n = network.vectors["m"], network.vectors["n"]
    gaussian = integration.recurrent_input(network.matrix, len(gains))
    return lambda rates: gains * gaussian(rates) + m[:, None] * (n @ rates)


# What `simulation:` in an experiment's `dynamics` entry may be.
SIMULATIONS = {
    simulation.__name__: simulation for simulation in (response, autonomous, steady_state, evidence_integration)
}
