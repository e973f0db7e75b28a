"""Small results of points, for tests of what is made from them."""

import numpy as np

from sparse_lowrank.datasets import point_files
from sparse_lowrank.measured import Measured


def content(n_units=10, sparsity=0.5, length=4, solvers=("arnoldi", "lapack", "none"), **parameters):
    """The results of three networks of a point; other sizes have other numbers."""
    rng = np.random.default_rng(n_units)
    measured = Measured(("replicate",), spectral_radius=rng.normal(size=3), solver=np.array(solvers))
    measured |= Measured(("replicate", "eigenvalue"), eigenvalue_real=rng.normal(size=(3, length)))
    parameters = {"n_units": n_units, "sparsity": sparsity, "network": "gaussian", **parameters}
    return point_files.at_point(measured, parameters)
