"""What a user types after an interruption."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from helpers.workspace import SMOKE, Workspace, user_environment

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


@pytest.fixture
def another_disk(tmp_path):
    """An empty folder on another disk: that of shared memory, where there is one."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no other disk")
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


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


def test_an_interrupted_run_goes_on_after_its_folder_was_moved_to_another_disk(
    interrupted, another_disk, finished_once
):
    """It keeps what was done, but for the points that were being written."""
    workspace = interrupted(signal.SIGINT, after=3)
    done = {path.name: time for path, time in points(workspace).items()}
    moved = Workspace(Path(shutil.move(workspace.path, another_disk / "renamed")))
    said = moved.smoke(PANEL).stdout
    kept = done.items() & {path.name: time for path, time in points(moved).items()}.items()
    assert len(kept) >= len(done) - 2
    assert said.count(": Measuring the spectra of ") == 5 - len(kept)
    assert_same(moved, finished_once)
