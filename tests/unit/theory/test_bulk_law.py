"""The law of the bulk agrees with LAPACK, with closed limits, and with the edge that is known."""

import numpy as np
import pytest
from scipy import special

from sparse_lowrank.networks import ensembles
from sparse_lowrank.theory import bulk_law, formulas, superposition

FRACTIONS = np.arange(1, 10) / 10
CORRELATIONS = (0.0, 0.5, 0.9, 1.0)
# Of connectivity vectors of unit variance: s(1 − s) = 1/4 and N = 4, so that the scale b is 1.
UNIT = bulk_law.of_ensemble(1.0, 0.0)


def products(correlation, size=200_000):
    """|mn| of pairs of normal numbers of unit variance."""
    x, y, z = np.random.default_rng(0).normal(size=(3, size))
    m, n = ensembles.connectivity_vectors(x, y, z, 1.0, correlation)
    return np.abs(m * n)


def deviations(seed, n_networks, n_units, covariance, **sparsity):
    """Of networks: the fractions of eigenvalues of P̃* within the deciles of their own laws, less 1/10 … 9/10."""
    parameters = {"network": "rank_one", "n_units": n_units, "variance": 1.0, "covariance": covariance}
    parameters |= {"scaled": True, "orthogonal": True, **sparsity}
    s = parameters.setdefault("sparsity", 1 - parameters.get("out_degree", 0) / n_units)
    found = []
    for replicate in range(n_networks):
        network = ensembles.generate(parameters, seed, "law", replicate)
        m, n = network.vectors["m"], network.vectors["n"]
        bulk = network.matrix.toarray() - (1 - s) * np.outer(m, n) / n_units
        law = bulk_law.of_vectors(formulas.bulk_edge((m * n) ** 2, n_units, s, scaled=True))
        moduli = np.abs(np.linalg.eigvals(bulk))
        found.append((moduli[:, None] < law.radius(FRACTIONS)).mean(axis=0) - FRACTIONS)
    return np.array(found)


@pytest.mark.parametrize("covariance", [0.0, 0.9])
def test_the_deciles_of_networks_lie_at_the_radii_of_the_law(covariance):
    found = deviations(1, 30, 300, covariance, sparsity=0.5)
    in_errors = found.mean(axis=0) / (found.std(axis=0, ddof=1) / np.sqrt(len(found)))
    # Nine independent numbers of unit variance exceed 1.6 in root mean square once in a hundred times.
    assert np.sqrt(np.mean(in_errors**2)) < 1.6


def test_few_connections_shift_the_fractions_as_their_fourth_cumulant_says():
    """Ten connections of 200 units, against half of all, so that what real matrices of any kind shift drops out."""
    shifts, errors, predicted = {}, {}, {}
    for name, sparsity in {"half": {"sparsity": 0.5}, "ten": {"sparsity": 0.95}, "exactly": {"out_degree": 10}}.items():
        outer = deviations(2, 100, 200, 0.0, **sparsity)[:, 4:].mean(axis=1)
        shifts[name], errors[name] = outer.mean(), outer.std(ddof=1) / np.sqrt(len(outer))
        kurtosis = bulk_law.kurtosis(0.5 if name == "half" else 0.95)
        predicted[name] = kurtosis / 200 * UNIT.shift(FRACTIONS[4:], name == "exactly").mean()
    for name in ("ten", "exactly"):
        shift, error = shifts[name] - shifts["half"], np.hypot(errors[name], errors["half"])
        assert shift > 3 * error
        assert shift == pytest.approx(predicted[name] - predicted["half"], abs=3 * error)
    assert shifts["ten"] - shifts["exactly"] > 4 * np.hypot(errors["ten"], errors["exactly"])


def test_equal_scales_give_the_circular_law_and_its_known_shift():
    law = bulk_law.of_vectors(np.full(5, 0.7))
    assert law.edge == pytest.approx(0.7)
    assert law.radius(FRACTIONS) == pytest.approx(0.7 * np.sqrt(FRACTIONS))
    assert law.fraction([0.07, 0.35, 0.63, 0.7, 2]) == pytest.approx([0.01, 0.25, 0.81, 1, 1])
    assert law.shift(FRACTIONS, fixed_degree=False) == pytest.approx(FRACTIONS * (1 - FRACTIONS))
    assert law.shift(FRACTIONS, fixed_degree=True) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("correlation", CORRELATIONS)
def test_the_law_of_the_ensemble_is_that_of_very_long_vectors(correlation):
    of_vectors, of_ensemble = bulk_law.of_vectors(products(correlation)), bulk_law.of_ensemble(1.0, correlation)
    w = np.geomspace(1e-3, 1e2, 6)
    squares = products(correlation) ** 2
    for order in (1, 2, 3):
        errors = ((squares / (w[:, None] + squares)) ** order).std(axis=1) / np.sqrt(len(squares))
        assert (np.abs(of_vectors.moment(w, order) - of_ensemble.moment(w, order)) < 4 * errors).all()
    assert of_vectors.radius(FRACTIONS) == pytest.approx(of_ensemble.radius(FRACTIONS), rel=0.02)
    for fixed in (False, True):
        shifts = (law.shift(FRACTIONS, fixed) for law in (of_vectors, of_ensemble))
        assert next(shifts) == pytest.approx(next(shifts), abs=2e-3)


