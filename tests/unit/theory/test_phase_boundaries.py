"""The boundaries of the phase diagram are where the mean field changes, and meet in the paper's corner."""

import numpy as np
import pytest

from sparse_lowrank.theory import dynamic_mean_field, formulas, mean_field, phase_boundaries

N, C = 1000, 200


def networks(variance, covariance, n_units=N):
    return mean_field.Networks(n_units, C, variance, covariance)


@pytest.mark.parametrize("covariance", [0.006, 0.0126, 0.02])
def test_the_stationary_state_loses_stability_at_its_limit(covariance):
    limit = phase_boundaries.stationary_limit(N, C, covariance)
    below, above = (mean_field.solve(networks(factor * limit, covariance)) for factor in (0.99, 1.01))
    assert below.radius < 1 < above.radius
    assert below.kappa > 0


@pytest.mark.parametrize("covariance", [0.006, 0.0126, 0.02])
def test_structure_ends_at_its_limit(covariance):
    limit = phase_boundaries.structure_limit(N, C, covariance)
    below, above = (dynamic_mean_field.solve(networks(factor * limit, covariance)) for factor in (0.99, 1.01))
    assert below.kappa > 0
    assert above.kappa == 0
    assert above.variance > above.persistent


@pytest.mark.parametrize("covariance", [0.006, 0.0126, 0.02])
def test_the_limits_lie_in_order_between_the_lines_of_the_paper(covariance):
    """Bulk = 1 (exact edge), stationary limit, structure limit, outlier = bulk (Eqs 13 and 14)."""
    limits = [law(N, C, covariance) for law in (phase_boundaries.stationary_limit, phase_boundaries.structure_limit)]
    equal = formulas.outlier_unscaled(covariance, C) / formulas.bulk_radius_unscaled(1.0, N, C)
    assert phase_boundaries.bulk_limit(N, C, covariance) < limits[0] < limits[1] < equal


def test_the_limits_meet_where_outlier_and_bulk_cross_one_together():
    corner = phase_boundaries.bulk_limit(N, C, 1 / C)
    for law in (phase_boundaries.stationary_limit, phase_boundaries.structure_limit):
        assert law(N, C, 1.001 / C) == pytest.approx(corner, rel=3e-3)


@pytest.mark.parametrize("covariance", [0.0, 0.003, 0.005])
def test_without_structure_the_limit_is_the_edge_of_the_bulk(covariance):
    limit = phase_boundaries.stationary_limit(N, C, covariance)
    square_product = limit**2 + 2 * covariance**2
    assert formulas.bulk_edge(square_product, N, 1 - C / N, scaled=False) == pytest.approx(1)
    assert np.isnan(phase_boundaries.structure_limit(N, C, covariance))


def test_in_units_of_the_bulk_radius_the_limits_hardly_depend_on_the_size():
    """Apart from σ_mn²/σ⁴, below 0.01 here, only outlier and bulk radius matter."""
    for law in (phase_boundaries.stationary_limit, phase_boundaries.structure_limit):
        radii = [formulas.bulk_radius_unscaled(law(n, C, 0.0126), n, C) for n in (1000, 8000)]
        assert radii[0] == pytest.approx(radii[1], rel=2e-3)


def test_the_edge_is_below_one_at_every_variance_if_the_covariance_is_small_and_above_if_large():
    assert np.isnan(phase_boundaries.bulk_limit(N, C, np.array([0.0, 0.1]))).tolist() == [False, True]
