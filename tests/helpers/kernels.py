"""The arithmetics of other x86-64 processors: kernels of OpenBLAS, and instructions of NumPy, other than the pinned."""

import os
import re
import subprocess
import sys

import pytest

from sparse_lowrank.arithmetic import PROCESSOR

FIGURES = [f"figures/smoke/fig{number}.pdf" for number in range(1, 7)]
HAS_AVX512 = PROCESSOR.exists() and "avx512f" in PROCESSOR.read_text()
NEEDS_AVX512 = pytest.mark.skipif(not HAS_AVX512, reason="this processor lacks AVX-512")
NEEDS_X86_64 = pytest.mark.skipif(sys.platform != "linux" or os.uname().machine != "x86_64", reason="kernels of x86-64")
NO_AVX2 = "X86_V3 X86_V4 AVX512_ICL AVX512_SPR"

# Kernels of OpenBLAS, and the instructions that NumPy must not use: the oldest and the newest, and those in between.
FARTHEST = [
    pytest.param("Nehalem", NO_AVX2, id="Nehalem"),
    pytest.param("SkylakeX", "", marks=NEEDS_AVX512, id="SkylakeX with all that NumPy can use"),
]
OTHERS = [
    pytest.param("Haswell", "", id="Haswell with all that NumPy can use"),
    pytest.param("Zen", "X86_V4 AVX512_ICL AVX512_SPR", id="Zen"),
    pytest.param("SkylakeX", NO_AVX2, marks=NEEDS_AVX512, id="SkylakeX, old NumPy"),
    pytest.param("Sandybridge", NO_AVX2, id="Sandybridge"),
]

# Our package pins the arithmetic when it is imported. NumPy, loaded after that, gets another one here.
AUDIT_ELSEWHERE = """
import os, sys
import sparse_lowrank
os.environ["OPENBLAS_CORETYPE"], os.environ["NPY_DISABLE_CPU_FEATURES"] = sys.argv[1:3]
import audit
sys.exit(audit.main(sys.argv[3:]))
"""


def audit_elsewhere(workspace, kernel, features, *arguments, code=0):
    """What an audit prints on a processor for which OpenBLAS and NumPy choose this."""
    done = subprocess.run(
        [sys.executable, "-c", AUDIT_ELSEWHERE, kernel, features, *arguments],
        cwd=workspace.path,
        env=os.environ | {"PYTHONPATH": str(workspace.path / "scripts")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def assert_reproduced(workspace, kernel, features):
    """Every point of the paper's figures is reproduced within its tolerance, every figure to the last byte.

    Networks to the last bit: their SHA-256 are variables whose tolerance is zero.
    """
    found = audit_elsewhere(workspace, kernel, features, *FIGURES, "--replay", "1000")
    replayed = re.findall(r"^replayed .*: (.*)$", found, flags=re.MULTILINE)
    assert len(replayed) > 60
    assert set(replayed) <= {"bit-identical", "within tolerance, on another arithmetic"}
    redrawn = re.findall(r"^redrawn .*: (.*)$", found, flags=re.MULTILINE)
    assert redrawn == ["bit-identical"] * len(FIGURES)
