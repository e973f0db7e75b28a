"""Every prediction that claims use has the value that the paper's equation gives by hand."""

import json

import numpy as np
import pytest
import xarray as xr

from sparse_lowrank.claims import predictions


def dataset(variables=None, scaled=None, **coordinates):
    """A dataset of an experiment with these coordinates, of a rank-one network if it is told whether P is scaled."""
    parameters = {} if scaled is None else {"scaled": scaled}
    return xr.Dataset(variables, coordinates, {"parameters": json.dumps(parameters)})


def by_size(sizes, sparsities, **more):
    """A dataset along N at a fixed number of connections; s goes along."""
    return dataset(n_units=sizes, sparsity=("n_units", sparsities), **more)


DECILES = np.arange(1, 10) / 10


def realised(square_products, **more):
    """Two networks of 100 units at s = 0.5 and two at s = 0.2; the means of m²n² are chosen for edges 1, 3, 2, 6."""
    dims = ("sparsity", "replicate")
    variables = {"realised_square_product": (dims, square_products), "bulk_edge": (dims, [[1.0, 3.0], [2.0, 6.0]])}
    return dataset(variables, n_units=100, sparsity=[0.5, 0.2], **more)


def of_one(axis, square_product, **coordinates):
    """One network of two sparse parts at each of the values of an axis, with the given mean of m²n²."""
    values = np.full((len(coordinates[axis]), 1), square_product)
    return dataset({"realised_square_product": ((axis, "replicate"), values)}, scaled=False, **coordinates)


# Here s(1 − s)N = 25.
SUM = of_one("gain", 0.96, n_units=100, sparsity=0.5, gain=[0.0, 2.0, 6.0], variance=0.8, covariance=0.1)
NO_STRUCTURE = of_one(
    "n_units",
    1e-18,
    n_units=[25, 100],
    sparsity=("n_units", [0, 0.75]),
    gain=2.0,
    out_degree=25,
    variance=1e-9,
    covariance=0.0,
)

# Two networks each; the field was measured for a time of 50.
STATES = dataset(
    {"kappa": (("variance", "replicate"), [[3.0, 5.0]])},
    n_units=100,
    out_degree=20,
    variance=[1.0],
    covariance=0.5,
)
CHAOS = dataset(
    {"kappa": (("variance", "replicate"), [[0.0, 0.0]])},
    n_units=1000,
    out_degree=20,
    variance=[1.0],
    covariance=0.25,
    lag=0.5 * np.arange(50),
)
LIMITS = by_size([25, 100], [0.2, 0.8], scaled=False, out_degree=20, covariance=0.02)

