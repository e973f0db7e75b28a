"""The arithmetics of x86-64 processors between the oldest and the newest, which tests/workflow has."""

import pytest

from helpers.kernels import NEEDS_X86_64, OTHERS, assert_reproduced


@NEEDS_X86_64
@pytest.mark.parametrize(("kernel", "features"), OTHERS)
def test_with_the_arithmetics_in_between_every_point_is_reproduced_within_tolerance(finished_once, kernel, features):
    assert_reproduced(finished_once, kernel, features)
