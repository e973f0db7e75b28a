"""The structural outlier and the bulk of rank-one networks are told apart, by what they are."""

import numpy as np
import pytest
from scipy import sparse

from helpers.graphs import eigenvalues_by_component
from sparse_lowrank import seeds
from sparse_lowrank.errors import UserError
from sparse_lowrank.networks import ensembles, masks, products
from sparse_lowrank.networks.tiles import Tiles
from sparse_lowrank.spectra import measurements
from sparse_lowrank.theory import formulas

SIZE = 600


def rank_one(replicate=0, n_units=SIZE, **changes):
    parameters = {
        "network": "rank_one",
        "n_units": n_units,
        "scaled": False,
        "orthogonal": True,
        "variance": 0.09,
        "covariance": 0.02,
        **changes,
    }
    if "out_degree" in parameters:
        parameters["sparsity"] = 1 - parameters["out_degree"] / n_units
    return ensembles.generate(parameters, 1, "test", replicate), parameters


def measure(replicate=0, **changes):
    network, parameters = rank_one(replicate, **changes)
    return measurements.bulk_and_outlier(network, parameters, seeds.generator(0, "start"))


def test_a_strong_outlier_is_the_lapack_eigenvalue_most_aligned_with_m():
    network, parameters = rank_one(out_degree=200, covariance=0.02)
    values, vectors = np.linalg.eig(network.matrix.toarray())
    aligned = np.argmax(np.abs(network.vectors["m"] @ vectors))
    measured = measurements.bulk_and_outlier(network, parameters, seeds.generator(0, "start"))
    assert measured["outlier_separated"] == 1
    assert measured["outlier_real"] == pytest.approx(values[aligned].real, rel=1e-6)
    assert measured["bulk_radius"] == pytest.approx(np.abs(np.delete(values, aligned)).max(), rel=1e-6)


@pytest.mark.parametrize("replicate", range(5))
@pytest.mark.parametrize("weak", [{"covariance": 0.0}, {"covariance": 0.003}, {"variance": 0.3, "covariance": 0.01}])
def test_an_outlier_inside_the_bulk_is_absent_not_wrong(weak, replicate):
    measured = measure(replicate, out_degree=200, **weak)
    assert measured["outlier_separated"] == 0
    assert np.isnan(measured["outlier_real"])
    assert np.isnan(measured["outlier_imag"])
    assert measured["bulk_radius"] == measured["spectral_radius"]


def test_a_complex_pair_is_one_outlier_and_no_part_of_the_bulk():
    pairs = [
        measured for k in range(20) if (measured := measure(k, out_degree=200, covariance=0.008))["outlier_imag"] > 0
    ]
    assert pairs, "none of twenty networks near the crossing has a complex pair"
    for measured in pairs:
        outlier = abs(complex(measured["outlier_real"], measured["outlier_imag"]))
        assert measured["outlier_separated"] == 1
        assert measured["bulk_radius"] != pytest.approx(outlier, rel=1e-9)


def test_the_outlier_is_the_realised_overlap_on_average():
    residuals = []
    for replicate in range(40):
        m = measure(replicate, scaled=True, variance=16, covariance=4, sparsity=0.6)
        residuals.append(m["outlier_real"] - 0.4 * m["realised_overlap"])
    assert abs(np.mean(residuals)) < 3 * np.std(residuals, ddof=1) / np.sqrt(len(residuals))


@pytest.mark.parametrize("sparsity", [0.2, 0.5, 0.8])
def test_both_bulk_radii_agree_and_lie_a_little_above_the_large_n_edge(sparsity):
    sample = [measure(k, scaled=True, variance=16, covariance=4, sparsity=sparsity) for k in range(20)]
    names = ("bulk_radius", "bulk_radius_deflated", "realised_square_product")
    bulk, deflated, product = (np.array([measured[name] for measured in sample]) for name in names)
    edge = formulas.bulk_edge(product, SIZE, sparsity, scaled=True)
    # At finite N the mean connectivity pushes a few eigenvalues of the bulk outwards, by some per cent of its radius.
    assert bulk.mean() == pytest.approx(deflated.mean(), rel=0.05)
    excess = deflated / edge - 1
    assert 0 < excess.mean() - 2 * excess.std() / np.sqrt(20) < 0.1


def test_the_deflated_bulk_radius_is_that_of_the_matrix_without_its_mean():
    network, parameters = rank_one(out_degree=200)
    without = network.matrix.toarray() - (200 / SIZE) * np.outer(network.vectors["m"], network.vectors["n"])
    expected = np.abs(np.linalg.eigvals(without)).max()
    measured = measurements.bulk_and_outlier(network, parameters, seeds.generator(0, "start"))
    assert measured["bulk_radius_deflated"] == pytest.approx(expected, rel=1e-6)


