"""Every quantity that claims use has the value worked out by hand, on a small dataset of two networks a point."""

import json

import numpy as np
import pytest
import xarray as xr

from helpers.examples import ACROSS_POINTS, CHOICES, EXAMPLES, NAN, OUTLIERS, RADII, spectra
from sparse_lowrank.datasets import quantities


def test_the_midpoint_is_found_along_the_number_of_outputs_as_well():
    found = quantities.psychometric_midpoint(CHOICES.rename(in_degree="out_degree"))
    assert found.sel(out_degree=80) == pytest.approx(11 / 15)


def test_every_quantity_has_an_example_and_every_example_a_quantity():
    assert EXAMPLES.keys() == quantities.MEASURED.keys()


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_quantity_is_what_is_worked_out_by_hand(name):
    data, dims, values = EXAMPLES[name]
    found = quantities.measured(name, data)
    assert set(found.dims) == set(dims.split())
    np.testing.assert_allclose(found.transpose(*dims.split()), values, rtol=1e-12, atol=1e-12)
    axis = dims.split()[0]
    assert np.array_equal(found[axis], data[axis])


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name not in ACROSS_POINTS])
def test_a_quantity_of_one_point_does_not_depend_on_the_others(name):
    data, dims, values = EXAMPLES[name]
    axis = dims.split()[0]
    for k, expected in enumerate(values):
        found = quantities.measured(name, data.isel({axis: k}))
        assert set(found.dims) == set(dims.split()[1:])
        np.testing.assert_allclose(found.transpose(*dims.split()[1:]), expected, rtol=1e-12, atol=1e-12)


def test_the_structure_of_a_scaled_network_is_a_nth():
    scaled = OUTLIERS.assign_attrs(parameters=json.dumps({"scaled": True}))
    np.testing.assert_allclose(quantities.measured("outlier_over_structure", scaled), [[4, 6], [2, 4]])


def test_any_other_name_is_a_variable_of_the_dataset():
    assert quantities.measured("bulk_radius", RADII).identical(RADII.bulk_radius)
    with pytest.raises(KeyError, match="radius_of_bulk"):
        quantities.measured("radius_of_bulk", RADII)


def test_eigenvalues_that_pad_a_shorter_spectrum_are_not_counted_as_zero():
    padded = spectra([0], [[[3, 0, NAN, NAN], [3, 1, 1, 0]]])
    assert quantities.measured("nonzero_fraction", padded).values.tolist() == [[0.5, 0.75]]


def test_the_asymmetry_of_a_sparsity_without_its_mirror_is_not_known():
    uneven = RADII.assign_coords(sparsity=[0.25, 0.6, 0.75])
    found = quantities.measured("asymmetry", uneven).values
    assert found[[0, 2]].tolist() == [[-1, -1.5], [0.5, 0.6]]
    assert np.isnan(found[1]).all()


def test_a_psychometric_curve_on_one_side_of_a_half_has_no_midpoint():
    one_sided = CHOICES.assign(choice=xr.ones_like(CHOICES.choice))
    assert np.isnan(quantities.measured("psychometric_midpoint", one_sided)).all()


def test_rounding_errors_have_no_asymmetry():
    """At s = 0 and s = 1 there is no bulk, whatever a solver's rounding makes of it."""
    radii = RADII.assign(bulk_radius=RADII.bulk_radius.copy(data=[[1e-16, 1e-15], [2.0, 2.0], [0.0, 0.0]]))
    assert np.isnan(quantities.measured("asymmetry", radii).values[[0, 2]]).all()


def test_of_a_spectrum_of_rounding_errors_it_is_not_known_how_many_are_zero():
    data = spectra([0], [[[3e-8, 1e-8], [3, 0]]]).assign(eigenvalue_verified=(("sparsity", "replicate"), [[0, 1]]))
    np.testing.assert_array_equal(quantities.measured("nonzero_fraction", data).values, [[NAN, 0.5]])
