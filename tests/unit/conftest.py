"""The arithmetic of every job of the workflow."""

import sparse_lowrank  # noqa: F401 - before NumPy is loaded
