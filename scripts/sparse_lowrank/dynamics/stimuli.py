"""What is put into the simulations of the paper, at each step and at the times at which they are sampled."""

import numpy as np


def sample_times(options):
    """The times at which a simulation is sampled, from 0 to `duration` by `sample_interval`."""
    return np.arange(round(options["duration"] / options["sample_interval"]) + 1) * options["sample_interval"]


def _stimuli(coherences, pattern, options, generator):
    """White noise of shape (trials in all, steps), patterns c̄(I + h) of shape (N, trials in all), whether it is on."""
    n_steps = round(options["duration"] / options["time_step"])
    noise, patterns = [], []
    for coherence in coherences:
        for trial in range(options["trials"]):
            rng = generator("trial", f"{coherence:.12g}", trial)
            noise.append(options["noise"] * rng.normal(size=n_steps))
            patterns.append(coherence * (pattern + rng.normal(scale=options["pattern_noise"], size=len(pattern))))
    on = (np.arange(n_steps) + 0.5) * options["time_step"] > options["onset"]
    return np.array(noise), np.array(patterns).T, on


def _stimulus_course(noise, on, coherences, options):
    """The stimulus c̄ + noise·ξ of shape (coherences, T), averaged over each sample interval, zero before its onset."""
    every = round(options["sample_interval"] / options["time_step"])
    fluctuation = (noise * on).reshape(len(noise), -1, every).mean(axis=2) / np.sqrt(options["time_step"])
    course = np.where(on[::every], np.array(coherences)[:, None] + fluctuation, 0.0)
    return np.pad(course, ((0, 0), (1, 0)))


def _step_course(options):
    """u(t) in each step: one from `onset` to `offset`, zero outside."""
    middles = (np.arange(round(options["duration"] / options["time_step"])) + 0.5) * options["time_step"]
    return ((middles > options["onset"]) & (middles < options["offset"])).astype(float)


def _input_samples(pattern, options):
    """I_i u(t) at the sample times, of shape (units, T)."""
    times = sample_times(options)
    return np.outer(pattern, (times >= options["onset"]) & (times < options["offset"]))
