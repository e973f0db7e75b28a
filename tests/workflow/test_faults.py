"""What goes wrong is named, what was computed is kept, and the same command goes on."""

import os
import signal
import subprocess
import time

import netCDF4
import pytest
from conftest import SMOKE, checkout, user_environment

DATASET = "results/smoke/datasets/fig1_radius_vs_size.nc"
POINT = "results/smoke/spectra/fig1_radius_vs_size/n_units=160~out_degree=40~gain=1.nc"


def truncate(path):
    path.write_bytes(path.read_bytes()[:1000])


def replace_with_foreign(path):
    path.unlink()
    with netCDF4.Dataset(path, "w") as foreign:
        foreign.createDimension("x", 3)


@pytest.mark.parametrize("damage", [truncate, replace_with_foreign])
def test_a_damaged_input_is_named_and_rebuilt_as_the_message_says(finished, damage):
    intact = (finished.path / DATASET).read_bytes()
    damage(finished.path / POINT)
    (finished.path / DATASET).unlink()
    done = finished.snakemake("--cores", "1", DATASET, *SMOKE, check=False)
    log = (finished.path / "results/smoke/logs/aggregate/fig1_radius_vs_size.log").read_text()
    assert done.returncode != 0
    assert f"{POINT}: " in log
    assert "Remedy: delete this file and run snakemake again" in log
    assert "Remedy" in done.stdout
    (finished.path / POINT).unlink()
    finished.smoke(DATASET)
    assert (finished.path / DATASET).read_bytes() == intact


def wait_for(condition, seconds=60):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_killed_run_goes_on_where_it_was(finished_once, tmp_path):
    workspace = checkout(tmp_path / "killed")
    command = workspace.command("--cores", "2", "figures/smoke/fig1.pdf", *SMOKE)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    run = subprocess.Popen(command, cwd=workspace.path, env=user_environment(), start_new_session=True, **quiet)
    spectra = workspace.path / "results/smoke/spectra"
    wait_for(lambda: len(list(spectra.rglob("*.nc"))) >= 5)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    done = {path: path.stat().st_mtime_ns for path in spectra.rglob("*.nc")}
    workspace.snakemake("--unlock", *SMOKE)
    workspace.smoke("figures/smoke/fig1.pdf")
    kept = [path for path, time_written in done.items() if path.stat().st_mtime_ns == time_written]
    assert len(kept) >= len(done) - 2  # but for the points that were being written
    for name in ("figures/smoke/fig1.pdf", DATASET):
        assert (workspace.path / name).read_bytes() == (finished_once.path / name).read_bytes()
