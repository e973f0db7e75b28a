"""The same numbers on every machine: pinned where the workflow runs, compared within tolerances where it cannot be."""

import pytest
from test_audit import audit, change_a_number_of_a_point_and_write_it_again

from helpers.kernels import FARTHEST, FIGURES, NEEDS_X86_64, assert_reproduced, audit_elsewhere


@NEEDS_X86_64
@pytest.mark.parametrize(("kernel", "features"), FARTHEST)
def test_with_another_arithmetic_every_point_is_reproduced_within_tolerance(finished_once, kernel, features):
    """On the oldest and on the newest processor; tests/arm has those in between."""
    assert_reproduced(finished_once, kernel, features)


def test_with_another_arithmetic_a_changed_number_is_not_reproduced(finished):
    change_a_number_of_a_point_and_write_it_again(finished, by=1e-4)
    arguments = (FIGURES[0], "--panel", "d", "--where", "n_units=160", "--replay", "1")
    found = audit_elsewhere(finished, "Nehalem", "X86_V3", *arguments, code=6)
    assert "DIFFERS beyond tolerance in spectral_radius (by up to 0.0001)" in found


def test_with_the_same_arithmetic_every_bit_counts(finished):
    change_a_number_of_a_point_and_write_it_again(finished, by=1e-9)
    arguments = (FIGURES[0], "--panel", "d", "--where", "n_units=160", "--replay", "1")
    assert "DIFFERS in spectral_radius by up to 1e-09" in audit(finished, *arguments, code=6)
