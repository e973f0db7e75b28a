"""One thread, as in every job of the workflow."""

import sparse_lowrank.one_thread  # noqa: F401 - before NumPy is loaded
