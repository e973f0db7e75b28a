"""Random numbers depend on the root seed and on what they are for, and on nothing else."""

import numpy as np
import pytest

from sparse_lowrank import seeds

PURPOSE = ("experiment", "n_units=10", 3, "weights")


def test_the_same_purpose_gives_the_same_numbers():
    assert np.array_equal(seeds.generator(1, *PURPOSE).normal(size=9), seeds.generator(1, *PURPOSE).normal(size=9))


@pytest.mark.parametrize("position", range(len(PURPOSE)))
def test_any_change_of_purpose_gives_other_numbers(position):
    other = [*PURPOSE[:position], "other", *PURPOSE[position + 1 :]]
    assert not np.any(seeds.generator(1, *PURPOSE).normal(size=9) == seeds.generator(1, *other).normal(size=9))


def test_another_root_seed_gives_other_numbers():
    assert not np.any(seeds.generator(1, *PURPOSE).normal(size=9) == seeds.generator(2, *PURPOSE).normal(size=9))


def test_streams_of_different_replicates_are_uncorrelated():
    streams = np.array([seeds.generator(1, "e", "p", k, "weights").normal(size=4000) for k in range(40)])
    correlations = np.corrcoef(streams)[np.triu_indices(40, 1)]
    assert np.abs(correlations).max() < 5 / np.sqrt(4000)


def test_numbers_are_the_same_on_every_machine():
    assert seeds.generator(2022, "a", 1).integers(1000, size=3).tolist() == [770, 701, 311]
