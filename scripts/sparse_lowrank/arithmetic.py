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
# Of each architecture: what a processor must have, OpenBLAS's kernel for it, and the instructions that NumPy leaves
# out. The first that fits is taken. A kernel crashes on a processor that lacks what it needs.
PINNED = {
    "x86_64": [({"avx2", "fma"}, "Haswell", "X86_V4 AVX512_ICL AVX512_SPR"), (set(), "Nehalem", "X86_V3 X86_V4")],
    "aarch64": [(set(), "ARMV8", "ASIMDHP ASIMDDP ASIMDFHM SVE")],
}
PROCESSOR = Path("/proc/cpuinfo")
USUAL = {architecture: kernels[0][1] for architecture, kernels in PINNED.items()}


def pin(environment=os.environ, architecture=None, processor=None):
    """Set one thread, kernel and instructions; on an unknown architecture the last two are left to the libraries.

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
    """The variables that choose kernel and instructions on a processor (see `pin`); none on an unknown architecture."""
    words = set((processor or _this_processor()).split())
    for needed, kernel, unused in PINNED.get(architecture or platform.machine(), ()):
        if needed <= words:
            return {KERNEL: kernel, FEATURES_OFF: unused}
    return {}


def remark(architecture=None, processor=None):
    """What the log of a job says where the arithmetic is not the usual one of an architecture; else nothing."""
    usual = USUAL.get(architecture or platform.machine())
    kernel = pinned(architecture, processor).get(KERNEL)
    if kernel == usual and usual:
        return ""
    return (
        f"This processor gets the BLAS kernel {kernel or 'of its own choice'}, not {usual or 'a pinned one'}. Networks "
        "are the same as elsewhere; other numbers are so within the tolerances that the variables of datasets state."
    )


def _this_processor():
    return PROCESSOR.read_text(encoding="utf-8") if PROCESSOR.exists() else ""
