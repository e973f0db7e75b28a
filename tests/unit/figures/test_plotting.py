"""Dots and bars stand where the numbers are."""

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure

from sparse_lowrank.figures import plotting


@pytest.fixture
def axes():
    return Figure().add_subplot()


def spectrum(values, outlier=np.nan):
    """A network's eigenvalues, and its outlier, as complex numbers."""
    parts = {"real": np.real, "imag": np.imag}
    variables = {f"eigenvalue_{name}": ("eigenvalue", part(values)) for name, part in parts.items()}
    return xr.Dataset(variables | {f"outlier_{name}": part(outlier) for name, part in parts.items()})


def radii_of_networks(sizes, radii):
    """A dataset of spectral radii, n_units × replicate."""
    return xr.Dataset({"spectral_radius": (("n_units", "replicate"), radii)}, {"n_units": sizes})


def test_dots_stand_at_the_mean_with_bars_of_one_standard_deviation(axes):
    # Means 2 and 6; deviations of the sample √(((−2)² + 0 + 2²)/2) = 2 and √((1 + 1 + 4)/2) = √3.
    radii = radii_of_networks([10, 20], [[0.0, 2.0, 4.0], [5.0, 5.0, 8.0]])
    dots, _, (bars,) = plotting.measured(axes, radii, "spectral_radius", "n_units")
    assert dots.get_xydata().tolist() == [[10, 2], [20, 6]]
    ends = [segment[:, 1].tolist() for segment in bars.get_segments()]
    assert ends == [[0, 4], pytest.approx([6 - np.sqrt(3), 6 + np.sqrt(3)])]


def test_one_network_has_a_dot_without_a_bar(axes):
    radius = radii_of_networks([10], [[3.0]])
    dots, _, (bars,) = plotting.measured(axes, radius, "spectral_radius", "n_units")
    assert dots.get_xydata().tolist() == [[10, 3]]
    assert bars.get_segments()[0][:, 1].tolist() == [3, 3]


def test_eigenvalues_are_drawn_in_the_complex_plane(axes):
    plotting.eigenvalue_dots(axes, spectrum([1 + 2j, -3 - 4j]), "measured")
    assert axes.lines[0].get_xydata().tolist() == [[1, 2], [-3, -4]]


def test_the_outlier_is_drawn_apart_from_the_bulk(axes):
    plotting.spectrum_dots(axes, spectrum([5 + 1j, 5 - 1j, 2j, -2j], outlier=5 + 1j))
    bulk, *outliers, _ = axes.lines
    assert bulk.get_xydata().tolist() == [[0, 2], [0, -2]]
    assert sorted(line.get_xydata().tolist()[0] for line in outliers) == [[5, -1], [5, 1]]


def test_a_network_without_a_separated_outlier_is_all_bulk(axes):
    plotting.spectrum_dots(axes, spectrum([5, 2j, -2j], outlier=complex(np.nan, np.nan)))
    assert axes.lines[0].get_xydata().tolist() == [[5, 0], [0, 2], [0, -2]]
