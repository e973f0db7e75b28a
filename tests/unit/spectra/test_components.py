"""A network that falls into strongly connected components has their eigenvalues, and eigenvectors of its own."""

import numpy as np
import pytest
from scipy import linalg, sparse

from helpers.graphs import components as expected_components
from helpers.graphs import eigenvalues_by_component, graph, shuffled
from sparse_lowrank.networks import ensembles
from sparse_lowrank.spectra import components, eigenvalues


def leading(dense, n_values=1, less=None):
    return eigenvalues.leading(sparse.csc_array(dense), np.random.default_rng(0), n_values, less)


def as_sets(arrays):
    return {frozenset(map(int, array)) for array in arrays}


@pytest.mark.parametrize("degree", [0.5, 1.0, 1.5, 3.0, 20.0])
def test_the_components_with_cycles_are_those_found_another_way(degree):
    for seed in range(5):
        dense = graph(np.random.default_rng(seed), 120, degree)
        expected = [units for units in expected_components(dense) if len(units) > 1 or dense[units[0], units[0]]]
        assert as_sets(components.with_cycles(sparse.csc_array(dense))) == as_sets(expected)


def test_of_a_deflated_matrix_they_are_those_of_the_matrix_that_is_never_formed():
    for seed in range(20):
        rng = np.random.default_rng(seed)
        dense = graph(rng, 60, 1.0)
        u, v = (np.where(rng.random(60) < rng.choice([0, 0.05, 0.5]), rng.normal(size=60), 0) for _ in range(2))
        deflated = dense - np.outer(u, v)
        expected = [units for units in expected_components(deflated) if len(units) > 1 or deflated[units[0], units[0]]]
        assert as_sets(components.with_cycles(sparse.csc_array(dense), (u, v))) == as_sets(expected)


def test_a_weight_of_zero_is_no_connection():
    ring = sparse.csc_array(np.roll(np.eye(5), 1, axis=0))
    ring.data[2] = 0
    assert components.with_cycles(ring) == []


@pytest.mark.parametrize("degree", [0.4, 1.0])
def test_a_gaussian_network_of_few_connections_has_the_radius_of_its_cycles(degree):
    """Exactly zero if it has none: rounding of a non-normal matrix makes 10⁻³ of that, with a residual of 10⁻¹⁴."""
    radii = []
    for replicate in range(8):
        parameters = {"network": "gaussian", "n_units": 500, "sparsity": 1 - degree / 500, "gain": 1.0}
        matrix = ensembles.generate(parameters, 1, "few connections", replicate).matrix
        found = eigenvalues.leading(matrix, np.random.default_rng(0))
        radii.append(abs(found.values[0]))
        assert radii[-1] == pytest.approx(abs(eigenvalues_by_component(matrix.toarray())[0]), rel=1e-9, abs=0)
        assert found.verified
        assert matrix @ found.vectors == pytest.approx(found.vectors * found.values, abs=1e-12)
    assert 0.0 in radii or degree == 1


@pytest.mark.parametrize("degree", [1.2, 2.0, 4.0])
def test_leading_eigenvalues_and_eigenvectors_are_those_of_the_whole_matrix(degree):
    """One large component, and the units up- and downstream of it, which take part in its eigenvectors."""
    for seed in range(3):
        dense = graph(np.random.default_rng(seed), 400, degree)
        found = leading(dense, 8)
        expected = np.abs(eigenvalues_by_component(dense))[:8]
        assert np.abs(found.values) == pytest.approx(expected[expected > 0], rel=1e-6)
        assert dense @ found.vectors == pytest.approx(found.vectors * found.values, abs=1e-5 * expected[0])
        assert np.linalg.norm(found.vectors, axis=0) == pytest.approx(1)
        assert found.residual <= 1e-5


def test_equal_blocks_count_as_often_as_they_occur():
    rng = np.random.default_rng(0)
    block = graph(rng, 30, 30)
    expected = np.sort(np.abs(linalg.eigvals(block)))[::-1]
    apart = leading(shuffled(rng, np.kron(np.eye(4), block)), 8)
    assert np.abs(apart.values) == pytest.approx(np.repeat(expected[:2], 4), rel=1e-9)


