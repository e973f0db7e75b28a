"""What a user types after an interruption."""

import os
import signal
import subprocess
import time

import pytest

from helpers.workspace import SMOKE, user_environment

DATASET = "results/smoke/datasets/fig1_radius_vs_sparsity.nc"  # five points
PANEL = "figures/smoke/panels/fig1c.pdf"  # drawn from it


@pytest.fixture
def interrupted(workspace):
    """A function that starts a run, sends a signal to all its processes when some points are done, and waits."""

    def interrupt(number, after):
        command = workspace.command("--cores", "2", PANEL, *SMOKE)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        run = subprocess.Popen(
            command,
            cwd=workspace.path,
            env=user_environment(),
            start_new_session=True,
            # As in a terminal, whatever runs the tests: a process that was started in the background ignores Ctrl-C.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            **quiet,
        )
        try:
            while len(points(workspace)) < after:
                assert run.poll() is None, "the run ended by itself"
                time.sleep(0.05)
        finally:
            if run.poll() is None:
                os.killpg(run.pid, number)
            run.wait(timeout=60)
        assert not (workspace.path / DATASET).exists()
        return workspace

    return interrupt


def points(workspace):
    """The time of each point that is done, by its file."""
    return {path: path.stat().st_mtime_ns for path in workspace.path.glob("results/smoke/spectra/*/*.nc")}


def assert_same(workspace, other):
    for name in (DATASET, PANEL):
        assert (workspace.path / name).read_bytes() == (other.path / name).read_bytes()


def test_after_ctrl_c_the_same_command_is_enough(interrupted, finished_once):
    workspace = interrupted(signal.SIGINT, after=1)
    workspace.smoke(PANEL)
    assert_same(workspace, finished_once)


def test_after_kill_9_and_unlock_the_same_command_goes_on(interrupted, finished_once):
    """It keeps what was done, but for the points that were being written."""
    workspace = interrupted(signal.SIGKILL, after=3)
    done = points(workspace)
    refused = workspace.snakemake("--cores", "2", PANEL, *SMOKE, check=False)
    assert refused.returncode != 0
    assert "--unlock" in refused.stdout
    workspace.snakemake("--unlock")
    workspace.smoke(PANEL)
    assert len(done.items() & points(workspace).items()) >= len(done) - 2
    assert_same(workspace, finished_once)
