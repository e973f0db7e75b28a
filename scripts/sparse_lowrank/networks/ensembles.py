"""Network ensembles: sparsified Gaussian (Eq 2) and rank-one (Eqs 3 and 12) connectivity matrices, and their sum."""

import hashlib
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from sparse_lowrank import seeds
from sparse_lowrank.errors import UserError
from sparse_lowrank.networks import masks
from sparse_lowrank.records.stopwatch import counted_as


@dataclass
class Network:
    """One network: which connections it keeps, and what their weights follow from.

    mask : scipy.sparse.csc_array of shape (N, N), of ones; column j holds the outgoing connections of unit j. Of very
        many connections, a `masks.BlockedMask`.
    vectors : the connectivity, input and readout vectors by name ("m", "n", "input", "readout"), each float64 of shape
        (N,); empty for a Gaussian network.
    weights : float64 of shape (connections,) in the order of the mask; None where they are those of P = mnᵀ.
    scaled : whether P is mnᵀ/N (Eq 3) and not mnᵀ (Eq 12).
    """

    mask: sparse.csc_array
    vectors: dict = field(default_factory=dict)
    weights: np.ndarray | None = None
    scaled: bool = False

    @property
    def matrix(self):
        """The connectivity matrix, a `scipy.sparse.csc_array` of shape (N, N), float64.

        Raises UserError if the mask is a `BlockedMask`: there is no room for so many weights.
        """
        if isinstance(self.mask, masks.BlockedMask):
            raise UserError(
                f"a network of {self.mask.nnz} connections: too large for a matrix of its weights. Remedy: fewer units "
                "or connections; or measure what takes its mask alone: spectra: bulk_growth, or activity of one trial."
            )
        if self.weights is None:
            return rank_one(self.mask, self.vectors["m"], self.vectors["n"], self.scaled)
        return sparse.csc_array((self.weights, self.mask.indices, self.mask.indptr), shape=self.mask.shape)

    @counted_as("digests")
    def sha256(self):
        """Hexadecimal SHA-256 of what the matrix follows from, and of the vectors, bit for bit."""
        digest = hashlib.sha256(b"scaled" if self.scaled else b"")
        for array in (self.mask.indptr, *masks.rows(self.mask), self.weights):
            digest.update(b"none" if array is None else np.ascontiguousarray(array))
        for name, vector in sorted(self.vectors.items()):
            digest.update(name.encode())
            digest.update(np.ascontiguousarray(vector))
        return digest.hexdigest()


def generate(parameters, root, *purpose):
    """Draw one network.

    Parameters
    ----------
    parameters : dict
        The resolved parameters of a point of an experiment (see `points.points`): `network`, `n_units`,
        one of `sparsity`, `out_degree`, `in_degree`, and those of the ensemble.
    root, *purpose
        Root seed and what this network is for; see `seeds.generator`.

    Returns
    -------
    Network
        Of a rank-one network with a Gaussian part of adjustable strength the matrix is that part at g = 1.
    """
    mask = draw_mask(parameters, seeds.generator(root, *purpose, "mask"))
    if parameters["network"] == "gaussian":
        return Network(mask, {}, gaussian(seeds.generator(root, *purpose, "weights"), mask, parameters["gain"]).data)
    vectors = draw_vectors(parameters, seeds.generator(root, *purpose, "vectors"))
    if parameters["network"] == "rank_one":
        return Network(mask, vectors, scaled=parameters["scaled"])
    if parameters["network"] == "rank_one_plus_gaussian":
        return Network(mask, vectors, gaussian(seeds.generator(root, *purpose, "weights"), mask, 1.0).data)
    both = rank_one(mask, vectors["m"], vectors["n"], parameters["scaled"])
    if not parameters["shared_mask"]:
        mask = draw_mask(parameters, seeds.generator(root, *purpose, "gaussian mask"))
    both += gaussian(seeds.generator(root, *purpose, "weights"), mask, parameters["gain"])
    return Network(masks.compressed(sparse.csc_array, both.indices, both.indptr, both.shape[0]), vectors, both.data)


