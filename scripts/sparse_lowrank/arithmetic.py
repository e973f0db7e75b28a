"""The arithmetic of every job: one thread, and for each architecture one BLAS kernel and one choice of instructions.

OpenBLAS and NumPy choose their code by the processor, and another choice gives other last digits. What is chosen here
is what every processor of an architecture has (on x86-64 every one with AVX2). It is set in the environment, whatever
was there before, when the package is imported: before NumPy is loaded, which reads it then.
"""

import os
import platform
from pathlib import Path

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
KERNEL, FEATURES_OFF, FEATURES_ON = "OPENBLAS_CORETYPE", "NPY_DISABLE_CPU_FEATURES", "NPY_ENABLE_CPU_FEATURES"
VARIABLES = (*THREADS, KERNEL, FEATURES_OFF, FEATURES_ON)
# Of each architecture: OpenBLAS's kernel, and the instructions that change what NumPy computes.
PINNED = {
    "x86_64": {KERNEL: "Haswell", FEATURES_OFF: "X86_V4 AVX512_ICL AVX512_SPR"},
    "aarch64": {KERNEL: "ARMV8"},
}
NEEDED = {"x86_64": {"avx2", "fma"}}  # by the kernel: without them it would crash
PROCESSOR = Path("/proc/cpuinfo")
UNPINNED = (
    "This processor lacks what the pinned arithmetic takes (AVX2 on x86-64), or does not tell. OpenBLAS and NumPy "
    "choose for themselves: networks are the same as elsewhere, other numbers within the tolerances that they state."
)


def pin(environment=os.environ, architecture=None, processor=None):
    """Set one thread, and kernel and instructions where the processor has them; else those are left to the libraries.

    Parameters
    ----------
    environment : dict
        The variables of the environment, which are changed.
    architecture : str, optional
        As `platform.machine` names it; by default that of this machine.
    processor : str, optional
        What Linux says of the processor; by default what it says of this one.
    """
    for name in VARIABLES:
        environment.pop(name, None)
    environment |= dict.fromkeys(THREADS, "1") | pinned(architecture, processor)


def pinned(architecture=None, processor=None):
    """The variables that choose kernel and instructions on a processor (see `pin`), none where it lacks these."""
    architecture = architecture or platform.machine()
    if not NEEDED.get(architecture, set()) <= set((processor or _this_processor()).split()):
        return {}
    return PINNED.get(architecture, {})


def _this_processor():
    return PROCESSOR.read_text() if PROCESSOR.exists() else ""
