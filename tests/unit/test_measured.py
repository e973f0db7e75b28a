"""What was measured remembers the names of its dimensions."""

import numpy as np
import pytest

from sparse_lowrank.measured import Measured, along, first


def measured(number):
    return Measured(("time",), kappa_r=np.array([1.0, 2.0]) * number) | Measured((), choice=number)


def test_values_are_found_by_name_and_know_their_dimensions():
    one = measured(3)
    assert one["kappa_r"].tolist() == [3, 6]
    assert dict(one) == {"kappa_r": one["kappa_r"], "choice": 3}
    assert one.dims == {"kappa_r": ("time",), "choice": ()}


def test_of_a_name_that_both_have_the_second_counts():
    both = Measured((), choice=1) | Measured(("time",), choice=np.array([5, 6]))
    assert both.dims == {"choice": ("time",)}
    assert both["choice"].tolist() == [5, 6]


@pytest.mark.parametrize(("dims", "value"), [(("time",), 1.0), ((), np.zeros(2)), (("time",), np.zeros((2, 2)))])
def test_a_value_with_other_axes_than_dimensions_is_refused(dims, value):
    with pytest.raises(ValueError, match="kappa_r has . axes"):
        Measured(dims, kappa_r=value)


def test_several_are_put_side_by_side_along_a_new_first_dimension():
    several = along("replicate", [measured(1), measured(2)])
    assert several.dims == {"kappa_r": ("replicate", "time"), "choice": ("replicate",)}
    assert several["kappa_r"].tolist() == [[1, 2], [2, 4]]
    assert several["choice"].tolist() == [1, 2]


def test_the_first_of_several_is_what_was_put_there():
    again = first(along("gain", [measured(1), measured(2)]))
    assert again.dims == measured(1).dims
    assert again["kappa_r"].tolist() == [1, 2]
    assert again["choice"] == 1
