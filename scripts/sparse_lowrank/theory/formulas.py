"""The paper's closed formulas, and two finite-size corrections to set beside them.

N units, C connections per unit, sparsity s = 1 − C/N, connection strength g, variance σ² and covariance σ_mn of the
connectivity vectors **m** and **n**. Every argument may be a number or an array; all quantities are dimensionless.
"""

import numpy as np
import scipy  # its modules are loaded at their first use

NODES, WEIGHTS = np.polynomial.legendre.leggauss(120)  # of integrals from −1 to 1


def sparsity_of_degree(n_units, degree):
    """s = 1 − C/N."""
    return 1 - degree / n_units


def size_of_sparsity(sparsity, degree):
    """N = C/(1 − s), not rounded."""
    return degree / (1 - sparsity)


def gaussian_weight_variance(gain, n_units, sparsity):
    """Variance g²(1 − s)/N of the entries of a sparsified Gaussian matrix (Eq 21)."""
    return gain**2 * (1 - sparsity) / n_units


def circular_law_radius(weight_variance, n_units):
    """Radius √(Var·N) of the disk of eigenvalues of a matrix with independent entries of mean zero (Girko; Eq 22)."""
    return np.sqrt(weight_variance * n_units)


def gaussian_radius(gain, sparsity):
    """Spectral radius R = g√(1 − s) of a sparsified Gaussian network (Eqs 6 and 22)."""
    return gain * np.sqrt(1 - sparsity)


def gaussian_radius_of_degree(gain, n_units, degree):
    """Spectral radius R = g√(C/N) of a Gaussian network with C connections per unit (Eq 23)."""
    return gain * np.sqrt(degree / n_units)


def outlier(covariance, sparsity):
    """Outlier λ₁ = (1 − s)σ_mn of the scaled rank-one network P = mnᵀ/N (Eqs 7 and 28)."""
    return (1 - sparsity) * covariance


def outlier_of_degree(covariance, n_units, degree):
    """Outlier λ₁ = Cσ_mn/N of the scaled rank-one network with C connections per unit (Eq 10)."""
    return degree * covariance / n_units


def outlier_unscaled(covariance, degree):
    """Outlier λ₁ = Cσ_mn of the unscaled rank-one network P = mnᵀ (Eq 13)."""
    return degree * covariance


def bulk_weight_variance(variance, n_units, sparsity):
    """Variance σ⁴s(1 − s)/N² of the entries of P̃* = P̃ − (1 − s)P, P = mnᵀ/N (Eqs 8 and 30)."""
    return variance**2 * sparsity * (1 - sparsity) / n_units**2


def bulk_weight_variance_of_degree(variance, n_units, degree):
    """Variance Cσ⁴(N − C)/N⁴ of the entries of P̃* with C connections per unit (Eq 31)."""
    return degree * variance**2 * (n_units - degree) / n_units**4


def bulk_radius(variance, n_units, sparsity):
    """Bulk radius R = σ²√(s(1 − s)/N) of the scaled rank-one network (Eq 9)."""
    return variance * np.sqrt(sparsity * (1 - sparsity) / n_units)


def bulk_radius_of_degree(variance, n_units, degree):
    """Bulk radius R = √C σ²√(N − C)/√N³ of the scaled rank-one network with C connections per unit (Eq 11)."""
    return np.sqrt(degree) * variance * np.sqrt(n_units - degree) / np.sqrt(n_units**3)


def bulk_radius_unscaled(variance, n_units, degree):
    """Bulk radius R = √C σ²√(N − C)/√N of the unscaled rank-one network P = mnᵀ (Eq 14)."""
    return np.sqrt(degree) * variance * np.sqrt(n_units - degree) / np.sqrt(n_units)


def bulk_radius_limit(variance, degree):
    """√C σ², the bulk radius of the unscaled rank-one network as N → ∞ at fixed C (below Eq 14)."""
    return np.sqrt(degree) * variance


def bulk_edge(square_product, n_units, sparsity, scaled):
    """Bulk radius for given connectivity vectors as N → ∞, R² = s(1 − s)·Σ m_i²n_i² (over N² if scaled).

    The variance profile s(1 − s)m_i²n_j² of P̃* has rank one, so the edge of its spectrum as N → ∞ is the root of the
    profile's only eigenvalue. Eq 9 puts σ⁴ for the mean of m_i²n_i², whose expectation is σ⁴ + 2σ_mn².

    Parameters
    ----------
    square_product : float or array
        The mean of m_i²n_i² over the units.
    n_units : int or array
        N.
    sparsity : float or array
    scaled : bool
        Whether P = mnᵀ/N rather than P = mnᵀ.
    """
    return np.sqrt(sparsity * (1 - sparsity) * n_units * square_product) / (n_units if scaled else 1)


def ginibre_radius(n_units):
    """Spectral radius of a dense Gaussian matrix of weight variance 1/N at finite N: near its mean, above 1.

    The squared moduli of the eigenvalues of N complex Gaussian entries a row are independent Gamma(k)/N variables,
    k = 1 … N (Kostlan 1992, Linear Algebra Appl 162–164:385). The eigenvalues of a real matrix come in conjugate pairs,
    half as many independent chances to exceed a radius, hence the square root of the distribution function (its limit
    law: Rider & Sinclair 2014, Ann Appl Probab 24:1621). Real eigenvalues are not treated apart; they add to the mean
    0.3 % at N = 400 and 0.8 % at N = 100.

    Parameters
    ----------
    n_units : int
        N.
    """
    shapes = np.arange(1, n_units + 1)
    width = 1 / np.sqrt(n_units)
    low, high = max(0.0, 1 - 4 * width), 1 + 6 * width
    radii = low + (high - low) * (NODES + 1) / 2
    below = [np.sqrt(np.prod(scipy.special.gammainc(shapes, n_units * r**2))) for r in radii]
    return high - (high - low) / 2 * (WEIGHTS @ below)
