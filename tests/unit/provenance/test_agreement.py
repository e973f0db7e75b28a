"""What is computed anew is held bit for bit against what a file holds, or with another arithmetic within tolerances."""

import json

import numpy as np
import pytest
import xarray as xr

from sparse_lowrank.provenance import agreement
from sparse_lowrank.provenance.findings import Finding
from sparse_lowrank.records import digests, machine

ELSEWHERE = machine.arithmetic() | {"blas": ["openblas 0.3.30 Nehalem"]}
TIME, NETWORKS = np.linspace(0, 100, 101), 12


def point(changes=(), **variables):
    """Results of a point: dims by the number of axes, replicate first, then time."""
    dims = ("replicate", "time")
    data = {name: (dims[: np.ndim(values)], np.array(values)) for name, values in variables.items()}
    dataset = xr.Dataset(data, attrs={"arithmetic": json.dumps(machine.arithmetic()), "seed": 1, **dict(changes)})
    dataset.attrs["content_sha256"] = digests.content_sha256(dataset)
    return dataset


def elsewhere(**variables):
    return point({"arithmetic": json.dumps(ELSEWHERE)}, **variables)


def finding(before, after):
    return agreement.of_points(before, after).finding


RADII = [1.0, 2.0, 1.5]


def test_the_same_bits_are_reproduced_wherever_they_were_made():
    assert finding(point(spectral_radius=RADII), point(spectral_radius=RADII)) is Finding.REPRODUCED
    assert finding(elsewhere(spectral_radius=RADII), point(spectral_radius=RADII)) is Finding.REPRODUCED


def test_with_the_same_arithmetic_a_single_bit_is_a_difference():
    other = [1.0, 2.0, np.nextafter(1.5, 2)]
    found = agreement.of_points(point(spectral_radius=RADII), point(spectral_radius=other))
    assert found.finding is Finding.NOT_REPRODUCED
    assert "DIFFERS in spectral_radius by up to 2.22e-16" in found.said


@pytest.mark.parametrize(("factor", "found"), [(0.9, Finding.AGREES), (1.1, Finding.NOT_REPRODUCED)])
def test_with_another_arithmetic_the_tolerance_of_the_variable_decides(factor, found):
    """Of the radius a millionth of the largest one at the point."""
    other = [1.0 + factor * 2e-6, 2.0, 1.5]
    assert finding(elsewhere(spectral_radius=RADII), point(spectral_radius=other)) is found


def test_a_bulk_that_is_zero_is_held_against_the_radius():
    before = elsewhere(spectral_radius=RADII, bulk_radius=[1e-16, 0, 0])
    assert finding(before, point(spectral_radius=RADII, bulk_radius=[3e-16, 0, 1e-17])) is Finding.AGREES
    assert finding(before, point(spectral_radius=RADII, bulk_radius=[1e-5, 0, 0])) is Finding.NOT_REPRODUCED


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("network_sha256", ["a", "b"], ["a", "c"]),
        ("outlier_separated", [1, 0], [1, 1]),
        ("realised_overlap", [0.1, 0.2], [0.1, 0.2 + 1e-16]),
        ("spectral_radius", [1.0, 2.0], [1.0, np.nan]),
    ],
)
def test_what_is_drawn_counted_or_decided_must_be_the_same(name, old, new):
    assert finding(elsewhere(**{name: old}), point(**{name: new})) is Finding.NOT_REPRODUCED


def test_a_value_that_is_missing_in_both_agrees():
    assert finding(elsewhere(kappa_r=[1.0, np.nan]), point(kappa_r=[1.0 + 1e-12, np.nan])) is Finding.AGREES


def test_other_parameters_are_a_difference():
    assert finding(elsewhere(kappa_r=[1.0]), point({"seed": 2}, kappa_r=[1.0])) is Finding.NOT_REPRODUCED


def courses(seed, begin=0):
    """Courses that settle, and from a time on fluctuate: each of another network."""
    rng = np.random.default_rng(seed)
    same, own = np.random.default_rng(0).normal(size=(2, NETWORKS, len(TIME)))
    own = rng.normal(size=own.shape)
    return np.where(begin > TIME, same, own)


def test_fluctuating_courses_that_part_are_compared_in_the_mean():
    before, after = elsewhere(kappa_r=courses(1, begin=50)), point(kappa_r=courses(2, begin=50))
    found = agreement.of_points(before, after)
    assert found.finding is Finding.AGREES
    assert "kappa_r in the mean over networks" in found.said


def test_fluctuating_courses_with_another_mean_are_not_reproduced():
    before, after = courses(1, begin=50), courses(2, begin=50)
    after[:, 60:] += 2
    assert finding(elsewhere(kappa_r=before), point(kappa_r=after)) is Finding.NOT_REPRODUCED


def test_one_changed_number_in_a_fluctuating_course_is_not_taken_for_chaos():
    before, after = courses(1), courses(1)
    after[3, 60] += 0.01
    assert finding(elsewhere(kappa_r=before), point(kappa_r=after)) is Finding.NOT_REPRODUCED


def test_courses_that_settle_must_agree_one_by_one():
    course = np.exp(-TIME)
    before, after = np.array([course, course]), np.array([course, course * (1 + 1e-6)])
    assert finding(elsewhere(kappa_r=before), point(kappa_r=after)) is Finding.NOT_REPRODUCED


def test_a_single_fluctuating_network_has_no_mean_to_compare():
    before, after = courses(1)[:1], courses(2)[:1]
    assert finding(elsewhere(kappa_r=before), point(kappa_r=after)) is Finding.NOT_REPRODUCED


@pytest.mark.parametrize(("stationary", "found"), [(0, Finding.AGREES), (1, Finding.NOT_REPRODUCED)])
def test_statistics_of_the_field_are_compared_in_the_mean_where_it_is_not_stationary(stationary, found):
    rng = np.random.default_rng(0)
    before, after = rng.normal(3, 1, size=(2, NETWORKS))
    shared = {"is_stationary": [stationary] * NETWORKS}
    assert finding(elsewhere(kappa=before, **shared), point(kappa=after, **shared)) is found
