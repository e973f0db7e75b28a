"""Other processors, emulated, draw the same networks, and agree with this one in all that is computed from them."""

import json

import pytest
from emulation import PROCESSORS, on_an_old_processor

from sparse_lowrank.datasets import dataset_files
from sparse_lowrank.planning.experiments import SIMULATION_KEYS
from sparse_lowrank.provenance import agreement
from sparse_lowrank.provenance.findings import Finding
from sparse_lowrank.spectra.measurements import MEASUREMENTS

FIGURE = "figures/smoke/fig1.pdf"
KINDS = [*MEASUREMENTS, *SIMULATION_KEYS]
PRODUCT = "import numpy; numpy.ones((99, 99)) @ numpy.ones((99, 99))"


@pytest.mark.parametrize("processor", ["arm", "arm with all instructions", "old"])
@pytest.mark.parametrize("what", ["networks", "other draws"])
def test_all_that_is_drawn_is_the_same_to_the_last_bit(computed, processor, what):
    """Networks of every point of every experiment; initial states, start vectors and stimuli."""
    there, here = (json.loads((computed[name] / "drawn.json").read_text())[what] for name in (processor, "this"))
    assert there == here


@pytest.mark.parametrize("processor", ["arm", "old"])
@pytest.mark.parametrize("kind", KINDS)
def test_results_are_within_the_tolerances_that_they_state(computed, processor, kind):
    there, here = (dataset_files.read(computed[name] / f"{kind}.nc") for name in (processor, "this"))
    assert agreement.of_points(here, there).finding is not Finding.NOT_REPRODUCED


@pytest.mark.parametrize("kind", KINDS)
def test_instructions_that_not_every_arm_has_change_no_bit(computed, kind):
    """Unpinned, OpenBLAS would choose another kernel for a processor with SVE."""
    plain, rich = (dataset_files.read(computed[name] / f"{kind}.nc") for name in ("arm", "arm with all instructions"))
    assert plain.attrs["content_sha256"] == rich.attrs["content_sha256"]


@pytest.mark.parametrize("processor", ["arm", "old"])
def test_a_figure_made_here_is_reproduced_there(finished_once, processor):
    """Three of its points are computed again, and its picture is drawn again."""
    audit = PROCESSORS[processor](
        finished_once.path / "scripts/audit.py", FIGURE, "--replay", "3", cwd=finished_once.path
    )
    assert audit.returncode == 0, audit.stdout + audit.stderr
    assert "within tolerance, on another arithmetic" in audit.stdout


def test_a_processor_without_avx2_gets_another_kernel_and_says_so(computed):
    assert "the BLAS kernel Nehalem" in (computed["old"] / "log").read_text()
    assert "the BLAS kernel" not in (computed["this"] / "log").read_text()


def test_the_usual_kernel_would_crash_a_processor_without_avx2():
    assert on_an_old_processor("-c", PRODUCT, OPENBLAS_CORETYPE="Haswell").returncode < 0
    assert on_an_old_processor("-c", PRODUCT, OPENBLAS_CORETYPE="Nehalem").returncode == 0
