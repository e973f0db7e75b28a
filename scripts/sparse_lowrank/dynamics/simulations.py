"""The simulations of the paper: what is put in, and what is kept of the activity.

Each takes a network, the parameters of its point, the experiment's `dynamics` entry, its inner axes (parameters that
share one matrix, by name) and a function that makes a random generator for a purpose. Each returns a dict of
name: (dimensions, array).
"""

import numpy as np

from sparse_lowrank.dynamics import dimensionality, integration
from sparse_lowrank.dynamics.stimuli import _input_samples, _step_course, _stimuli, _stimulus_course, sample_times

N_COMPONENTS = 3


def response(network, parameters, options, inner, generator):
    """Response from rest to a step of input along **I** (Fig 4), for each inner gain g of a Gaussian part, if any.

    Keeps κ_r and κ_I, the principal components' variance and correlation with **m** and **I**, the participation ratio,
    and the activations of the first `sample_units` units.
    """
    m, pattern = network.vectors["m"], network.vectors["input"]
    gains = np.array(inner.get("gain", [1.0]))
    course = _step_course(options)
    weight = integration.input_weight(options["time_step"])
    trajectory = _sampled(
        _recurrent_with_gains(network, gains) if "gain" in inner else integration.recurrent_input(network.matrix, 1),
        np.zeros((len(m), len(gains))),
        options,
        lambda step: weight * course[step] * pattern[:, None],
        jumps=np.flatnonzero(np.diff(course)) + 1,
    )
    analysed = [_components(trajectory[:, :, k], m, pattern) for k in range(len(gains))]
    results = {
        "kappa_r": (("time",), integration.projection(m, trajectory.transpose(1, 2, 0))),
        "kappa_i": (("time",), integration.projection(pattern, trajectory.transpose(1, 2, 0))),
        **{name: (dims, np.array([entry[name][1] for entry in analysed])) for name, (dims, _) in analysed[0].items()},
    }
    if options.get("sample_units"):
        units = slice(options["sample_units"])
        activation = trajectory[:, units].transpose(2, 1, 0)
        course = np.broadcast_to(_input_samples(pattern[units], options), activation.shape)
        results |= {"activation": (("unit", "time"), activation), "input": (("unit", "time"), course)}
    return _with_inner(results, inner)


def autonomous(network, parameters, options, inner, generator):
    """Activity without input, from independent normal activations of deviation `initial_deviation` (Fig 5).

    Keeps mᵀφ(x)/N, κ_r and κ_rec against time, and the activations of the first `sample_units` units.
    """
    m, n = network.vectors["m"], network.vectors["n"]
    start = generator("initial state").normal(scale=options["initial_deviation"], size=(len(m), 1))
    trajectory = _sampled(integration.recurrent_input(network.matrix, 1), start, options)[:, :, 0].T
    results = {
        "activity_m": (("time",), integration.mean_overlap(m, trajectory)),
        "kappa_r": (("time",), integration.projection(m, trajectory)),
        "kappa_rec": (("time",), integration.mean_overlap(n, trajectory)),
    }
    if options.get("sample_units"):
        results["activation"] = (("unit", "time"), trajectory[: options["sample_units"]])
    return results


def evidence_integration(network, parameters, options, inner, generator):
    """Integration of a noisy stimulus of each coherence c̄, from a state along **m**, in several trials (Fig 6).

    From `onset` on the input is c̄(**I** + **h**) + `noise`·ξ(t)**I**, with white noise ξ and a pattern **h** of
    independent normal entries of deviation `pattern_noise`. The readout is z = wᵀφ(x)/N; the choice is +1 if z ends
    above `threshold`, else −1, and settled if z is on that side throughout the second half of the input, of which
    `readout_variance` is the variance. If `sample_units` is given, the first trial's stimulus c̄ + `noise`·ξ, averaged
    over each sample interval, and activations are kept too.
    """
    m, pattern, weights = (network.vectors[name] for name in ("m", "input", "readout"))
    coherences, n_trials, step = inner["coherence"], options["trials"], options["time_step"]
    noise, patterns, on = _stimuli(coherences, pattern, options, generator)
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
    readout = kept[:, 0].T.reshape(len(coherences), n_trials, -1)
    late = sample_times(options) > (options["onset"] + options["duration"]) / 2
    above = readout > options["threshold"]
    results = {
        "readout": (("trial", "time"), readout),
        "choice": (("trial",), np.where(above[..., -1], 1, -1)),
        "choice_settled": (("trial",), (above[..., late] == above[..., -1:]).all(axis=-1).astype(int)),
        "readout_variance": (("trial",), readout[..., late].var(axis=-1)),
    }
    if options.get("sample_units"):
        first = slice(None, None, n_trials)
        results |= {
            "activation": (("unit", "time"), kept[:, 1:, first].transpose(2, 1, 0)),
            "stimulus": (("time",), _stimulus_course(noise[first], on, coherences, options)),
        }
    return {name: (("coherence", *dims), values) for name, (dims, values) in results.items()}


def coordinates(options, inner, dims):
    """Coordinates of the dimensions that a simulation adds: times, inner axes, units and components."""
    known = {"time": sample_times(options), **inner}
    return {name: known[name] for name in dims if name in known}


def _sampled(recurrent, start, options, drive=None, jumps=(), keep=np.array):
    """What is kept of the activations of shape (N, n_trials) at the sample times: array of shape (T, …)."""
    every = round(options["sample_interval"] / options["time_step"])
    n_steps = round(options["duration"] / options["time_step"])
    states = integration.integrate(recurrent, start, options["time_step"], n_steps, drive, options["order"], set(jumps))
    return np.array([keep(start), *(keep(state) for k, state in enumerate(states, 1) if k % every == 0)])


def _recurrent_with_gains(network, gains):
    """(gJ + mnᵀ)φ for each of the gains, one column each, through one product with J."""
    m, n = network.vectors["m"], network.vectors["n"]
    gaussian = integration.recurrent_input(network.matrix, len(gains))
    return lambda rates: gains * gaussian(rates) + m[:, None] * (n @ rates)


def _components(trajectory, m, pattern):
    """What the covariance spectrum of a trajectory of shape (T, N) says of its dimension and directions."""
    eigenvalues, leading = dimensionality.covariance_spectrum(trajectory, N_COMPONENTS)
    return {
        "participation_ratio": ((), dimensionality.participation_ratio(eigenvalues)),
        "explained_variance_ratio": (("component",), (eigenvalues / eigenvalues.sum())[:N_COMPONENTS]),
        "component_alignment_m": (("component",), np.abs(m @ leading) / np.linalg.norm(m)),
        "component_alignment_i": (("component",), np.abs(pattern @ leading) / np.linalg.norm(pattern)),
    }


def _with_inner(results, inner):
    """The results with their leading axis named after the only inner axis, or dropped if there is none."""
    if inner:
        (name,) = inner
        return {key: ((name, *dims), values) for key, (dims, values) in results.items()}
    return {key: (dims, values[0]) for key, (dims, values) in results.items()}


# What `simulation:` in an experiment's `dynamics` entry may be.
SIMULATIONS = {"response": response, "autonomous": autonomous, "evidence_integration": evidence_integration}
