"""What panels show stays in sight when the parameters of the configuration change."""

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure

from sparse_lowrank.figures import plotting
from sparse_lowrank.figures.panels import fig1, fig5, fig6


def area():
    return Figure(figsize=(3.6, 3.7)).subfigures()


def activity(axis, values, level=0.3, slope=0.0, **fixed):
    """Two networks at each value of the axis, at ±(`level` + `slope`·value): one rests, one fluctuates by ±0.05."""
    mean = level + slope * np.array(values)[:, None]
    courses = np.stack([mean + np.zeros(20), -mean + 0.05 * (-1) ** np.arange(20)], axis=1)
    coordinates = {axis: values, "variance": 0.2, **fixed}
    return xr.Dataset({"activity_m": ((axis, "replicate", "time"), courses)}, coordinates)


def note(sizes, slope=0.0, fluctuating_above=0.01):
    panel = area()
    networks = activity("n_units", sizes, slope=slope)
    fig5.panel_d(panel, networks, level_from=1000, fluctuating_above=fluctuating_above)
    return panel.axes[0].texts[0].get_text()


@pytest.mark.parametrize("sizes", [[600, 800], [600, 800, 1000]])
def test_too_few_sizes_for_a_slope_are_told_and_give_no_nan(sizes):
    assert note(sizes) == "too few sizes from $N = 1000$ for a slope"


def test_slope_and_fluctuation_are_those_of_the_sizes_from_the_given_one():
    sizes = [600, 1000, 1200, 1400]
    slope, fluctuating = note(sizes, slope=-1e-4).split("\n")
    assert slope == "slope from $N = 1000$: -0.100 ± 0.000 per 1000 units"
    assert fluctuating == "50% of these fluctuate"
    assert note(sizes, fluctuating_above=0.06).endswith("\n0% of these fluctuate")


def test_activity_beyond_the_usual_range_is_within_the_axes():
    panel = area()
    fig5.panel_d(panel, activity("n_units", [600, 800], level=0.9), level_from=1000, fluctuating_above=0.01)
    low, high = panel.axes[0].get_ylim()
    assert low < -0.9 < 0.9 < high


@pytest.mark.parametrize(("covariance", "lines"), [(0.01, 1), (0.0, 0)])
def test_the_crossing_of_outlier_and_bulk_is_drawn_where_there_is_one(covariance, lines):
    panel = area()
    fig5.panel_c(panel, activity("out_degree", [50, 500, 1000], n_units=1000, covariance=covariance))
    assert [line.get_label() for line in panel.axes[0].get_lines()].count("outlier = bulk") == lines


def test_eigenvalues_of_strong_networks_are_within_the_axes():
    dims = ("sparsity", "replicate", "eigenvalue")
    values = np.array([2.0, -2.0]).reshape(1, 1, 2)
    spectra = xr.Dataset(
        {
            "eigenvalue_real": (dims, np.repeat(values, 2, axis=0)),
            "eigenvalue_imag": (dims, np.zeros((2, 1, 2))),
            "spectral_radius": (dims[:2], np.full((2, 1), 2.0)),
        },
        {"sparsity": [0.0, 0.5]},
    )
    panel = area()
    fig1.panel_b(panel, spectra)
    assert all(ax.get_xlim()[1] > 2 for ax in panel.axes)


def test_ticks_are_kept_within_the_range_or_put_at_its_ends():
    assert plotting.ticks_within((0, 0.5, 0.9), [0.2, 0.9]) == [0.5, 0.9]
    assert plotting.ticks_within((0, 0.5), [0.95, 0.99]) == [0.95, 0.99]


def test_the_lowest_and_the_highest_coherence_are_shown_in_their_colours():
    trials = xr.Dataset(coords={"coherence": [0.9, 0.4, 0.1]})
    shown = [(float(trial.coherence), colour) for trial, colour in fig6._extremes(trials)]
    assert shown == [(0.1, plotting.COLOURS["low coherence"]), (0.9, plotting.COLOURS["high coherence"])]
