"""The same numbers on every machine: pinned where the workflow runs, compared within tolerances where it cannot be."""

import os
import re
import subprocess
import sys

import pytest
from test_audit import audit, change_a_number_of_a_point_and_write_it_again

from helpers.workspace import SMOKE
from sparse_lowrank.arithmetic import PROCESSOR

FIGURES = [f"figures/smoke/fig{number}.pdf" for number in range(1, 7)]
HAS_AVX512 = PROCESSOR.exists() and "avx512f" in PROCESSOR.read_text()
NEEDS_AVX512 = pytest.mark.skipif(not HAS_AVX512, reason="this processor lacks AVX-512")

# Kernels of OpenBLAS, and the instructions that NumPy must not use.
ARITHMETICS = [
    pytest.param("Haswell", "", id="Haswell with all that NumPy can use"),
    pytest.param("Zen", "X86_V4 AVX512_ICL AVX512_SPR", id="Zen"),
    pytest.param("SkylakeX", "", marks=NEEDS_AVX512, id="SkylakeX with all that NumPy can use"),
    pytest.param("SkylakeX", "X86_V3 X86_V4 AVX512_ICL AVX512_SPR", marks=NEEDS_AVX512, id="SkylakeX, old NumPy"),
    pytest.param("Sandybridge", "X86_V3 X86_V4 AVX512_ICL AVX512_SPR", id="Sandybridge"),
    pytest.param("Nehalem", "X86_V3 X86_V4 AVX512_ICL AVX512_SPR", id="Nehalem"),
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


@pytest.mark.skipif(sys.platform != "linux" or os.uname().machine != "x86_64", reason="kernels of x86-64")
@pytest.mark.parametrize(("kernel", "features"), ARITHMETICS)
def test_with_another_arithmetic_every_point_is_reproduced_within_tolerance(finished_once, kernel, features):
    """Networks to the last bit: their SHA-256 are variables whose tolerance is zero."""
    found = audit_elsewhere(finished_once, kernel, features, *FIGURES, "--replay", "1000")
    replayed = re.findall(r"^replayed .*: (.*)$", found, flags=re.MULTILINE)
    assert len(replayed) > 60
    assert set(replayed) <= {"bit-identical", "within tolerance, on another arithmetic"}
    redrawn = re.findall(r"^redrawn .*: (.*)$", found, flags=re.MULTILINE)
    assert redrawn == ["bit-identical"] * len(FIGURES)


def test_with_another_arithmetic_a_changed_number_is_not_reproduced(finished):
    change_a_number_of_a_point_and_write_it_again(finished, by=1e-4)
    arguments = (FIGURES[0], "--panel", "d", "--where", "n_units=160", "--replay", "1")
    found = audit_elsewhere(finished, "Nehalem", "X86_V3", *arguments, code=6)
    assert "DIFFERS beyond tolerance in spectral_radius (by up to 0.0001)" in found


def test_with_the_same_arithmetic_every_bit_counts(finished):
    change_a_number_of_a_point_and_write_it_again(finished, by=1e-9)
    arguments = (FIGURES[0], "--panel", "d", "--where", "n_units=160", "--replay", "1")
    assert "DIFFERS in spectral_radius by up to 1e-09" in audit(finished, *arguments, code=6)


SET_BY_THE_USER = {
    "OPENBLAS_CORETYPE": "Nehalem",
    "OPENBLAS_NUM_THREADS": "2",
    "OMP_NUM_THREADS": "2",
    "OMP_DYNAMIC": "TRUE",
    "MKL_NUM_THREADS": "2",
    "MKL_CBWR": "COMPATIBLE",
    "NPY_ENABLE_CPU_FEATURES": "X86_V3",
}


def test_whatever_the_user_has_set_a_run_gives_the_same_bytes(workspace, finished_once):
    targets = ["results/smoke/datasets/fig2_spectra.nc", "results/smoke/datasets/fig5_regimes.nc"]
    workspace.snakemake("--cores", "2", *targets, *SMOKE, **SET_BY_THE_USER)
    for target in targets:
        assert (workspace.path / target).read_bytes() == (finished_once.path / target).read_bytes()