def test_a_dense_network_has_one_eigenvalue_and_no_bulk():
    network, parameters = rank_one(sparsity=0.0, scaled=True, variance=16, covariance=4)
    measured = measurements.bulk_and_outlier(network, parameters, seeds.generator(0, "start"))
    assert measured["outlier_real"] == pytest.approx(ensembles.overlap(network.vectors["m"], network.vectors["n"]))
    assert measured["bulk_radius"] == pytest.approx(0, abs=1e-12)
    assert measured["bulk_radius_deflated"] == 0


def added(**changes):
    """The parameters of a rank-one network with a Gaussian part."""
    return {"network": "sparse_rank_one_plus_gaussian", "gain": 2.0, "shared_mask": False, **changes}


@pytest.mark.parametrize("size", [{"out_degree": 200}, {"out_degree": SIZE}])
def test_the_bulk_with_a_gaussian_part_is_that_of_the_matrix_without_its_mean(size):
    """Also of a dense network: there the Gaussian part alone is the bulk."""
    network, parameters = rank_one(**size, **added())
    kept = size["out_degree"] / SIZE
    without = network.matrix.toarray() - kept * np.outer(network.vectors["m"], network.vectors["n"])
    measured = measurements.bulk_and_outlier(network, parameters, seeds.generator(0, "start"))
    assert measured["bulk_radius_deflated"] == pytest.approx(np.abs(np.linalg.eigvals(without)).max(), rel=1e-6)
    assert measured["outlier_separated"] == 1


def test_a_dense_network_to_which_nothing_is_added_has_no_bulk():
    measured = measure(sparsity=0.0, **added(gain=0.0))
    assert measured["bulk_radius_deflated"] == 0
    assert measured["outlier_separated"] == 1


@pytest.mark.parametrize("replicate", range(8))
@pytest.mark.parametrize("scaled", [True, False])
def test_no_structure_and_no_bulk_is_no_outlier_whatever_the_rounding(replicate, scaled):
    """A dense network of vectors at right angles: mᵀn and every eigenvalue are zero, up to rounding of either sign."""
    network, parameters = rank_one(replicate, n_units=200, scaled=scaled, sparsity=0.0, covariance=0.0)
    for measure_it in (measurements.bulk_and_outlier, measurements.unresolved):
        measured = measure_it(network, parameters, seeds.generator(0, "start"))
        assert measured["outlier_separated"] == 0
        assert np.isnan(measured["outlier_real"])
        assert measured["eigenvalue_verified"] == 0


def test_a_structure_equal_to_the_bulk_is_not_separated():
    """No connection is kept by chance, so that P̃* = −(1 − s)P has the modulus of the structure itself."""
    network, parameters = rank_one(n_units=200, sparsity=0.999)
    network.mask = sparse.csc_array(network.mask.shape, dtype=np.int8)
    measured = measurements.bulk_and_outlier(network, parameters, seeds.generator(0, "start"))
    n, mean = network.vectors["n"], measurements.mean_connectivity(network, parameters)
    assert measured["bulk_radius_deflated"] == pytest.approx(n @ mean)
    assert measured["outlier_separated"] == 0


@pytest.mark.parametrize("degree", [0.5, 1.5, 4.0])
def test_outlier_and_bulk_of_a_network_in_several_components_are_those_of_lapack(degree):
    """The eigenvectors of such a network hold the units downstream, and so does the alignment with m."""
    separated = 0
    for replicate in range(6):
        n_units, changes = 400, {"variance": 0.09, "covariance": 0.08}
        network, parameters = rank_one(replicate, n_units, sparsity=1 - degree / n_units, **changes)
        m, n, dense = network.vectors["m"], network.vectors["n"], network.matrix.toarray()
        measured = measurements.bulk_and_outlier(network, parameters, seeds.generator(0, "start"))
        values, vectors = np.linalg.eig(dense)
        deflated = dense - np.outer(measurements.mean_connectivity(network, parameters), n)
        radius = np.abs(eigenvalues_by_component(dense)[0])
        assert measured["spectral_radius"] == pytest.approx(radius, rel=1e-6, abs=0)
        assert measured["bulk_radius_deflated"] == pytest.approx(np.abs(np.linalg.eigvals(deflated)).max(), rel=1e-6)
        assert measured["eigenvalue_verified"] == 1
        if measured["outlier_separated"]:
            separated += 1
            outlier = np.argmin(np.abs(values - complex(measured["outlier_real"], measured["outlier_imag"])))
            aligned = np.abs(m @ vectors[:, outlier]) / np.linalg.norm(m)
            assert measured["outlier_alignment"] == pytest.approx(aligned, rel=1e-5)
    assert separated or degree < 4


