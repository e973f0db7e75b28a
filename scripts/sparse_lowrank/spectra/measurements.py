"""What is measured of a network's eigenvalues."""

import numpy as np

from sparse_lowrank.measured import Measured
from sparse_lowrank.networks import ensembles, products
from sparse_lowrank.networks.tiles import Tiles
from sparse_lowrank.spectra import eigenvalues

# Of larger networks the eigenvalues at the edge of the bulk are not resolved one by one.
RESOLVED_UP_TO = 20_000
# Eigenvalues by real part that outlier and bulk of the authors' notebooks are made of.
N_RIGHTMOST = 3


def whole(network, parameters, rng):
    """All eigenvalues, in descending order of modulus, and the spectral radius.

    Returns a Measured of `eigenvalue_real`, `eigenvalue_imag` (along `eigenvalue`), and of what `radius` measures or,
    for a rank-one network, `bulk_and_outlier`; without `residual` for a Gaussian network, whose radius is LAPACK's.
    """
    values = eigenvalues.whole_spectrum(network.matrix)
    measured = Measured(("eigenvalue",), eigenvalue_real=values.real, eigenvalue_imag=values.imag)
    if network.vectors:
        return measured | bulk_and_outlier(network, parameters, rng)
    pairs = eigenvalues.leading(network.matrix, rng, product=products.product(network))
    return measured | Measured((), spectral_radius=np.abs(values[0]), solver="lapack") | _reliability(pairs)


def radius(network, parameters, rng):
    """The spectral radius R, "the largest absolute value of all eigenvalues" (Fig 1).

    Returns a Measured of `spectral_radius`, `solver`, `residual`, `eigenvalue_condition` (see `Eigenpairs`) and
    `eigenvalue_verified` (1, or 0 where the matrix determines its eigenvalues less well than rounding would need).
    """
    pairs = eigenvalues.leading(network.matrix, rng, product=products.product(network))
    measured = Measured((), spectral_radius=np.abs(pairs.values[0]), solver=pairs.solver, residual=pairs.residual)
    return measured | _reliability(pairs)


def bulk_and_outlier(network, parameters, rng):
    """The structural outlier λ₁ and the radius of the bulk of a sparsified rank-one network, whatever is added to it.

    The outlier is the eigenvalue whose right eigenvector overlaps **m** most (Eq 27), among those outside the bulk.
    It counts as separated if the structure (1 − s)mᵀn (over N if scaled) itself exceeds the bulk, whose radius is
    measured without it as the spectral radius of P̃* = P̃ − (1 − s)P (Eq 29); otherwise some bulk eigenvalue would be
    taken for it. Where structure and bulk are equal up to rounding it does not count as separated. An outlier that is
    not separated cannot be measured: it is NaN.

    Returns
    -------
    Measured
        `outlier_real`, `outlier_imag`, `outlier_alignment` (|cos| between its eigenvector and **m**),
        `outlier_separated` (0 or 1), `bulk_radius` (the largest modulus of all other eigenvalues),
        `bulk_radius_deflated` (that of P̃*), what `of_rightmost` measures, `spectral_radius`, `realised_overlap`
        (mᵀn/N), `realised_square_product` (the mean of m²n²), `solver`, `residual`, and `eigenvalue_condition` and
        `eigenvalue_verified` as in `radius`, the latter for the eigenvalues with and without the mean connectivity.
    """
    n, mean = network.vectors["n"], mean_connectivity(network, parameters)
    matrix, product = network.matrix, products.product(network)
    if _has_no_bulk(parameters):
        pairs = eigenvalues.leading(matrix, rng, eigenvalues.N_COMPARED, product=product, n_rightmost=N_RIGHTMOST)
        bulk, others = 0.0, []
    else:
        pairs, rest = eigenvalues.leading_with_and_without(matrix, mean, n, rng, product, N_RIGHTMOST)
        bulk, others = np.abs(rest.values[0]), [rest]
    moduli, alignments = np.abs(pairs.values), _alignments(pairs, network)
    outside = np.flatnonzero(moduli > _above(bulk))
    if _exceeds(mean, n, bulk) and outside.size:
        found = outside[np.argmax(alignments[outside])]
        outlier = _separated_outlier(pairs.values[found], alignments[found])
        moduli_of_bulk = moduli[_others(pairs.values, found)]
    else:
        outlier = _no_outlier() if network.mask.nnz else _no_outlier(0.0)
        moduli_of_bulk = moduli
    radii = Measured((), bulk_radius=moduli_of_bulk.max(initial=0.0), bulk_radius_deflated=bulk)
    return outlier | radii | of_rightmost(pairs.rightmost) | _of_network_and_solver(network, pairs, *others)


