"""Runs and audits work where nothing but ASCII can be read or shown: without a traceback."""

import os
import subprocess
import sys

from helpers.workspace import SMOKE, user_environment

PANEL = "figures/smoke/panels/fig1a.pdf"
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def test_a_run_and_its_audit_need_no_more_than_ascii(workspace):
    done = workspace.snakemake("--logger", "rich", "--cores", "1", PANEL, *SMOKE, **ASCII)
    assert "Traceback" not in done.stdout
    command = [sys.executable, workspace.path / "scripts/audit.py", PANEL]
    audit = subprocess.run(command, cwd=workspace.path, env=os.environ | ASCII, capture_output=True, check=True)
    assert "\n`- ! no sidecar beside it" in audit.stdout.decode("ascii")


def test_a_refusal_by_a_goal_of_make_is_one_message_in_every_locale(workspace):
    """The remedy holds a character beyond ASCII, which Snakemake writes into its own log as well."""
    goal = f"refused: ; {sys.executable} -m snakemake --logger rich -n --config seed=-1"
    command = ["make", "--eval", goal, "refused"]
    environment = user_environment() | ASCII
    done = subprocess.run(command, cwd=workspace.path, env=environment, capture_output=True)
    said = done.stderr.decode()
    assert done.returncode != 0
    assert "an integer ≥ 0" in said
    assert "Traceback" not in said
