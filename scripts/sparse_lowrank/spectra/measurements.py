"""What is measured of a network's eigenvalues."""

import numpy as np

from sparse_lowrank import theory
from sparse_lowrank.spectra import eigenvalues

# Of larger networks the eigenvalues at the edge of the bulk are not resolved one by one.
RESOLVED_UP_TO = 20_000


def whole(network, parameters, rng):
    """All eigenvalues, in descending order of modulus, and the spectral radius.

    Returns a dict of `eigenvalue_real`, `eigenvalue_imag` (shape (N,)) and `spectral_radius`; for a rank-one network
    also what `bulk_and_outlier` measures.
    """
    values = eigenvalues.whole_spectrum(network.matrix)
    measured = {
        "eigenvalue_real": values.real,
        "eigenvalue_imag": values.imag,
        "spectral_radius": np.abs(values[0]),
        "solver": "lapack",
    }
    return {**measured, **bulk_and_outlier(network, parameters, rng)} if network.vectors else measured


def radius(network, parameters, rng):
    """The spectral radius R, "the largest absolute value of all eigenvalues" (Fig 1).

    Returns a dict of `spectral_radius`, `solver` and `residual`.
    """
    pairs = eigenvalues.leading(network.matrix, rng)
    return {"spectral_radius": np.abs(pairs.values[0]), "solver": pairs.solver, "residual": pairs.residual}


def bulk_and_outlier(network, parameters, rng):
    """The structural outlier λ₁ and the radius of the bulk of a sparsified rank-one network.

    The outlier is the eigenvalue whose right eigenvector overlaps **m** most (Eq 27), among those outside the bulk.
    It counts as separated if the structure (1 − s)mᵀn (over N if scaled) itself exceeds the bulk, whose radius is
    measured without it as the spectral radius of P̃* = P̃ − (1 − s)P (Eq 29); otherwise some bulk eigenvalue would be
    taken for it. An outlier that is not separated cannot be measured: it is NaN.

    Returns
    -------
    dict
        `outlier_real`, `outlier_imag`, `outlier_alignment` (|cos| between its eigenvector and **m**),
        `outlier_separated` (0 or 1), `bulk_radius` (the largest modulus of all other eigenvalues),
        `bulk_radius_deflated` (that of P̃*), `bulk_edge` (`theory.bulk_edge`), `spectral_radius`, `realised_overlap`
        (mᵀn/N), `realised_square_product` (the mean of m²n²), `solver` and `residual`.
    """
    m, n = network.vectors["m"], network.vectors["n"]
    sparsity, scaled = parameters["sparsity"], parameters["scaled"]
    mean, _ = structure(network, parameters)
    if network.matrix.nnz in (0, len(m) ** 2):  # P̃* is zero if no connection is kept, or all are
        pairs, bulk = eigenvalues.leading(network.matrix, rng, eigenvalues.N_COMPARED), 0.0
    else:
        pairs, rest = eigenvalues.leading_with_and_without(network.matrix, mean, n, rng)
        bulk = np.abs(rest.values[0])
    moduli = np.abs(pairs.values)
    alignments = np.abs(m @ pairs.vectors) / np.linalg.norm(m)
    outside = np.flatnonzero(moduli > bulk)
    separated = bool(n @ mean > bulk and outside.size)
    if separated:
        found = outside[np.argmax(alignments[outside])]
        outlier, alignment = pairs.values[found], alignments[found]
        others = moduli[[not _same_pair(value, outlier) for value in pairs.values]]
    else:
        outlier, alignment, others = complex(np.nan, np.nan) if network.matrix.nnz else 0j, np.nan, moduli
    return {
        "outlier_real": outlier.real,
        "outlier_imag": np.abs(outlier.imag),
        "outlier_alignment": alignment,
        "outlier_separated": int(separated),
        "bulk_radius": others.max(initial=0.0),
        "bulk_radius_deflated": bulk,
        "bulk_edge": theory.bulk_edge(m, n, sparsity, scaled),
        "spectral_radius": moduli[0],
        "realised_overlap": theory.overlap(m, n),
        "realised_square_product": np.mean((m * n) ** 2),
        "solver": pairs.solver,
        "residual": pairs.residual,
    }


def bulk_growth(network, parameters, rng):
    """The structural outlier and the bulk of a network of any size.

    Returns a dict as that of `bulk_and_outlier`, with the `bulk_growth` of `unresolved`; the radius of the bulk is NaN
    above `RESOLVED_UP_TO` units.
    """
    measured = unresolved(network, parameters, rng)
    if parameters["n_units"] <= RESOLVED_UP_TO:
        return {**measured, **bulk_and_outlier(network, parameters, rng)}
    return measured


def unresolved(network, parameters, rng):
    """The structural outlier and the growth of activity without it, by a number of products that N does not change.

    The eigenvalues at the edge of the bulk lie closer as N grows, and resolving one takes about √N products with the
    matrix. The edge itself takes less than a hundred: the rate at which P̃* = P̃ − (1 − s)P (Eq 29) makes **m** grow is
    that of the edge, `bulk_growth`, up to 1/√N.
    """
    m, n = network.vectors["m"], network.vectors["n"]
    sparsity, scaled = parameters["sparsity"], parameters["scaled"]
    mean, _ = structure(network, parameters)
    pairs, growth = eigenvalues.outlier_and_growth(network.matrix, mean, n, rng)
    outlier, alignment = pairs.values[0], np.abs(m @ pairs.vectors[:, 0]) / np.linalg.norm(m)
    separated = bool(min(n @ mean, np.abs(outlier)) > growth)
    return {
        "outlier_real": outlier.real if separated else np.nan,
        "outlier_imag": np.abs(outlier.imag) if separated else np.nan,
        "outlier_alignment": alignment if separated else np.nan,
        "outlier_separated": int(separated),
        "bulk_radius": np.nan,
        "bulk_radius_deflated": np.nan,
        "bulk_growth": growth,
        "bulk_edge": theory.bulk_edge(m, n, sparsity, scaled),
        "spectral_radius": np.abs(outlier),
        "realised_overlap": theory.overlap(m, n),
        "realised_square_product": np.mean((m * n) ** 2),
        "solver": pairs.solver,
        "residual": pairs.residual,
    }


def structure(network, parameters):
    """u and v, of shape (N,), of the mean connectivity (1 − s)P = uvᵀ of a sparsified rank-one network (Eq 29)."""
    m, n = network.vectors["m"], network.vectors["n"]
    return m * (1 - parameters["sparsity"]) / (len(m) if parameters["scaled"] else 1), n


def _same_pair(a, b):
    """Whether two eigenvalues are equal or complex conjugates."""
    return min(abs(a - b), abs(a - b.conjugate())) <= 1e-9 * abs(b)


# What `spectra:` in an experiment's entry may be.
MEASUREMENTS = {
    "whole": whole,
    "radius": radius,
    "bulk_and_outlier": bulk_and_outlier,
    "bulk_growth": bulk_growth,
}
DIMENSIONS = {"eigenvalue_real": ("eigenvalue",), "eigenvalue_imag": ("eigenvalue",)}
