"""Small results of points, for tests of what is made from them."""

import numpy as np

from sparse_lowrank.datasets import point_files
from sparse_lowrank.measured import Measured


def result(n_units=10, sparsity=0.5, length=4, **parameters):
    """The results of three networks of a point as a Dataset; other sizes have other numbers."""
    rng = np.random.default_rng(n_units)
    radii, solvers = rng.normal(size=3), np.array(["arnoldi", "lapack", "none"])
    measured = Measured(("replicate",), spectral_radius=radii, solver=solvers)
    measured |= Measured(("replicate", "eigenvalue"), eigenvalue_real=rng.normal(size=(3, length)))
    return point_files.at_point(
        measured, {"n_units": n_units, "sparsity": sparsity, "network": "gaussian", **parameters}
    )
