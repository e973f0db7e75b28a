"""Real runs of Snakemake in copies of the working tree."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

from helpers import forked
from helpers.project import ROOT
from sparse_lowrank import arithmetic

SMOKE = ("--configfile", "config/smoke.yaml")
TRIGGERS = ("mtime", "params", "input", "software-env")
# Whatever a profile says; a test holds the default profile to these triggers.
PLAIN = ("--workflow-profile", "none", "--rerun-triggers", *TRIGGERS)


@dataclass
class Workspace:
    """A copy of the working tree in which Snakemake runs as a user would run it."""

    path: Path

    def command(self, *arguments):
        return [sys.executable, "-m", "snakemake", *arguments]

    def snakemake(self, *arguments, check=True, **variables):
        """Run Snakemake, with more variables in its environment; its whole output is in `stdout`."""
        run = anew if variables else forked.run
        done = run(self.command(*arguments), self.path, user_environment() | variables)
        assert not check or done.returncode == 0, done.stdout
        return done

    def smoke(self, *targets, cores=2):
        """Build targets of the smoke configuration."""
        return self.snakemake("--cores", str(cores), *targets, *SMOKE)

    def planned(self, *targets, smoke=True):
        """The jobs that would run, those of the target rules left out: the reason of each by its message."""
        arguments = ["-n", *targets, *PLAIN, *(SMOKE if smoke else ())]
        jobs = re.findall(r"^Job \d+: (.*)\n(?:Reason: (.*))?$", self.snakemake(*arguments).stdout, flags=re.MULTILINE)
        return {message: reason for message, reason in jobs if "up to date" not in message}

    def edit(self, file, old, new, count=1):
        """Replace text in a file, which must be there."""
        text = (self.path / file).read_text()
        assert old in text
        (self.path / file).write_text(text.replace(old, new, count))

    def configure(self, change, file="config/smoke.yaml"):
        """Change a configuration file by a function of its content."""
        config = yaml.safe_load((self.path / file).read_text())
        change(config)
        (self.path / file).write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False))

    def append(self, file, text="\n# a remark\n"):
        """Edit a file without changing what it does."""
        with open(self.path / file, "a") as opened:
            opened.write(text)

    def copy(self, path):
        """A copy with everything built so far, times included; what a plan keeps for the next one stays behind."""
        shutil.copytree(self.path, path, symlinks=True, ignore=shutil.ignore_patterns("iocache"))
        return Workspace(path)

    def outputs(self):
        """The time of each file and folder of results and figures."""
        folders = [self.path / name for name in ("results", "figures")]
        return {path: path.stat().st_mtime_ns for folder in folders for path in folder.rglob("*")}


def anew(command, folder, environment):
    """Run a command in a process of its own, which reads its environment from the beginning."""
    output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.run(command, cwd=folder, env=environment, **output)


def user_environment():
    """The environment of a user, who has set nothing for us."""
    return {key: value for key, value in os.environ.items() if key not in arithmetic.VARIABLES}


def checkout(path):
    """The tracked and new files of the working tree, without results."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.split("\n"):
        source, target = ROOT / name, path / name
        if name and (source.is_symlink() or source.is_file()):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target, follow_symlinks=False)
    return Workspace(path)
