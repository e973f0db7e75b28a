"""The stimuli are those of the paper, and those of one trial do not depend on any other trial."""

from functools import partial

import numpy as np
import pytest

from sparse_lowrank import seeds
from sparse_lowrank.dynamics import stimuli, times

OPTIONS = {
    "duration": 8,
    "time_step": 0.1,
    "sample_interval": 0.5,
    "onset": 2,
    "offset": 5,
    "trials": 3,
    "noise": 0.4,
    "pattern_noise": 1.0,
}
PATTERN = np.arange(1.0, 5.0)


def evidence(coherences, **changes):
    return stimuli.evidence(coherences, PATTERN, OPTIONS | changes, partial(seeds.generator, 1))


def test_the_pulse_is_one_in_the_steps_from_onset_to_offset():
    pulse = stimuli.pulse(OPTIONS)
    assert pulse.shape == (80,)
    assert np.flatnonzero(pulse).tolist() == list(range(20, 50))
    assert set(pulse) == {0, 1}


def test_the_samples_of_the_pulse_are_its_course_along_the_pattern():
    samples = stimuli.pulse_samples(PATTERN, OPTIONS)
    assert samples.shape == (4, 17)
    assert np.flatnonzero(samples[0]).tolist() == [4, 5, 6, 7, 8, 9]  # times 2, 2.5 … 4.5
    assert samples[:, 4].tolist() == PATTERN.tolist()


def test_every_trial_of_every_coherence_has_noise_of_its_own():
    noise = evidence([0.1, 0.5], duration=400, trials=4).noise
    correlations = np.corrcoef(noise)[np.triu_indices(8, 1)]
    assert noise.shape == (8, 4000)
    assert np.abs(correlations).max() < 5 / np.sqrt(4000)
    assert noise.std() == pytest.approx(0.4, rel=0.03)


def test_other_trials_and_coherences_leave_a_trial_as_it_is():
    alone, among_others = evidence([0.5], trials=1), evidence([0.1, 0.5], trials=3)
    assert np.array_equal(alone.noise[0], among_others.noise[3])
    assert np.array_equal(alone.patterns[:, 0], among_others.patterns[:, 3])


def test_a_pattern_is_the_input_and_its_noise_times_the_coherence():
    exact = evidence([0.2, 0.6], pattern_noise=0.0).patterns
    assert pytest.approx(np.repeat([0.2 * PATTERN, 0.6 * PATTERN], 3, axis=0)) == exact.T
    noisy = evidence([2.0], trials=3000).patterns / 2 - PATTERN[:, None]
    assert noisy.std() == pytest.approx(1.0, rel=0.03)


def test_a_shared_pattern_is_the_same_in_all_trials_of_a_network_and_is_added_to_their_own():
    shared = evidence([1.0, 0.5], pattern_noise=0.0, shared_pattern_noise=1.0).patterns
    assert (shared[:, :3] == shared[:, :1]).all()
    assert shared[:, 3:] == pytest.approx(shared[:, :3] / 2)
    assert np.abs(shared[:, 0] - PATTERN).min() > 0
    own, both = evidence([1.0]).patterns, evidence([1.0], shared_pattern_noise=1.0).patterns
    assert both - own == pytest.approx(shared[:, :3] - PATTERN[:, None])


def test_evidence_is_on_from_the_onset_to_the_end():
    assert np.flatnonzero(~evidence([0.5]).on).tolist() == list(range(20))


def test_the_samples_of_the_evidence_are_means_over_sample_intervals():
    drawn = evidence([0.1, 0.5])
    samples = stimuli.evidence_samples(drawn, [0.1, 0.5], OPTIONS)
    assert samples.shape == (2, len(times.sample_times(OPTIONS)))
    assert (samples[:, :5] == 0).all()  # up to the onset at time 2
    first_trial_of_the_second = drawn.noise[3, 20:25] / np.sqrt(0.1)
    assert samples[1, 5] == pytest.approx(0.5 + first_trial_of_the_second.mean())
