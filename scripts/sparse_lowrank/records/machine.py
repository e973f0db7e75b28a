"""What a file states of the machine that made it: the arithmetic on which the last digits of its numbers depend."""

import platform

import numpy as np
import threadpoolctl


def arithmetic():
    """The arithmetic at work in this process, as plain data.

    Returns
    -------
    dict
        `architecture`; `blas`, a list of what is loaded, each with version and kernel; `numpy_features`, the vector
        instructions that NumPy uses; `libc`, the C library, which computes exponentials and logarithms.
    """
    instructions = np.show_config(mode="dicts")["SIMD Extensions"]
    libraries = [library for library in threadpoolctl.threadpool_info() if library["user_api"] == "blas"]
    return {
        "architecture": platform.machine(),
        "blas": sorted({_named(library) for library in libraries}),
        "numpy_features": instructions["baseline"] + instructions.get("found", []),
        "libc": " ".join(platform.libc_ver()).strip() or platform.system(),
    }


def is_same_arithmetic(stated, here):
    """Whether the arithmetic that a file states is that of this process, which may have loaded more libraries."""
    rest = {key: value for key, value in stated.items() if key != "blas"}
    return set(stated.get("blas", ())) <= set(here["blas"]) and rest.items() <= here.items()


def _named(library):
    """A library by its name, version and kernel."""
    return " ".join(str(library[key]) for key in ("internal_api", "version", "architecture") if library.get(key))
