"""What the code says of quantities and formulas is read from the code itself."""

import pytest
import xarray as xr

from helpers.project import ROOT
from sparse_lowrank.datasets import quantities
from sparse_lowrank.report import reading
from sparse_lowrank.theory import formulas


@pytest.fixture
def data():
    names = ("spectral_radius", "eigenvalue_real", "eigenvalue_imag", "activity_m", "choice", "choice_settled")
    return xr.Dataset({name: ("replicate", [0.0, 1.0]) for name in (*names, "readout_variance")})


@pytest.mark.parametrize(
    ("quantity", "variables"),
    [
        ("spectral_radius", ["spectral_radius"]),
        ("inner_fraction", ["eigenvalue_imag", "eigenvalue_real"]),
        ("branch", ["activity_m"]),
        ("correct_readout_variance", ["choice", "choice_settled", "readout_variance"]),
    ],
)
def test_a_quantity_is_read_off_the_variables_that_its_code_names(data, quantity, variables):
    assert reading.read_off(quantity, data) == variables


@pytest.mark.parametrize("name", sorted(quantities.MEASURED))
def test_the_line_of_a_quantity_is_that_of_its_function(name):
    place, text = reading.quantity(name).split("  ", 1)
    file, number = place.split(":")
    assert text == f"def {name}(data):"
    assert (ROOT / file).read_text().splitlines()[int(number) - 1] == text


def test_a_formula_is_told_with_its_line_and_what_it_says():
    told = reading.definition("theory.formulas.outlier")
    assert told["says"] == formulas.outlier.__doc__.split("\n")[0]
    file, number = told["line"].split(":")
    assert (ROOT / file).read_text().splitlines()[int(number) - 1].startswith("def outlier(")


def test_a_formula_may_be_a_method():
    assert reading.definition("theory.bulk_law.BulkLaw.radius")["says"]
