"""The arithmetic is pinned before NumPy is loaded, whatever the user's environment says."""

import json
import os
import subprocess
import sys

import pytest
import scipy.linalg  # noqa: F401 - its BLAS is part of what is stated

from helpers.project import ROOT
from sparse_lowrank import arithmetic
from sparse_lowrank.records import machine

MODERN, OLD = "flags : sse4_2 avx avx2 fma avx512f", "flags : sse4_2"
STATED = "from sparse_lowrank.records import machine; print(json.dumps(machine.arithmetic()))"

# What users have set for other programs.
SET = [
    {},
    {"OPENBLAS_CORETYPE": "Nehalem"},
    {"OPENBLAS_CORETYPE": "SkylakeX", "OPENBLAS_NUM_THREADS": "2", "OMP_NUM_THREADS": "2"},
    {"NPY_DISABLE_CPU_FEATURES": "X86_V3"},
    {"NPY_ENABLE_CPU_FEATURES": "X86_V3"},
    {"MKL_NUM_THREADS": "4", "MKL_CBWR": "AVX2", "OMP_DYNAMIC": "TRUE"},
]


def in_an_environment(code, variables):
    """What Python prints in a process whose user has set these variables."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={key: value for key, value in os.environ.items() if key not in arithmetic.VARIABLES}
        | {"PYTHONPATH": str(ROOT / "scripts")}
        | variables,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("variables", SET, ids=lambda variables: " ".join(variables) or "none")
def test_whatever_the_user_has_set_the_arithmetic_is_the_pinned_one(variables):
    stated = json.loads(in_an_environment(f"import json, sparse_lowrank, scipy.linalg; {STATED}", variables))
    assert stated == machine.arithmetic()


@pytest.mark.skipif(not arithmetic.pinned(), reason="this processor lacks what the pinned arithmetic takes")
def test_every_blas_has_the_pinned_kernel():
    kernel = arithmetic.pinned()[arithmetic.KERNEL]
    assert machine.arithmetic()["blas"]
    assert all(blas.lower().endswith(kernel.lower()) for blas in machine.arithmetic()["blas"])


def test_a_processor_without_avx2_gets_a_kernel_of_its_own_and_says_so():
    environment = {"OPENBLAS_CORETYPE": "SkylakeX", "OMP_NUM_THREADS": "8"}
    arithmetic.pin(environment, "x86_64", OLD)
    assert environment[arithmetic.KERNEL] == "Nehalem"
    assert environment["OMP_NUM_THREADS"] == "1"
    assert "kernel Nehalem, not Haswell" in arithmetic.remark("x86_64", OLD)
    assert arithmetic.remark("x86_64", MODERN) == ""


@pytest.mark.parametrize("architecture", ["riscv64", "ppc64le"])
def test_an_architecture_without_a_pin_is_left_to_the_libraries(architecture):
    assert arithmetic.pinned(architecture, MODERN) == {}
    assert "of its own choice" in arithmetic.remark(architecture, MODERN)


def test_a_modern_processor_gets_the_kernel_that_all_of_its_kind_have():
    assert arithmetic.pinned("x86_64", MODERN)[arithmetic.KERNEL] == "Haswell"


def test_the_audit_pins_the_arithmetic_before_it_loads_numpy():
    """It is run by hand. The scripts of rules inherit what is pinned where Snakemake reads the rules."""
    code = f"import json, audit; {STATED}"
    assert json.loads(in_an_environment(code, {"OPENBLAS_CORETYPE": "Nehalem"})) == machine.arithmetic()


def test_another_arithmetic_is_told_from_the_same():
    here = machine.arithmetic()
    assert machine.is_same_arithmetic(here, here)
    assert machine.is_same_arithmetic(here | {"blas": here["blas"][:1]}, here)
    assert not machine.is_same_arithmetic(here | {"blas": ["openblas 0.3.30 Nehalem"]}, here)
    assert not machine.is_same_arithmetic(here | {"libc": "glibc 2.17"}, here)