@pytest.mark.parametrize("correlation", CORRELATIONS)
def test_radius_and_fraction_are_inverse(correlation):
    law, fractions = bulk_law.of_ensemble(3.0, correlation), np.array([1e-4, 0.01, 0.3, 0.7, 0.99, 0.9999])
    assert law.fraction(law.radius(fractions)) == pytest.approx(fractions, rel=1e-8)


@pytest.mark.parametrize(("scaled", "covariance"), [(True, 0.0), (False, 0.3), (False, 0.5)])
def test_the_law_ends_at_the_known_edge(scaled, covariance):
    """Its second moment is σ⁴ + 2σ_mn²."""
    scale = formulas.bulk_edge(0.25, 400, 0.8, scaled)
    law = bulk_law.of_ensemble(scale, covariance / 0.5)
    assert law.edge == pytest.approx(formulas.bulk_edge(0.25 + 2 * covariance**2, 400, 0.8, scaled))
    assert law.radius(1 - 1e-6) == pytest.approx(law.edge, rel=1e-5)
    assert law.fraction(law.edge * np.array([0.999999, 1, 1.5])) == pytest.approx(1, abs=1e-5)


def test_independent_vectors_have_struves_function():
    """∫ e^{−au}(1 + u²)^{−1/2} du = (π/2)(H₀(a) − Y₀(a)) (DLMF 11.5.2)."""
    a = np.array([1e-6, 0.03, 1.0, 20.0])
    expected = 1 - a * np.pi / 2 * (special.struve(0, a) - special.y0(a))
    assert UNIT.moment(a**2, 1) == pytest.approx(expected, rel=1e-11)


def test_equal_vectors_have_the_error_function_of_complex_argument():
    """∫ e^{−u}(1 + cu)^{−1/2} du = √(π/c) e^{1/c} erfc(1/√c) with c = −2i/a."""
    a = np.array([1e-6, 0.03, 1.0, 20.0])
    c = -2j / a
    expected = 1 - (np.sqrt(np.pi / c) * special.wofz(1j / np.sqrt(c))).real
    assert bulk_law.of_ensemble(1.0, 1.0).moment(a**2, 1) == pytest.approx(expected, rel=1e-11)


def test_towards_the_centre_the_fraction_falls_as_the_density_of_the_products_says():
    """As r → 0, F = r(ln(2/r) − γ) for independent vectors and √(πr)/2 for equal ones, in units of the scale."""
    r = np.array([1e-8, 1e-6])
    assert UNIT.fraction(r) == pytest.approx(r * (np.log(2 / r) - np.euler_gamma), rel=1e-4)
    assert bulk_law.of_ensemble(1.0, 1.0).fraction(r) == pytest.approx(np.sqrt(np.pi * r) / 2, rel=2e-3)


@pytest.mark.parametrize("correlation", CORRELATIONS)
def test_the_spread_of_the_scales_divides_the_density_at_the_edge(correlation):
    law, spread = bulk_law.of_ensemble(1.0, correlation), bulk_law.spread_of_scales(correlation)
    inside = law.edge * (1 - 1e-5)
    assert 1 - law.fraction(inside) == pytest.approx((1 - (inside / law.edge) ** 2) / spread, rel=1e-3)


@pytest.mark.parametrize("correlation", CORRELATIONS)
def test_the_units_at_the_edge_are_those_of_the_superposition_without_its_gaussian_part(correlation):
    moments = superposition.expected_moments(2.0, 2 * correlation)
    expected = superposition.units_at_edge(moments, 700, 0.6, 0.0, scaled=True)
    assert 700 / bulk_law.spread_of_scales(correlation) == pytest.approx(expected)


def test_the_spread_of_the_scales_is_that_of_fourth_and_eighth_moments():
    """⟨m⁴n⁴⟩/⟨m²n²⟩² is 3²/1 for independent and 105/3² for equal vectors."""
    assert bulk_law.spread_of_scales(0.0) == pytest.approx(9)
    assert bulk_law.spread_of_scales(1.0) == pytest.approx(105 / 9)
    d = products(0.5, 1_000_000)
    assert bulk_law.spread_of_scales(0.5) == pytest.approx(np.mean(d**4) / np.mean(d**2) ** 2, rel=0.1)


def test_the_largest_modulus_exceeds_the_edge_as_that_of_a_gaussian_matrix_of_fewer_units():
    assert bulk_law.largest_modulus(3600, 0.0) == formulas.ginibre_radius(400)
    excess = [bulk_law.largest_modulus(n, 0.9) - 1 for n in (1000, 3000, 10_000)]
    assert (np.diff(excess) < 0).all()
    assert excess[-1] > formulas.ginibre_radius(10_000) - 1 > 0


@pytest.mark.parametrize("sparsity", [0.2, 0.5, 0.99])
def test_the_kurtosis_of_an_entry_is_that_of_a_coin(sparsity):
    values, weights = np.array([sparsity, sparsity - 1]), np.array([1 - sparsity, sparsity])
    fourth, second = (np.sum(weights * values**power) for power in (4, 2))
    assert np.sum(weights * values) == pytest.approx(0)
    assert bulk_law.kurtosis(sparsity) == pytest.approx(fourth / second**2 - 3)
