"""How the bulk of a sparsified rank-one network fills its disk: the distribution of its moduli.

The entries of P̃* = P̃ − (1 − s)P (Eq 29) have mean zero and variance s(1 − s)m_i²n_j² (over N² if scaled), a profile of
rank one. So P̃* = D_m X D_n with independent entries of X, and its eigenvalues are those of XD: a matrix of the circular
law, whose columns are multiplied by

    d_i = √(s(1 − s)N) m_i n_i  (over N if scaled),

which is `formulas.bulk_edge` of a single m_i²n_i². As N → ∞ such a product is R-diagonal. Its eigenvalues have no
preferred direction, and a fraction F of them lies within the radius r, where, with w from 0 to ∞,

    q = d²/(w + d²),   1 − F = ⟨q⟩,   r² = w(1 − F)

(Haagerup & Larsen 2000, J Funct Anal 176:331; for variance profiles: Cook, Hachem, Najim & Renfrew 2018, Electron J
Probab 23:110). The mean ⟨·⟩ is that over the units of one network, or over all pairs m, n. If all d are equal, F =
r²/d², the circular law.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sparse_lowrank.theory import formulas

# How far, in log w, a solution is sought on both sides of the squared edge.
SMALLEST, LARGEST = -80.0, 25.0
# Nodes and weights of ∫ e^{−u} f(u) du by the trapezoidal rule in log u, whose error falls exponentially with its step.
STEP = 0.25
NODES = np.exp(np.arange(-40, 4, STEP))
WEIGHTS = STEP * NODES * np.exp(-NODES)


@dataclass(frozen=True)
class BulkLaw:
    """The distribution of the moduli of the bulk's eigenvalues.

    moment : function of an array w and of an order k = 1, 2, 3 that gives ⟨q^k⟩, an array of the shape of w
    edge : the radius √⟨d²⟩ of the disk
    """

    moment: Callable
    edge: float

    def radius(self, fraction):
        """The radius within which a fraction of the eigenvalues lies: a quantile of their moduli, as N → ∞.

        Takes numbers above 0 and below 1, of any shape.
        """
        fraction = np.asarray(fraction, float)
        return np.sqrt(self._w_of(fraction) * (1 - fraction))

    def fraction(self, radius):
        """The fraction of the eigenvalues within a radius, as N → ∞. Takes numbers above 0, of any shape."""
        radius = np.asarray(radius, float)
        inner = np.minimum(radius / self.edge, 1 - 1e-9)
        w = self._solve(lambda w, wanted: w * self.moment(w, 1) / self.edge**2 - wanted, inner**2)
        return np.where(radius < self.edge, 1 - self.moment(w, 1), 1.0)

    def shift(self, fraction, fixed_degree):
        """How sparsity shifts the fraction within the radius of this fraction, in units of K/N (`kurtosis`).

        To first order in 1/C. The entries of a sparse matrix have a fourth cumulant K V_ij² that adds

            −½ (K/N) Σ_j v(q) q_j² / ⟨q⟩²,   v(q) = ⟨q²⟩, or ⟨q²⟩ − ⟨q⟩² if every unit has exactly C connections,

        to log|det(P̃* − z)|²: it is −½ Σ_ij K (V_ij g_i h_j)² with the diagonals g and h of the resolvent, of which
        g_i is proportional to q_i and V_ij h_j to q_j. Where the sum of a column's squares cannot vary, only the
        variance of g counts. By Gauss's law the fraction within a fixed radius changes by

            δF = (K/N) [B(1 + B) − 2⟨q³⟩/⟨q⟩ − A],   B = ⟨q²⟩/⟨q⟩,   A = 0, or ⟨q⟩ − ⟨q⟩⟨q³⟩/⟨q²⟩ at exactly C.

        For a uniform profile this is (K/N) F(1 − F), the known effect of the fourth cumulant on linear statistics
        (Cipolloni, Erdős & Schröder 2023, Commun Pure Appl Math 76:946), or zero at exactly C.

        Parameters
        ----------
        fraction : float or array
            F, above 0 and below 1.
        fixed_degree : bool
            Whether every unit has exactly C connections, outgoing or incoming, rather than C on average.
        """
        w = self._w_of(np.asarray(fraction, float))
        first, second, third = (self.moment(w, order) for order in (1, 2, 3))
        ratio = second / first
        shift = ratio * (1 + ratio) - 2 * third / first
        return shift - first * (1 - third / second) if fixed_degree else shift

    def _w_of(self, fraction):
        return self._solve(lambda w, wanted: 1 - self.moment(w, 1) - wanted, fraction)

    def _solve(self, excess, wanted):
        """The w at which a rising function `excess` of w and of what is wanted is zero."""
        from scipy.optimize import elementwise  # here, because it takes long to load

        start, end = SMALLEST + 2 * np.log(self.edge), LARGEST + 2 * np.log(self.edge)
        bracket = (np.full(wanted.shape, start), np.full(wanted.shape, end))
        return np.exp(elementwise.find_root(lambda y, goal: excess(np.exp(y), goal), bracket, args=(wanted,)).x)


def of_vectors(scales):
    """The law for given connectivity vectors.

    Parameters
    ----------
    scales : array of shape (N,)
        |d_i| of every unit: `formulas.bulk_edge` of each m_i²n_i².
    """
    squares = np.asarray(scales, float) ** 2

    def moment(w, order):
        return ((squares / (np.asarray(w)[..., None] + squares)) ** order).mean(-1)

    return BulkLaw(moment, np.sqrt(squares.mean()))


def of_ensemble(scale, correlation):
    """The law for connectivity vectors from the bivariate normal law (Eqs 4, 17 and 18).

    With the characteristic function φ of the product d of two normal numbers,

        ⟨q^k⟩ = ∫ e^{−u} c_k(u) (1 − Re φ(u/√w)) du,   φ(t) = [(1 − i(1 + ρ)bt)(1 + i(1 − ρ)bt)]^{−1/2},

    since mn = ((m + n)² − (m − n)²)/4 is a difference of two independent squares; c_1 = 1, c_2 = (3 − u)/2 and
    c_3 = (15 − 9u + u²)/8 are those of the Fourier transforms of q^k.

    Parameters
    ----------
    scale : float
        b, `formulas.bulk_edge` of σ⁴ in place of m²n².
    correlation : float
        ρ = σ_mn/σ², from 0 to 1.
    """
    coefficients = {1: 1.0, 2: (3 - NODES) / 2, 3: (15 - 9 * NODES + NODES**2) / 8}

    def moment(w, order):
        t = scale * NODES / np.sqrt(np.asarray(w)[..., None])
        large, small = (1 + correlation) * t, (1 - correlation) * t
        log_modulus = -0.25 * (np.log1p(large**2) + np.log1p(small**2))
        phase = 0.5 * (np.arctan(large) - np.arctan(small))
        # 1 − Re φ, without cancellation.
        complement = 2 * np.sin(phase / 2) ** 2 - np.expm1(log_modulus) * np.cos(phase)
        return complement @ (WEIGHTS * coefficients[order])

    return BulkLaw(moment, scale * np.sqrt(1 + 2 * correlation**2))


def kurtosis(sparsity):
    """K = 1/(s(1 − s)) − 6, the fourth cumulant of an entry of P̃* over its squared variance; K/N → 1/C as s → 1."""
    return 1 / (sparsity * (1 - sparsity)) - 6


def spread_of_scales(correlation):
    """⟨d⁴⟩/⟨d²⟩² = (9 + 72ρ² + 24ρ⁴)/(1 + 2ρ²)² for vectors from the bivariate normal law of correlation ρ.

    The density of eigenvalues at the edge of the bulk is that of a uniform disk divided by this number.
    """
    return (9 + 72 * correlation**2 + 24 * correlation**4) / (1 + 2 * correlation**2) ** 2


def largest_modulus(n_units, correlation):
    """The largest modulus of the bulk's eigenvalues, over the edge, at finite N: near its mean, above 1.

    Close to the edge of their disk eigenvalues scatter as those of a Gaussian matrix of equal density there
    (universality at the edge: Cipolloni, Erdős & Schröder 2021, Probab Theory Relat Fields 179:1). Of equal radius
    and density at the edge is a Gaussian matrix of N/`spread_of_scales` units.
    """
    return formulas.ginibre_radius(round(n_units / spread_of_scales(correlation)))