def test_equal_blocks_in_a_chain_have_the_eigenvector_of_the_last():
    """The matrix is defective: each eigenvalue has one eigenvector, whatever the number of blocks."""
    rng = np.random.default_rng(0)
    block = graph(rng, 30, 30)
    dense = np.kron(np.eye(3) + np.eye(3, k=1), block)
    found = leading(dense, 2)
    assert dense @ found.vectors == pytest.approx(found.vectors * found.values, abs=1e-9)
    assert np.linalg.norm(found.vectors[:30], axis=0) == pytest.approx(1)


def test_units_connected_to_themselves_have_exactly_these_weights_as_eigenvalues():
    dense = np.triu(graph(np.random.default_rng(0), 200, 5.0), 1) + np.diag(np.repeat([0, 0.3, -0.1, 0], 50))
    found = leading(dense, 8)
    assert (found.values == 0.3).all()
    assert dense @ found.vectors == pytest.approx(found.vectors * found.values, abs=1e-12)
    assert sorted(set(eigenvalues.whole_spectrum(sparse.csc_array(dense)).real)) == [-0.1, 0, 0.3]


def test_fewer_eigenvalues_are_given_where_all_others_are_zero():
    dense = np.zeros((300, 300))
    dense[[0, 1, 2], [1, 2, 0]] = 2
    assert len(leading(dense, 8).values) == 3
    assert leading(dense, 8).values[0] == pytest.approx(2)


def test_the_whole_spectrum_has_a_zero_for_every_unit_on_no_cycle():
    dense = graph(np.random.default_rng(1), 300, 1.5)
    cycles = sum(len(units) for units in components.with_cycles(sparse.csc_array(dense)))
    found = eigenvalues.whole_spectrum(sparse.csc_array(dense))
    assert 0 < cycles < 300
    assert np.count_nonzero(found == 0) >= 300 - cycles
    assert np.abs(found) == pytest.approx(np.abs(eigenvalues_by_component(dense)), abs=1e-9)


@pytest.mark.parametrize("zeros", [0.0, 0.3, 0.9])
@pytest.mark.parametrize("degree", [0.7, 1.5])
def test_a_sparse_matrix_less_a_mean_part_has_the_eigenvalues_of_the_difference(degree, zeros):
    for seed in range(3):
        rng = np.random.default_rng(seed)
        dense = graph(rng, 150, degree)
        u, v = np.where(rng.random((2, 150)) < zeros, 0, rng.normal(size=(2, 150)) / 10)
        difference = dense - np.outer(u, v)
        expected = np.abs(eigenvalues_by_component(difference))
        with_it, without = eigenvalues.leading_with_and_without(sparse.csc_array(dense), u, v, rng)
        assert abs(without.values[0]) == pytest.approx(expected[0], rel=1e-6)
        assert difference @ without.vectors == pytest.approx(without.vectors * without.values, abs=1e-5)
        assert abs(with_it.values[0]) == pytest.approx(abs(eigenvalues_by_component(dense)[0]), rel=1e-6)
        some = np.abs(leading(dense, 4, (u, v)).values)
        assert some == pytest.approx(expected[: len(some)], rel=1e-6, abs=1e-6 * expected[0])
        spectrum = eigenvalues.whole_spectrum(sparse.csc_array(dense), (u, v))
        assert abs(spectrum[0]) == pytest.approx(expected[0], rel=1e-9)


def test_the_growth_without_the_mean_is_found_of_a_reducible_network_too():
    rng = np.random.default_rng(0)
    dense = graph(rng, 1000, 4.0)
    u, v = rng.normal(size=(2, 1000)) / 1000
    found, growth = eigenvalues.outlier_and_growth(sparse.csc_array(dense), u, v, rng)
    assert abs(found.values[0]) == pytest.approx(abs(eigenvalues_by_component(dense)[0]), rel=1e-6)
    assert growth == pytest.approx(1, rel=0.1)
