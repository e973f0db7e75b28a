"""Every variable of a dataset has a name that could stand at an axis."""

import pytest

from helpers.datasets import content
from sparse_lowrank.datasets import tolerances, variables
from sparse_lowrank.datasets.dataset_files import labelled
from sparse_lowrank.errors import UserError


def renamed(name):
    """Results whose first variable has another name."""
    variables = dict(content().variables)
    return content()._replace(variables={name: variables.pop("spectral_radius"), **variables})


def test_every_variable_is_described_by_long_name_symbol_and_units():
    dataset = labelled(variables.described(content()))
    described = {"long_name": "spectral radius", "units": "1", "symbol": "R"}
    assert described.items() <= dataset.spectral_radius.attrs.items()
    assert "units" not in dataset.solver.attrs
    assert all("long_name" in dataset[name].attrs for name in dataset.variables)


def test_every_measured_variable_states_its_tolerance_and_why():
    dataset = labelled(variables.described(content()))
    assert all({"tolerance", "tolerance_reason"} <= dataset[name].attrs.keys() for name in dataset.data_vars)
    assert dataset.spectral_radius.tolerance == 1e-6
    assert dataset.solver.tolerance == 0


def test_a_tolerance_is_for_a_variable_that_there_is():
    assert tolerances.TOLERANCES.keys() <= variables.VARIABLES.keys()


def test_a_variable_without_a_long_name_is_refused():
    with pytest.raises(UserError, match="phase: a variable without a long name. Remedy: enter it"):
        variables.described(renamed("phase"))


def test_times_and_memory_have_units():
    units = {name: variables.described(renamed(name)).variables[name].attrs["units"] for name in TIMES}
    assert units == TIMES


TIMES = {"generation_time": "s", "dense_time": "s", "peak_memory": "byte", "time": "1"}
