"""A plan costs in proportion to the number of its jobs: the points of an experiment are listed once, not for each."""

import pstats
import subprocess
import sys

import yaml

from helpers.workspace import user_environment


def test_the_points_of_a_sweep_are_listed_once_and_not_for_each_job(workspace, tmp_path):
    """Once by the check of the configuration, and once by the rules."""
    sweep = {"network": "gaussian", "n_units": 40, "gain": 1, "spectra": "radius", "replicates": 1}
    sweep["sparsity"] = {"linspace": [0, 0.9, 60]}
    experiments = yaml.safe_load((workspace.path / "config.yaml").read_text())["experiments"]
    (workspace.path / "sweep.yaml").write_text(yaml.safe_dump({"experiments": {"sweep": sweep}}))
    plan = ["-m", "snakemake", "-n", "results/datasets/sweep.nc", "--configfile", "sweep.yaml"]
    command = [sys.executable, "-m", "cProfile", "-o", tmp_path / "profile", *plan]
    subprocess.run(command, cwd=workspace.path, env=user_environment(), check=True, capture_output=True)
    profile = pstats.Stats(str(tmp_path / "profile")).stats
    calls = {name: count for (file, _, name), (count, *_) in profile.items() if file.endswith("planning/points.py")}
    assert calls["points"] == 2 * (len(experiments) + 1)
