"""A true claim holds, a shifted one deviates, a wrong one does not hold, and nothing is decided from too little."""

import numpy as np
import pytest
import xarray as xr

from sparse_lowrank.claims import checks, verdicts

X = np.linspace(0.1, 0.9, 9)


def sweep(function, error=0.01, replicates=20):
    values = function(X)[:, None] + error * np.random.default_rng(0).normal(size=(len(X), replicates))
    return xr.DataArray(values, {"sparsity": X, "replicate": range(replicates)}, ["sparsity", "replicate"])


def claim(check, predicted, tolerance=0.05, **more):
    return {
        "quantity": "radius",
        "check": check,
        "predicted": predicted,
        "tolerance": tolerance,
        "because": "x",
        **more,
    }


def verdict(function, *arguments, **more):
    return verdicts.evaluate(claim(*arguments, **more), xr.Dataset({"radius": sweep(function)}))["verdict"]


# check: (a sweep that is as predicted, one that is not, the prediction)
EXAMPLES = {
    "ratio": (lambda x: 0 * x + 2, lambda x: 2 + 0.5 * (x > 0.8), 2.0),
    "mean_ratio": (lambda x: 2 + 0.1 * np.sin(40 * x), lambda x: 0 * x + 2.3, 2.0),
    "value": (lambda x: 0 * x + 1, lambda x: 1 + 0.2 * (x > 0.8), 1),
    "trend": (lambda x: 1 - x**2, lambda x: np.sin(9 * x), -1),
    "change": (lambda x: 0 * x + 1, lambda x: 1 + x, 0),
    "exponent": (lambda x: 3 * x**0.5, lambda x: 3 * x, 0.5),
    "maximum": (lambda x: x * (1 - x), lambda x: x, 0.5),
    "rise_and_fall": (lambda x: x * (1 - x), lambda x: 1 - x, 3),
    "largest_fall": (lambda x: np.tanh(9 * x), lambda x: np.sin(9 * x), 0),
}


@pytest.mark.parametrize("check", EXAMPLES)
def test_a_true_claim_holds_and_a_wrong_one_does_not(check):
    as_predicted, otherwise, predicted = EXAMPLES[check]
    assert verdict(as_predicted, check, predicted) == verdicts.HOLDS
    assert verdict(otherwise, check, predicted) == verdicts.FAILS


def test_every_check_has_an_example():
    assert set(EXAMPLES) | {"in_errors", "crossing", "half_above", "fraction_above", "fraction_below"} == set(
        checks.CHECKS
    )


def test_a_crossing_is_found_between_the_points():
    outcome = checks.crossing(sweep(lambda x: 4 * (1 - x), error=0), 0.75, bound=1)
    assert outcome.measured == pytest.approx(0.75)
    assert checks.crossing(sweep(lambda x: x + 2), 0.75, bound=1) is None


def test_where_half_of_the_networks_lie_above_a_bound_is_found_between_the_points():
    """Of four networks k lie above 1 from x = 0.1k on: two from 0.3 and three from 0.5, so that half is at 0.3."""
    onsets = np.array([0.15, 0.25, 0.45, 0.65])
    values = xr.DataArray(1 + np.sign(X[:, None] - onsets), {"sparsity": X}, ["sparsity", "replicate"])
    assert checks.half_above(values, 0.3, bound=1).measured == pytest.approx(0.3)
    assert checks.half_above(values.isel(replicate=slice(3)), 0.3, bound=1).measured == pytest.approx(0.25)
    assert checks.half_above(values, 0.3, bound=3) is None


def test_deviations_are_told_in_standard_errors():
    values = sweep(lambda x: x, error=0.01)
    outcome = checks.in_errors(values, values.sparsity)
    assert outcome.measured == pytest.approx(1, abs=3 * outcome.uncertainty)
    # Three errors of 0.01/√20 more at every place, in quadrature
    shifted = checks.in_errors(values + 0.03 / np.sqrt(20), values.sparsity)
    assert shifted.measured == pytest.approx(np.sqrt(10), rel=0.3)
    assert shifted.deviation == pytest.approx(shifted.measured - 1)
    assert checks.in_errors(values[:, :1], values.sparsity) is None


def test_fractions_are_the_worst_ones_and_leave_out_undefined_replicates():
    values = sweep(lambda x: 0 * x, error=0).copy()
    values[:, ::2] = 1.0
    values[3, 1::2] = np.nan
    assert checks.fraction_above(values, 1, bound=0.5).measured == 0.5
    assert checks.fraction_below(values[3], 0, bound=0.5).measured == 0


def test_a_shifted_quantity_holds_with_the_stated_deviation_and_says_why():
    stated = {"tolerance": 0.2, "because": "finite size"}
    data = xr.Dataset({"radius": sweep(lambda x: 0 * x + 2.2)})
    found = verdicts.evaluate(claim("ratio", 2.0, deviation=stated), data)
    assert (found["verdict"], found["note"]) == (verdicts.DEVIATES, "finite size")
    assert verdicts.evaluate(claim("ratio", 1.5, deviation=stated), data)["verdict"] == verdicts.FAILS
    assert found["measured"] == pytest.approx(1.1, abs=0.01)
    assert found["uncertainty"] == pytest.approx(0.01 / 2 / np.sqrt(20), rel=0.5)


def test_a_claim_is_about_its_part_of_the_dataset():
    def rising(x):
        return 1 + (x > 0.55)

    assert verdict(rising, "value", 1, at={"sparsity": [0, 0.5]}) == verdicts.HOLDS
    assert verdict(rising, "value", 2, at={"sparsity": 0.6}) == verdicts.HOLDS
    assert verdict(rising, "value", 1) == verdicts.FAILS


@pytest.mark.parametrize("at", [{"sparsity": 0.55}, {"sparsity": [2, 3]}, {"sparsity": [0.1, 0.2]}])
def test_nothing_is_decided_from_too_little(at):
    assert verdict(lambda x: x, "trend", 1, at=at) == verdicts.UNDECIDED


@pytest.mark.parametrize("check", ["trend", "change", "exponent", "crossing", "half_above"])
def test_a_single_point_has_no_course(check):
    assert verdict(lambda x: x, check, 1, at={"sparsity": 0.5}) == verdicts.UNDECIDED
