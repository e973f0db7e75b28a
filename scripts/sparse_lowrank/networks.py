"""Network ensembles: sparsified Gaussian (Eq 2) and rank-one (Eqs 3 and 12) connectivity matrices."""

import hashlib
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from sparse_lowrank import masks, seeds


@dataclass
class Network:
    """One connectivity matrix and the vectors it was built from.

    matrix : scipy.sparse.csc_array of shape (N, N), float64; column j holds the outgoing weights of unit j.
    vectors : the connectivity vectors by name ("m", "n"), each float64 of shape (N,); empty for a Gaussian network.
    """

    matrix: sparse.csc_array
    vectors: dict = field(default_factory=dict)

    def sha256(self):
        """Hexadecimal SHA-256 of the matrix and the vectors, bit for bit."""
        digest = hashlib.sha256()
        for array in (self.matrix.indptr, self.matrix.indices, self.matrix.data):
            digest.update(np.ascontiguousarray(array))
        for name, vector in sorted(self.vectors.items()):
            digest.update(name.encode())
            digest.update(np.ascontiguousarray(vector))
        return digest.hexdigest()


def generate(parameters, root, *purpose):
    """Draw one network.

    Parameters
    ----------
    parameters : dict
        The resolved parameters of a point of an experiment (see `parameters.points`): `network`, `n_units`,
        one of `sparsity`, `out_degree`, `in_degree`, and those of the ensemble.
    root, *purpose
        Root seed and what this network is for; see `seeds.generator`.

    Returns
    -------
    Network
    """
    mask = draw_mask(parameters, seeds.generator(root, *purpose, "mask"))
    if parameters["network"] == "gaussian":
        return Network(gaussian(seeds.generator(root, *purpose, "weights"), mask, parameters["gain"]))
    m, n = connectivity_vectors(
        seeds.generator(root, *purpose, "vectors"),
        parameters["n_units"],
        parameters["variance"],
        parameters["covariance"],
        parameters["orthogonal"],
    )
    return Network(rank_one(mask, m, n, parameters["scaled"]), {"m": m, "n": n})


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
    columns = np.repeat(np.arange(n_units), np.diff(mask.indptr))
    weights = m[mask.indices] * n[columns] / (n_units if scaled else 1)
    return sparse.csc_array((weights, mask.indices, mask.indptr), shape=mask.shape)


def connectivity_vectors(rng, n_units, variance, covariance, orthogonal):
    """Connectivity vectors **m** and **n** of variance σ² and covariance σ_mn (Eqs 4, 17 and 18).

    Parameters
    ----------
    rng : numpy.random.Generator
    n_units : int
        N.
    variance, covariance : float
        σ² and σ_mn with 0 ≤ σ_mn ≤ σ².
    orthogonal : bool
        Whether the three normal vectors are made exactly orthogonal before they are mixed, which removes the
        O(σ²/√N) scatter of the overlap mᵀn/N around σ_mn. The paper draws them independently.

    Returns
    -------
    m, n : float64 arrays of shape (N,)
    """
    x, y, z = rng.normal(size=(3, n_units))
    if orthogonal:
        x, y, z = orthogonalised(x, y, z)
    own, shared = np.sqrt(variance - covariance), np.sqrt(covariance)
    return own * x + shared * z, own * y + shared * z


def orthogonalised(*vectors):
    """The vectors made mutually orthogonal in the order given (modified Gram–Schmidt), not renormalised."""
    result = []
    for vector in vectors:
        for previous in result:
            vector = vector - previous * (previous @ vector) / (previous @ previous)
        result.append(vector)
    return result
