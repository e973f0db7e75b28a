"""What a user types after an interruption."""

import os
import signal
import subprocess
import time

import pytest
from conftest import SMOKE, user_environment

TARGET = "results/smoke/datasets/fig1_radius_vs_sparsity.nc"  # five points, of which one is done by then


@pytest.fixture
def interrupted(workspace):
    """A function that starts a run, sends a signal to all its processes when one point is done, and waits."""

    def interrupt(number):
        command = workspace.command("--cores", "2", TARGET, *SMOKE)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        run = subprocess.Popen(command, cwd=workspace.path, env=user_environment(), start_new_session=True, **quiet)
        try:
            while len(list(workspace.path.glob("results/smoke/spectra/*/*.nc"))) < 1:
                assert run.poll() is None, "the run ended by itself"
                time.sleep(0.05)
        finally:
            if run.poll() is None:
                os.killpg(run.pid, number)
            run.wait(timeout=60)
        assert not (workspace.path / TARGET).exists()
        return workspace

    return interrupt


def test_after_ctrl_c_the_same_command_is_enough(interrupted, finished_once):
    workspace = interrupted(signal.SIGINT)
    workspace.smoke(TARGET)
    assert (workspace.path / TARGET).read_bytes() == (finished_once.path / TARGET).read_bytes()


def test_after_kill_9_snakemake_asks_for_unlock_and_then_the_same_command_is_enough(interrupted, finished_once):
    workspace = interrupted(signal.SIGKILL)
    refused = workspace.snakemake("--cores", "2", TARGET, *SMOKE, check=False)
    assert refused.returncode != 0
    assert "--unlock" in refused.stdout
    workspace.snakemake("--unlock")
    workspace.smoke(TARGET)
    assert (workspace.path / TARGET).read_bytes() == (finished_once.path / TARGET).read_bytes()
