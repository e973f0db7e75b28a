"""What the README says to type works, and what it points to is there."""

import re
import shlex
import subprocess

import pytest

from helpers.project import ROOT

README = (ROOT / "README.md").read_text()
# One row of the table of commands each; a profile may need a cluster.
COMMANDS = [
    command
    for command in re.findall(r"^\|.*\| `snakemake(.*)` \|$", README, flags=re.MULTILINE)
    if not re.search(r"--report|--profile|--unlock|--sdm", command)
]
LAYOUT = re.search(r"^## Where things are\n+```\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)[1]
PLACES = [line.split()[0] for line in LAYOUT.splitlines() if not line.startswith(("results/", "figures/", " "))]
LINKS = sorted({link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link})
GOALS = sorted({"".join(names) for names in re.findall(r"^make (\w+)|`make (\w+)`", README, flags=re.MULTILINE)})
TARGET_RULES = re.findall(r"^rule (\w+):", (ROOT / "Snakefile").read_text(), flags=re.MULTILINE)


def parts(command):
    """The options of a command, and its targets."""
    words = shlex.split(command)
    targets = [word for word in words if word.startswith(("results/", "figures/")) or word in TARGET_RULES]
    return [word for word in words if word not in targets], targets


def plan(workspace, commands):
    """Plan Snakemake commands, those that have targets and the same options all at once."""
    targets_of = {}
    for options, targets in map(parts, commands):
        targets_of.setdefault((bool(targets), *options), set()).update(targets)
    for (_, *options), targets in targets_of.items():
        workspace.snakemake(*sorted(targets), *options, "-n")


def test_every_command_of_the_readme_can_be_planned(workspace):
    assert len(COMMANDS) >= 9
    plan(workspace, COMMANDS)


@pytest.mark.parametrize("place", PLACES)
def test_every_place_that_the_readme_names_is_there(place):
    assert (ROOT / place).exists()


@pytest.mark.parametrize("link", LINKS)
def test_every_link_of_the_readme_leads_somewhere(link):
    assert (ROOT / link).exists()


def test_every_goal_of_make_that_the_readme_names_can_be_planned(workspace):
    """It is one, and what it asks of Snakemake can be done."""
    assert len(GOALS) >= 8
    commands = []
    for goal in GOALS:
        done = subprocess.run(["make", "-n", "CORES=2", goal], cwd=workspace.path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert ".venv/bin/" in done.stdout
        commands += re.findall(r"^\.venv/bin/snakemake (?!--lint)(.*)", done.stdout, flags=re.MULTILINE)
    plan(workspace, commands)
