"""Masks have the degree or rate that is asked for, and every choice of connections is equally likely."""

import subprocess
import sys
from collections import Counter
from itertools import product
from math import comb
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from sparse_lowrank.networks import masks


def rng(seed=0):
    return np.random.default_rng(seed)


@pytest.mark.parametrize("degree", [0, 1, 7, 49, 50, 51, 99, 100])
def test_every_unit_has_exactly_c_connections(degree):
    out, into = masks.fixed_out_degree(rng(), 100, degree), masks.fixed_in_degree(rng(), 100, degree)
    assert (out.toarray().sum(axis=0) == degree).all()
    assert (into.toarray().sum(axis=1) == degree).all()
    assert set(out.data) | set(into.data) <= {1.0}


@pytest.mark.parametrize("degree", [-1, 101])
def test_a_degree_beyond_the_number_of_units_is_refused(degree):
    with pytest.raises(ValueError, match=str(degree)):
        masks.fixed_out_degree(rng(), 100, degree)


@pytest.mark.parametrize("chosen", [5, 12, 13, 20])
def test_choices_are_distinct_and_sorted(chosen):
    choices = masks.distinct_choices(rng(), 500, 25, chosen)
    assert (np.diff(choices, axis=1) > 0).all()
    assert choices.min() >= 0
    assert choices.max() < 25


@pytest.mark.parametrize("chosen", [3, 17])
def test_every_target_is_equally_likely(chosen):
    counts = np.bincount(masks.distinct_choices(rng(1), 20000, 20, chosen).ravel(), minlength=20)
    variance_factor = 1 - chosen / 20  # the counts of distinct choices vary less than independent ones
    statistic = ((counts - counts.mean()) ** 2 / counts.mean()).sum() / (variance_factor * 20 / 19)
    assert stats.chi2.sf(statistic, 19) > 1e-3


@pytest.mark.parametrize("chosen", [2, 4])
def test_every_combination_of_targets_is_equally_likely(chosen):
    choices = Counter(map(tuple, masks.distinct_choices(rng(2), 30000, 6, chosen)))
    assert len(choices) == comb(6, chosen)
    assert stats.chisquare(list(choices.values())).pvalue > 1e-3


@pytest.mark.parametrize("sparsity", [0.1, 0.5, 0.97])
def test_a_bernoulli_mask_keeps_each_connection_with_probability_1_minus_s(sparsity):
    mask = masks.bernoulli(rng(3), 400, sparsity).toarray()
    assert stats.binomtest(int(mask.sum()), mask.size, 1 - sparsity).pvalue > 1e-3
    rows = mask.sum(axis=1)
    assert rows.var() == pytest.approx(400 * sparsity * (1 - sparsity), rel=0.3)
    assert abs(np.corrcoef(mask[:-1].ravel(), mask[1:].ravel())[0, 1]) < 5 / 400


def test_a_bernoulli_mask_keeps_every_pattern_of_connections_at_its_rate():
    random = rng(4)
    patterns = Counter(tuple(masks.bernoulli(random, 2, 0.4).toarray().ravel()) for _ in range(4000))
    kept = {pattern: sum(pattern) for pattern in product((0, 1), repeat=4)}
    expected = [4000 * 0.6**k * 0.4 ** (4 - k) for k in kept.values()]
    assert stats.chisquare([patterns[pattern] for pattern in kept], expected).pvalue > 1e-3


def test_sparsity_zero_keeps_everything_and_sparsity_one_nothing():
    assert masks.bernoulli(rng(), 30, 0).toarray().all()
    assert masks.bernoulli(rng(), 30, 1).nnz == 0


def test_a_mask_of_100000_units_fits_in_one_gigabyte():
    program = (
        "import resource, numpy as np; from sparse_lowrank.networks import masks;"
        "mask = masks.fixed_out_degree(np.random.default_rng(0), 100_000, 200); assert mask.nnz == 20_000_000;"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    scripts = Path(masks.__file__).parents[2]
    peak = subprocess.run([sys.executable, "-c", program], cwd=scripts, capture_output=True, text=True, check=True)
    assert int(peak.stdout) < 1e6  # kilobytes


@pytest.mark.parametrize("chosen", [0, 1, 30, 99, 150])
def test_marked_choices_are_those_that_sorting_gives(monkeypatch, chosen):
    def drawn():
        return masks.distinct_choices(np.random.default_rng(3), 40, 301, chosen)

    monkeypatch.setattr(masks, "MARK_ABOVE", 0)
    marked = drawn()
    monkeypatch.setattr(masks, "MARK_ABOVE", 1)
    assert np.array_equal(marked, drawn())