# (prediction, dataset, its sweep axis, values)
EXAMPLES = [
    # Eq 6, g√(1 − s): 3·1, 3·½, 3·0
    ("gaussian_radius", dataset(gain=3.0, n_units=100, sparsity=[0, 0.75, 1]), "sparsity", [3, 1.5, 0]),
    # As s = 1 − C/N, g√(C/N): 3·√(4/4), 3·√(4/16), 3·√(4/100)
    ("gaussian_radius", by_size([4, 16, 100], [0, 0.75, 0.96], gain=3.0, out_degree=4), "n_units", [3, 1.5, 0.6]),
    # N = 25, 100: ∫ 1 − √∏ P(k, Nr²) dr, k = 1 … N, is 1.042362 and 1.041300 by another quadrature; times 2·1, 2·½.
    ("finite_size_radius", by_size([25, 100], [0, 0.75], gain=2.0, out_degree=25), "n_units", [2.084725, 1.041300]),
    # At one N: 2·1, 2·½, 2·0
    ("finite_size_radius", dataset(gain=2.0, n_units=25, sparsity=[0, 0.75, 1]), "sparsity", [2.084725, 1.042362, 0]),
    # Eq 7, (1 − s)σ_mn: 1·4, ¼·4, 0
    (
        "outlier",
        dataset(scaled=True, n_units=100, sparsity=[0, 0.75, 1], variance=9.0, covariance=4.0),
        "sparsity",
        [4, 1, 0],
    ),
    # Eq 10, Cσ_mn/N: 4·5/10, 4·5/40
    (
        "outlier",
        by_size([10, 40], [0.6, 0.9], scaled=True, out_degree=4, variance=9.0, covariance=5.0),
        "n_units",
        [2, 0.5],
    ),
    # Eq 13, Cσ_mn at every N: 4·0.5
    (
        "outlier",
        by_size([10, 40], [0.6, 0.9], scaled=False, out_degree=4, variance=9.0, covariance=0.5),
        "n_units",
        [2, 2],
    ),
    # Eq 13 along σ_mn: 4·0, 4·0.5
    (
        "outlier",
        dataset(scaled=False, n_units=10, out_degree=4, sparsity=0.6, variance=9.0, covariance=[0.0, 0.5]),
        "covariance",
        [0, 2],
    ),
    # Eq 13 along C: 4·0.5, 8·0.5
    (
        "outlier",
        dataset(
            scaled=False, n_units=10, in_degree=[4, 8], sparsity=("in_degree", [0.6, 0.2]), variance=9.0, covariance=0.5
        ),
        "in_degree",
        [2, 4],
    ),
    # Eq 9, σ²√(s(1 − s)/N): 0, 6·√(0.25/100), 6·√(0.09/100), 0
    (
        "bulk_radius",
        dataset(scaled=True, n_units=100, sparsity=[0, 0.5, 0.9, 1], variance=6.0, covariance=2.0),
        "sparsity",
        [0, 0.3, 0.18, 0],
    ),
    # Eq 11, √C σ²√(N − C)/√N³: 0, √20·50·√80/√100³ = 40·50/1000
    (
        "bulk_radius",
        by_size([20, 100], [0, 0.8], scaled=True, out_degree=20, variance=50.0, covariance=2.0),
        "n_units",
        [0, 2],
    ),
    # Eq 14, √C σ²√(N − C)/√N: 0, √20·½·√5/√25 = 10·½/5, √20·½·√80/√100 = 40·½/10
    (
        "bulk_radius",
        by_size([20, 25, 100], [0, 0.2, 0.8], scaled=False, out_degree=20, variance=0.5, covariance=0.1),
        "n_units",
        [0, 1, 2],
    ),
    # Eq 14 along C: √20·½·√80/√100 and the same with 20 and 80 exchanged; √50·½·√50/√100 = 50·½/10
    (
        "bulk_radius",
        dataset(
            scaled=False,
            n_units=100,
            in_degree=[20, 50, 80],
            sparsity=("in_degree", [0.8, 0.5, 0.2]),
            variance=0.5,
            covariance=0.1,
        ),
        "in_degree",
        [2, 2.5, 2],
    ),
    # Edges √(s(1 − s)N·q)/N for q, the mean of m²n²: √(25q)/100 = √q/20 and √(16q)/100 = √q/25; (1 + 3)/2, (2 + 6)/2
    ("bulk_edge", realised([[400, 3600], [2500, 22500]], scaled=True), "sparsity", [2, 4]),
    # The same of P = mnᵀ, without 1/N: 5√q and 4√q
    ("bulk_edge", realised([[0.04, 0.36], [0.25, 2.25]], scaled=False), "sparsity", [2, 4]),
    # With s(1 − s)N = 1 and σ² = 1 the scale of the law is 1; values by integration over the density K₀(|x|)/π of a
    # product x of independent normal numbers.
    ("law_deciles", dataset(decile=DECILES), "decile", DECILES),
    # K/N = −2/4 of shifts 0.0153 … 0.127 where a connection is kept or not as a coin falls.
    (
        "law_deciles_at_finite_degree",
        dataset(scaled=False, n_units=4, sparsity=0.5, variance=1.0, covariance=0.0, decile=DECILES),
        "decile",
        DECILES
        - np.array(
            [0.01528948, 0.02935792, 0.04350947, 0.05810134, 0.07331486]
            + [0.08918803, 0.10543476, 0.12062927, 0.12745005]
        )
        / 2,
    ),
    # The same of exactly C connections
    (
        "law_deciles_at_finite_degree",
        dataset(scaled=False, n_units=4, out_degree=2, sparsity=0.5, variance=1.0, covariance=0.0, decile=DECILES),
        "decile",
        DECILES
        - np.array(
            [-0.01042393, -0.01690449, -0.01929097, -0.01721349, -0.01014633]
            + [0.00258705, 0.02175837, 0.04779327, 0.07725922]
        )
        / 2,
    ),
    # Half of the products' law, times σ² = 1 and 9
    (
        "law_median",
        dataset(scaled=False, n_units=4, sparsity=0.5, variance=[1.0, 9.0], covariance=0.0),
        "variance",
        [0.241471837, 9 * 0.241471837],
    ),
    (
        "law_within_half_edge",
        dataset(scaled=True, n_units=4, sparsity=0.5, variance=[1.0, 9.0], covariance=0.0),
        "variance",
        [0.758194138, 0.758194138],
    ),
    # Gaussian matrices of N/9 = 25 and 100 units, as above
    (
        "law_excess",
        by_size([225, 900], [0.5, 0.875], scaled=False, out_degree=112.5, variance=9.0, covariance=0.0),
        "n_units",
        [0.042362, 0.041300],
    ),
    # A = s(1 − s)N·⟨m²n²⟩ = 25·0.96 = 24, B = 25·0.64 = 16 and G = g²/2: 0, 2, 18. The largest
    # eigenvalue is 24, 13 + √(11² + 2·16) = 13 + √153, 21 + √(3² + 18·16) = 21 + √297.
    ("superposed_edge", SUM, "gain", np.sqrt([24, 13 + np.sqrt(153), 21 + np.sqrt(297)])),
    # Without structure to speak of all N = 25, 100 are at the edge: g√(1 − s) = 2·1, 2·½ times 1.042362 and 1.041300.
    ("superposed_finite_size_edge", NO_STRUCTURE, "n_units", [2.084725, 1.041300]),
    # The mean field's two equations, solved with sums over even grids of m, n and ξ; κ and the scatter along with them
    ("mean_field_kappa", STATES, "variance", [7.4766350]),
    ("mean_field_activity", STATES, "variance", [0.7476635]),
    ("mean_field_scatter", STATES, "variance", [1.6503833]),
    ("mean_field_mean_activity", STATES, "variance", [0.7330277]),
    # The same at κ = 3 and 5, averaged
    ("field_deviation_at_own_kappa", STATES, "variance", [(3.3937327 + 3.5832256) / 2]),
    ("jacobian_radius_at_own_kappa", STATES, "variance", [(1.2961608 + 0.9519799) / 2]),
    # No structure; the two conditions on Δ(0) with G as a sum over even grids of m and two normal variables
    ("dynamic_kappa", CHAOS, "variance", [0]),
    ("dynamic_field_deviation", CHAOS, "variance", [3.392068]),
    ("dynamic_field_fluctuation", CHAOS, "variance", [3.116119]),
    ("dynamic_field_half_time", CHAOS, "variance", [2.686082]),
    ("dynamic_fluctuation_at_own_kappa", CHAOS, "variance", [3.116119]),
    # At an outlier of 20·0.02, below one, x = 0 loses stability at the edge of the bulk, C(1 − C/N)(σ⁴ + 2σ_mn²) = 1
    # with C(1 − C/N) = 4, 16: √(1/4 − 0.0008), √(1/16 − 0.0008)
    ("stationary_limit", LIMITS, "n_units", np.sqrt([0.2492, 0.0617])),
    # Cσ_mn/√(C(1 − C/N)): 0.4/2, 0.4/4
    ("outlier_equals_bulk", LIMITS, "n_units", [0.2, 0.1]),
    # σ⁴(1 − C/N) = Cσ_mn²: 0.25/(0.0625 + 0.25/4) = 2, and indeed 0.25(1 − 2/4) = 2·0.0625; 0.25/(0.0625 + 0.25/12) = 3
    (
        "degree_where_outlier_is_bulk",
        dataset(n_units=[4, 12], variance=0.5, covariance=0.25),
        "n_units",
        [2, 3],
    ),
    ("covariance", dataset(n_units=[4, 12], variance=0.5, covariance=0.25), "n_units", [0.25, 0.25]),
    # Below Eq 14, √C σ² whatever N: 4·¼, 4·½
    (
        "bulk_limit",
        dataset(scaled=False, n_units=20, out_degree=16, sparsity=0.2, variance=[0.25, 0.5], covariance=0.1),
        "variance",
        [1, 2],
    ),
    # √C σ² along C: 2·½, 4·½
    (
        "bulk_limit",
        dataset(
            scaled=False,
            n_units=20,
            in_degree=[4, 16],
            sparsity=("in_degree", [0.8, 0.2]),
            variance=0.5,
            covariance=0.1,
        ),
        "in_degree",
        [1, 2],
    ),
]


def test_every_prediction_has_an_example_and_every_example_a_prediction():
    assert {name for name, *_ in EXAMPLES} == predictions.PREDICTED.keys()


@pytest.mark.parametrize(("name", "data", "axis", "values"), EXAMPLES)
def test_a_prediction_is_what_the_equation_gives_by_hand(name, data, axis, values):
    """The finite-size radius stands here to seven digits, mean fields to four; all else is exact."""
    found = predictions.predicted(name, data)
    # A prediction that is the same at every point may have no axis.
    assert set(found.dims) <= {axis}
    tolerance = 1e-5 if "law" in name else 1e-6 if "finite_size" in name else 1e-12
    tolerance = 2e-4 if "kappa" in name or "field" in name else tolerance
    np.testing.assert_allclose(found.broadcast_like(data[axis]), values, rtol=tolerance, atol=1e-12)


def test_any_other_name_is_refused():
    with pytest.raises(KeyError, match="radius_of_bulk"):
        predictions.predicted("radius_of_bulk", dataset())
