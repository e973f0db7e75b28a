"""The phase diagram and the names of networks follow from outlier and bulk radius."""

import itertools
from math import sqrt

import numpy as np
import pytest
import xarray as xr
import yaml
from matplotlib.figure import Figure

from sparse_lowrank.errors import UserError
from sparse_lowrank.figures import phase_diagram, plotting
from sparse_lowrank.figures.panels import fig5

RANGES = {"variance_range": [0, 0.25], "covariance_range": [0, 0.015]}


def read(path):
    with open(path) as file:
        return yaml.safe_load(file)["experiments"]["fig5_regimes"]


PAPER = read("config.yaml")
SMOKE = PAPER | read("config/smoke.yaml")


def area_by_hand(variance, covariance, n_units, degree):
    outlier, bulk = degree * covariance, sqrt(degree * (n_units - degree) / n_units) * variance
    if covariance > variance:
        return "infeasible"
    if outlier <= 1 and bulk <= 1:
        return "decaying"
    return "structured" if outlier > bulk else "chaotic"


@pytest.mark.parametrize(("n_units", "degree"), [(1000, 200), (1000, 600), (400, 50), (300, 300)])
def test_every_area_is_that_found_point_by_point(n_units, degree):
    rng = np.random.default_rng(degree)
    variance, covariance = rng.uniform(0, 0.3, 60), rng.uniform(0, 0.04, 50)
    found, outlier, bulk = phase_diagram.regimes(variance, covariance, n_units, degree)
    assert found.shape == outlier.shape == bulk.shape == (50, 60)
    for (i, c), (j, v) in itertools.product(enumerate(covariance), enumerate(variance)):
        assert phase_diagram.AREAS[found[i, j]] == area_by_hand(v, c, n_units, degree)
    assert len(np.unique(found)) == (4 if degree < n_units else 3)


@pytest.mark.parametrize("scale", [PAPER, SMOKE], ids=["paper", "smoke"])
@pytest.mark.parametrize(
    ("variance", "covariance", "regime"),
    [(0, 0, "decaying"), (0, 1, "structured"), (1, 0, "chaotic"), (1, 1, "intermediate")],
)
def test_the_networks_of_the_configuration_have_the_regimes_of_the_paper(scale, variance, covariance, regime):
    place = scale["variance"][variance], scale["covariance"][covariance]
    assert phase_diagram.regime_of(*place, scale["n_units"], scale["out_degree"]) == regime


@pytest.mark.parametrize(
    ("outlier", "bulk", "regime"),
    [
        (0.9, 0.95, "decaying"),
        (1.1, 0.95, "structured"),
        (0.9, 1.1, "chaotic"),
        (1.2, 1.1, "intermediate"),
        (1.1, 1.2, "intermediate"),
    ],
)
def test_the_regime_is_decided_by_what_lies_above_one(outlier, bulk, regime):
    n_units, degree = 1000, 200
    variance = bulk / sqrt(degree * (n_units - degree) / n_units)
    assert phase_diagram.regime_of(variance, outlier / degree, n_units, degree) == regime


def test_a_changed_parameter_keeps_label_and_colour_of_each_network():
    variance, covariance = [0.05, 0.17], [0.0011, 0.012]
    titles = {
        ax.get_title(): ax.title.get_color() for ax in drawn(variance, covariance).subfigs[0].axes if ax.get_title()
    }
    assert titles == plotting.REGIMES


def test_a_network_outside_the_phase_diagram_is_refused():
    with pytest.raises(UserError, match=r"variance 0\.3 lies outside .* to 0\.25\. Remedy: widen variance_range"):
        drawn([0.05, 0.3], [0.0011, 0.012])


def drawn(variance, covariance):
    """Fig 5A for networks of these parameters, which are silent and have two eigenvalues."""
    shape = len(variance), len(covariance), 1
    dims = ("variance", "covariance", "replicate")
    number = (dims, np.full(shape, 0.5))
    networks = xr.Dataset(
        {
            "activation": ((*dims, "unit", "time"), np.zeros((*shape, 3, 5))),
            "eigenvalue_real": ((*dims, "eigenvalue"), np.full((*shape, 2), 0.5)),
            "eigenvalue_imag": ((*dims, "eigenvalue"), np.zeros((*shape, 2))),
            "spectral_radius": number,
            "outlier_real": number,
            "outlier_imag": (dims, np.zeros(shape)),
        },
        {"variance": variance, "covariance": covariance, "time": np.arange(5.0), "n_units": 1000, "out_degree": 200},
    )
    figure = Figure(figsize=(7.1, 4.2))
    fig5.panel_a(figure.subfigures(), networks, **RANGES)
    return figure
