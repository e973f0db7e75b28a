"""What is put into the simulations of the paper, at each step and at the times at which they are sampled."""

from typing import NamedTuple

import numpy as np

from sparse_lowrank.dynamics import times


def pulse(options):
    """u(t) of a step of input in each step of the integration (Fig 4): one from `onset` to `offset`, zero outside."""
    middles = times.step_middles(options)
    return ((middles > options["onset"]) & (middles < options["offset"])).astype(float)


def pulse_samples(pattern, options):
    """I_i u(t) of a step of input along a pattern of shape (units,) at the sample times: shape (units, T)."""
    at = times.sample_times(options)
    return np.outer(pattern, (at >= options["onset"]) & (at < options["offset"]))


class Evidence(NamedTuple):
    """The noisy stimuli of all trials (Fig 6), those of the first coherence first.

    noise : float64 array of shape (trials in all, steps); white noise times `noise`, of unit intensity a step
    patterns : float64 array of shape (N, trials in all); c̄(**I** + **h**)
    on : bool array of shape (steps,); whether the stimulus is on
    """

    noise: np.ndarray
    patterns: np.ndarray
    on: np.ndarray


def evidence(coherences, pattern, options, generator):
    """Draw the stimuli of `trials` trials of each coherence c̄.

    Parameters
    ----------
    coherences : sequence of float
        c̄.
    pattern : float64 array of shape (N,)
        **I**.
    options : dict
        The experiment's `dynamics` entry.
    generator : callable
        Makes a random generator for a purpose. A trial has one of its own: more trials leave the earlier ones alone.

    The pattern **h** is the sum of one of the trial's own, of deviation `pattern_noise`, and one that all trials of the
    network share, of deviation `shared_pattern_noise`.

    Returns
    -------
    Evidence
    """
    noise, patterns = [], []
    shared = generator("shared pattern").normal(scale=options.get("shared_pattern_noise", 0.0), size=len(pattern))
    for coherence in coherences:
        for trial in range(options["trials"]):
            rng = generator("trial", f"{coherence:.12g}", trial)
            noise.append(options["noise"] * rng.normal(size=times.n_steps(options)))
            own = rng.normal(scale=options["pattern_noise"], size=len(pattern))
            patterns.append(coherence * (pattern + shared + own))
    return Evidence(np.array(noise), np.array(patterns).T, times.step_middles(options) > options["onset"])


def evidence_samples(stimuli, coherences, options):
    """c̄ + noise·ξ of the first trial of each coherence, averaged over each sample interval, zero before its onset.

    Takes an `Evidence` and the arguments with which it was drawn. Returns an array of shape (coherences, T).
    """
    every, first = times.steps_per_sample(options), slice(None, None, options["trials"])
    noise = (stimuli.noise[first] * stimuli.on).reshape(len(coherences), -1, every)
    fluctuation = noise.mean(axis=2) / np.sqrt(options["time_step"])
    course = np.where(stimuli.on[::every], np.array(coherences)[:, None] + fluctuation, 0.0)
    return np.pad(course, ((0, 0), (1, 0)))
