"""The bulk of a sparsified rank-one network to which a sparsified Gaussian one of strength g is added.

J = P ⊙ X + G ⊙ Y with P = mnᵀ/N (Eq 3) or mnᵀ (Eq 12), G_ij ~ N(0, g²/N) (Eq 2), and masks X and Y that keep a
connection with probability 1 − s (Eq 19). Given **m** and **n**, the entries of J − (1 − s)P have the variance

    V_ij = s(1 − s) m_i² n_j² + (1 − s) g²/N        (P = mnᵀ),

the sum of Eqs 8 and 21. It is the same if both parts share one mask: the mean of G_ij is zero, so that the product of
both parts has none. For N → ∞ the eigenvalues of a matrix with independent entries of mean zero fill the disk whose
radius is the root of the largest eigenvalue of V (Alt, Erdős & Krüger 2018, Ann Appl Probab 28:148). V has rank two,
with columns spanned by a = (m_i²) and the vector of ones: on them it is the matrix

    [ A          s(1 − s)N⟨n²⟩ ]      A = s(1 − s)N⟨m²n²⟩   the squared edge of the rank-one part (`formulas.bulk_edge`)
    [ G⟨m²⟩      G             ]      G = (1 − s)g²         the squared radius of the Gaussian part (Eq 6)

whose largest eigenvalue is (A + G)/2 + √((A − G)²/4 + GB) with B = s(1 − s)N⟨m²⟩⟨n²⟩ (Eqs 9 and 14, squared). If
⟨m²n²⟩ = ⟨m²⟩⟨n²⟩ then A = B, and the squared radii of the two parts add up.

Moments K[a][b] = ⟨m²ᵃn²ᵇ⟩ are numbers or arrays, as are all other arguments; all are dimensionless.
"""

import numpy as np

from sparse_lowrank.theory import formulas


def realised_moments(m, n):
    """Moments ⟨m²ᵃn²ᵇ⟩, a, b = 0, 1, 2, of connectivity vectors of shape (N,): float64 array of shape (3, 3)."""
    powers = np.arange(3)[:, None]
    return (m**2) ** powers @ ((n**2) ** powers).T / len(m)


def expected_moments(variance, covariance):
    """Their expectation for normal vectors of variance σ² and covariance σ_mn (Eq 4), by Isserlis' theorem.

    Returns lists of three rows of three; the entries have the shape of the arguments.
    """
    square, mixed = variance**2, covariance**2
    one = np.ones_like(square)
    both = square + 2 * mixed
    two_and_one = 3 * variance * (square + 4 * mixed)
    return [
        [one, variance, 3 * square],
        [variance, both, two_and_one],
        [3 * square, two_and_one, 9 * square**2 + 72 * square * mixed + 24 * mixed**2],
    ]


def bulk_edge(moments, n_units, sparsity, gain, scaled):
    """Radius of the bulk as N → ∞: the root of the largest eigenvalue of the variance profile.

    Parameters
    ----------
    moments : sequence of shape (3, 3)
        ⟨m²ᵃn²ᵇ⟩: `realised_moments` or `expected_moments`.
    n_units : int or array
        N.
    sparsity : float or array
    gain : float or array
        g.
    scaled : bool
        Whether P = mnᵀ/N rather than P = mnᵀ.
    """
    return np.sqrt(_largest_eigenvalue(moments, n_units, sparsity, gain, scaled))


def units_at_edge(moments, n_units, sparsity, gain, scaled):
    """How many units a matrix with equal variances would have for its eigenvalues to lie as densely at the edge.

    With the right and the left leading eigenvector r, l of V and ρ its eigenvalue, the fraction of eigenvalues beyond
    |λ| = √τ is (1 − τ/ρ)⟨lr⟩²/⟨l²r²⟩ close to the edge, and 1 − τ/ρ for equal variances (the equations of Alt, Erdős &
    Krüger, to first order in 1 − τ/ρ). The largest modulus exceeds the edge by what this density allows: the
    number to put into `formulas.ginibre_radius` is N⟨lr⟩²/⟨l²r²⟩. Arguments as of `bulk_edge`; 0 < s < 1 or g > 0.
    """
    gaussian = formulas.gaussian_radius(gain, sparsity) ** 2
    own = _largest_eigenvalue(moments, n_units, sparsity, gain, scaled) - gaussian
    right, left = (own, gaussian * moments[1][0]), (own, gaussian * moments[0][1])  # of m² and 1, of n² and 1
    square = [(of[0] ** 2, 2 * of[0] * of[1], of[1] ** 2) for of in (right, left)]  # of m⁴, m², 1 and n⁴, n², 1
    mean = sum(right[i] * left[j] * moments[1 - i][1 - j] for i in range(2) for j in range(2))
    mean_square = sum(square[0][i] * square[1][j] * moments[2 - i][2 - j] for i in range(3) for j in range(3))
    return n_units * mean**2 / mean_square


def finite_size_edge(moments, n_units, sparsity, gain, scaled):
    """About the mean of the largest modulus at finite N: `bulk_edge` times the radius of `units_at_edge` units.

    Arguments as of `units_at_edge`.
    """
    units = np.asarray(units_at_edge(moments, n_units, sparsity, gain, scaled))
    excess = np.vectorize(lambda count: formulas.ginibre_radius(round(count)))(units)
    return bulk_edge(moments, n_units, sparsity, gain, scaled) * excess


def _largest_eigenvalue(moments, n_units, sparsity, gain, scaled):
    structure = formulas.bulk_edge(moments[1][1], n_units, sparsity, scaled) ** 2
    uncorrelated = formulas.bulk_edge(moments[1][0] * moments[0][1], n_units, sparsity, scaled) ** 2
    gaussian = formulas.gaussian_radius(gain, sparsity) ** 2
    return (structure + gaussian) / 2 + np.sqrt((structure - gaussian) ** 2 / 4 + gaussian * uncorrelated)
