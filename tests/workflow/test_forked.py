"""Programs that tests run in forked processes are those of their own workspace."""

import os
import sys

from helpers import forked


def test_snakemake_and_scripts_run_the_code_of_their_own_workspace(workspace):
    workspace.append("scripts/sparse_lowrank/errors.py", '\nraise ImportError("edited")\n')
    audit = [sys.executable, workspace.path / "scripts/audit.py", "--help"]
    for done in (workspace.snakemake("-n", check=False), forked.run(audit, workspace.path, os.environ)):
        assert done.returncode == 1
        assert "edited" in done.stdout