def of_rightmost(values):
    """Outlier and bulk by real part alone, as the authors' notebooks measure them, whatever the eigenvectors.

    Takes the eigenvalues of the three largest real parts, in descending order; a network of fewer units has fewer.

    Returns a Measured of `spectral_abscissa` (the largest real part) and `bulk_radius_by_real_part` (the mean modulus
    of the second and the third eigenvalue; zero if there is but one).
    """
    moduli = np.abs(values[1:])
    radius = moduli.mean() if moduli.size else 0.0
    return Measured((), spectral_abscissa=values[0].real, bulk_radius_by_real_part=radius)


def bulk(network, parameters, rng):
    """All eigenvalues of P̃* = P̃ − (1 − s)P (Eq 29), the bulk without the mean connectivity.

    Returns a Measured of `eigenvalue_real`, `eigenvalue_imag` (along `eigenvalue`, in descending order of modulus) and
    `square_product` (m²n² of every unit, along `unit`), beside what `bulk_and_outlier` measures.
    """
    m, n = network.vectors["m"], network.vectors["n"]
    values = eigenvalues.whole_spectrum(network.matrix, (mean_connectivity(network, parameters), n))
    measured = Measured(("eigenvalue",), eigenvalue_real=values.real, eigenvalue_imag=values.imag)
    measured |= Measured(("unit",), square_product=(m * n) ** 2)
    return measured | bulk_and_outlier(network, parameters, rng)


def bulk_growth(network, parameters, rng):
    """The structural outlier and the bulk of a network of any size.

    Returns a Measured as that of `bulk_and_outlier`, with the `bulk_growth` of `unresolved`; the radii of the bulk and
    the spectral abscissa are NaN above `RESOLVED_UP_TO` units.
    """
    measured = unresolved(network, parameters, rng)
    if parameters["n_units"] <= RESOLVED_UP_TO:
        return measured | bulk_and_outlier(network, parameters, rng)
    unknown = ("bulk_radius", "bulk_radius_deflated", "bulk_radius_by_real_part", "spectral_abscissa")
    return measured | Measured((), **dict.fromkeys(unknown, np.nan))


def unresolved(network, parameters, rng):
    """The structural outlier and the growth of activity without it, by a number of products that N does not change.

    The eigenvalues at the edge of the bulk lie closer as N grows, and resolving one takes about √N products with the
    matrix. The edge itself takes less than a hundred: the rate at which P̃* = P̃ − (1 − s)P (Eq 29) makes **m** grow is
    that of the edge, `bulk_growth`, up to 1/√N.

    Returns a Measured as that of `bulk_and_outlier`, with `bulk_growth` instead of the radii of the bulk and the
    spectral abscissa.
    """
    n, mean = network.vectors["n"], mean_connectivity(network, parameters)
    if _has_no_bulk(parameters):
        pairs, growth = eigenvalues.leading(network.matrix, rng, product=products.product(network)), 0.0
    elif network.weights is None and len(n) > products.SUMS_IN_CACHE:
        pairs, growth = _in_tiles(network, mean, rng)
    else:
        pairs, growth = eigenvalues.outlier_and_growth(network.matrix, mean, n, rng, products.product(network))
    separated = _exceeds(mean, n, growth) and np.abs(pairs.values[0]) > _above(growth)
    outlier = _separated_outlier(pairs.values[0], _alignments(pairs, network)[0]) if separated else _no_outlier()
    return outlier | Measured((), bulk_growth=growth) | _of_network_and_solver(network, pairs)