def draw_mask(parameters, rng):
    """The mask that the parameters ask for: fixed out-degree, fixed in-degree or Bernoulli, in CSC form."""
    n_units = parameters["n_units"]
    if "out_degree" in parameters:
        return masks.fixed_out_degree(rng, n_units, parameters["out_degree"])
    if "in_degree" in parameters:
        return masks.fixed_in_degree(rng, n_units, parameters["in_degree"]).tocsc()
    return masks.bernoulli(rng, n_units, parameters["sparsity"])


def gaussian(rng, mask, gain):
    """Sparsified Gaussian matrix J ⊙ X with J_ij ~ N(0, g²/N) (Eqs 2 and 19).

    Only the weights that the mask X keeps are drawn. Returns a `scipy.sparse.csc_array` of shape (N, N).
    """
    n_units = mask.shape[0]
    weights = rng.normal(scale=gain / np.sqrt(n_units), size=mask.nnz)
    return sparse.csc_array((weights, mask.indices, mask.indptr), shape=mask.shape)


def rank_one(mask, m, n, scaled):
    """Sparsified rank-one matrix P ⊙ X with P = mnᵀ/N if `scaled` (Eq 3), else P = mnᵀ (Eq 12).

    Returns a `scipy.sparse.csc_array` of shape (N, N).
    """
    n_units = mask.shape[0]
    weights = m[mask.indices]
    weights *= np.repeat(n, np.diff(mask.indptr))
    if scaled:
        weights /= n_units
    return sparse.csc_array((weights, mask.indices, mask.indptr), shape=mask.shape)


def draw_vectors(parameters, rng):
    """The vectors "m" and "n", and the "input" and "readout" that the parameters ask for, by name."""
    variance, covariance = parameters["variance"], parameters["covariance"]
    x, y, z = rng.normal(size=(3, parameters["n_units"]))
    if parameters["orthogonal"]:
        x, y, z = orthogonalised(x, y, z)
    m, n = connectivity_vectors(x, y, z, variance, covariance)
    if "input_overlap" in parameters:
        return {"m": m, "n": n, "input": overlapping_input(rng, m, n, parameters["input_overlap"])}
    if parameters.get("task_vectors"):
        return {"m": m, "n": n, "input": y, "readout": x}
    return {"m": m, "n": n}


def connectivity_vectors(x, y, z, variance, covariance):
    """Connectivity vectors **m** and **n** of variance σ² and covariance σ_mn (Eqs 4, 17 and 18).

    Parameters
    ----------
    x, y, z : float64 arrays of shape (N,)
        Normal vectors: the directions of m alone, of n alone, and the one that they share. Exactly orthogonal ones
        remove the O(σ²/√N) scatter of the overlap mᵀn/N around σ_mn; the paper draws them independently.
    variance, covariance : float
        σ² and σ_mn with 0 ≤ σ_mn ≤ σ².

    Returns
    -------
    m, n : float64 arrays of shape (N,)
    """
    own, shared = np.sqrt(variance - covariance), np.sqrt(covariance)
    return own * x + shared * z, own * y + shared * z


def overlap(m, n):
    """mᵀn/N of connectivity vectors of shape (N,): σ_mn in the limit of large N (Eq 5)."""
    return inner_product(m, n) / len(m)


def overlapping_input(rng, m, n, correlation):
    """Input vector **I** = ξ + a**n**, ξ of unit variance and orthogonal to **m** and **n**, corr(n, I) as given."""
    *_, xi = orthogonalised(m, n - m * inner_product(m, n) / inner_product(m, m), rng.normal(size=len(m)))
    scale = correlation * np.sqrt(inner_product(xi, xi) / ((1 - correlation**2) * inner_product(n, n)))
    return xi + scale * n


def orthogonalised(*vectors):
    """The vectors made mutually orthogonal in the order given (modified Gram–Schmidt), not renormalised."""
    result = []
    for vector in vectors:
        for previous in result:
            vector = vector - previous * inner_product(previous, vector) / inner_product(previous, previous)
        result.append(vector)
    return result


def inner_product(a, b):
    """aᵀb of float64 arrays of shape (N,), added up by NumPy: the same to the last bit on every processor.

    BLAS adds in an order that depends on the processor. Nothing that draws a network may use it.
    """
    return np.sum(a * b)