def test_whether_the_eigenvalues_are_verified_is_measured_in_every_way():
    network, parameters = rank_one(n_units=150, out_degree=60)
    for measure_it in measurements.MEASUREMENTS.values():
        measured = measure_it(network, parameters, seeds.generator(0, "start"))
        assert measured["eigenvalue_verified"] == 1
        assert measured["eigenvalue_condition"] >= 1


def test_a_network_without_connections_has_eigenvalues_that_are_exactly_zero():
    measured = measure(sparsity=1.0)
    assert measured["outlier_real"] == measured["bulk_radius"] == measured["spectral_radius"] == 0
    assert measured["solver"] == "none"


def test_the_whole_spectrum_of_a_rank_one_network_contains_its_outlier():
    network, parameters = rank_one(n_units=300, out_degree=100)
    measured = measurements.whole(network, parameters, seeds.generator(0, "start"))
    values = measured["eigenvalue_real"] + 1j * measured["eigenvalue_imag"]
    assert np.abs(values - complex(measured["outlier_real"], measured["outlier_imag"])).min() < 1e-9
    assert len(values) == 300


def test_few_products_find_the_outlier_and_the_edge_of_the_bulk():
    for replicate in range(4):
        network, parameters = rank_one(replicate, n_units=3000, out_degree=200, covariance=0.012)
        measured = measurements.bulk_growth(network, parameters, seeds.generator(0, "start"))
        few = measurements.unresolved(network, parameters, seeds.generator(0, "start"))
        assert few["outlier_separated"] == 1
        assert few["outlier_real"] == pytest.approx(measured["outlier_real"], rel=1e-6)
        edge = formulas.bulk_edge(measured["realised_square_product"], 3000, parameters["sparsity"], scaled=False)
        assert few["bulk_growth"] == pytest.approx(edge, rel=3 / np.sqrt(3000))
        assert few["bulk_growth"] == pytest.approx(measured["bulk_radius_deflated"], rel=3 / np.sqrt(3000))


def test_above_the_size_that_is_resolved_only_the_growth_is_measured(monkeypatch):
    monkeypatch.setattr(measurements, "RESOLVED_UP_TO", SIZE - 1)
    network, parameters = rank_one(out_degree=200)
    measured = measurements.bulk_growth(network, parameters, seeds.generator(0, "start"))
    assert np.isnan(measured["bulk_radius"])
    assert measured["bulk_growth"] > 0
    assert measured.keys() == measurements.bulk_and_outlier(network, parameters, seeds.generator(0)).keys() | {
        "bulk_growth"
    }


@pytest.mark.parametrize("degree", [200, 2])
def test_a_mask_in_tiles_gives_the_same_as_the_matrix_of_weights(monkeypatch, degree):
    """With two connections a unit, some units are reached by none, and the matrix is taken."""
    network, parameters = rank_one(n_units=2000, out_degree=degree, covariance=0.012)
    expected = measurements.unresolved(network, parameters, seeds.generator(0, "start"))
    monkeypatch.setattr(products, "SUMS_IN_CACHE", 1000)
    found = measurements.unresolved(network, parameters, seeds.generator(0, "start"))
    assert Tiles(network.mask).connect_all() == (degree == 200)
    assert found["solver"] == expected["solver"]
    for name in ("outlier_real", "bulk_growth", "spectral_radius", "outlier_alignment"):
        assert found[name] == pytest.approx(expected[name], rel=1e-9, nan_ok=True)


def test_a_mask_in_blocks_that_does_not_connect_all_units_is_refused(monkeypatch):
    """There is no matrix of its weights."""
    for module, name, size in ((masks, "TOO_MANY", 1000), (products, "SUMS_IN_CACHE", 1000)):
        monkeypatch.setattr(module, name, size)
    network, parameters = rank_one(n_units=2000, out_degree=2)
    with pytest.raises(UserError, match=r"4000 connections.*Remedy"):
        measurements.unresolved(network, parameters, seeds.generator(0, "start"))


def test_the_bulk_has_the_eigenvalues_of_the_matrix_without_its_mean_and_the_products_of_every_unit():
    network, parameters = rank_one(n_units=300, out_degree=60)
    m, n = network.vectors["m"], network.vectors["n"]
    measured = measurements.bulk(network, parameters, seeds.generator(0, "start"))
    found = measured["eigenvalue_real"] + 1j * measured["eigenvalue_imag"]
    expected = np.linalg.eigvals(network.matrix.toarray() - 0.2 * np.outer(m, n))
    assert np.abs(found[:, None] - expected).min(axis=1).max() < 1e-9
    assert np.abs(found[0]) == pytest.approx(measured["bulk_radius_deflated"], rel=1e-6)
    assert (np.diff(np.abs(found)) < 1e-9).all()
    assert measured["square_product"] == pytest.approx(m**2 * n**2)
    assert measured["square_product"].mean() == pytest.approx(measured["realised_square_product"])
