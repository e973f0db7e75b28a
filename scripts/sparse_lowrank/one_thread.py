"""One thread for linear algebra, as in every job, so that sums come out the same: to be imported before NumPy."""

import os

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"