def _in_tiles(network, mean, rng):
    """Outlier and growth of a network too large for a matrix of its weights: its mask alone, in tiles."""
    add = Tiles(network.mask)
    m, n = network.vectors["m"], network.vectors["n"]
    pairs, growth = None, np.nan
    if m.all() and n.all() and add.connect_all():
        product = products.product(network, add=add)
        pairs, growth = eigenvalues.outlier_and_growth_of_component(product, mean, n, rng)
    if pairs is None:
        pairs, growth = eigenvalues.outlier_and_growth(network.matrix, mean, n, rng)
    return pairs, growth


def mean_connectivity(network, parameters):
    """u of the mean connectivity (1 − s)P = u**n**ᵀ of a sparsified rank-one network (Eq 29): array of shape (N,)."""
    m = network.vectors["m"]
    return m * (1 - parameters["sparsity"]) / (len(m) if parameters["scaled"] else 1)


def _has_no_bulk(parameters):
    """Whether P̃* is zero: no connection is kept, or all are and nothing is added."""
    return parameters["sparsity"] == 1 or (parameters["sparsity"] == 0 and not parameters.get("gain"))


def _above(bulk):
    """The modulus from which an eigenvalue is larger than the bulk by more than the tolerance of both."""
    return bulk * (1 + eigenvalues.TOLERANCE)


def _exceeds(mean, n, bulk):
    """Whether the structure **n**ᵀu is larger than the bulk, by more than rounding makes of vectors at right angles."""
    rounding = len(n) * np.finfo(float).eps * np.linalg.norm(n) * np.linalg.norm(mean)
    return n @ mean > _above(bulk) + rounding


def _separated_outlier(value, alignment):
    return Measured(
        (),
        outlier_real=value.real,
        outlier_imag=np.abs(value.imag),
        outlier_alignment=alignment,
        outlier_separated=1,
    )


def _no_outlier(value=np.nan):
    """What is stated of an outlier within the bulk, or of that of a network without connections, which is zero."""
    return Measured((), outlier_real=value, outlier_imag=value, outlier_alignment=np.nan, outlier_separated=0)


def _of_network_and_solver(network, pairs, *others):
    """What is measured of the connectivity vectors, and what the solver says of the leading eigenvalues."""
    m, n = network.vectors["m"], network.vectors["n"]
    return Measured(
        (),
        realised_overlap=ensembles.overlap(m, n),
        realised_square_product=np.mean((m * n) ** 2),
        spectral_radius=np.abs(pairs.values[0]),
        solver=pairs.solver,
        residual=pairs.residual,
    ) | _reliability(pairs, *others)


def _reliability(pairs, *others):
    """The condition of the leading eigenvalue, and whether it and those of other matrices are verified."""
    verified = all(some.verified for some in (pairs, *others))
    return Measured((), eigenvalue_condition=pairs.condition, eigenvalue_verified=int(verified))


def _alignments(pairs, network):
    """|cos| between each right eigenvector and **m**: array of shape (k,)."""
    m = network.vectors["m"]
    return np.abs(m @ pairs.vectors) / np.linalg.norm(m)


def _others(values, found):
    """Which eigenvalues are neither the one found nor its complex conjugate: boolean array of shape (k,)."""
    others = (values != values[found].conjugate()) | (values.imag == 0)
    others[found] = False
    return others


# What `spectra:` in an experiment's entry may be.
MEASUREMENTS = {measure.__name__: measure for measure in (whole, radius, bulk_and_outlier, bulk, bulk_growth)}
