"""What the README says to type works, and what it points to is there."""

import re
import subprocess
from collections import defaultdict

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


def asked_by_make(workspace, goal):
    """What a goal of make asks of Snakemake, each with its options, as it would be typed."""
    done = subprocess.run(["make", "-n", "CORES=2", goal], cwd=workspace.path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert ".venv/bin/" in done.stdout
    return re.findall(r"^\.venv/bin/snakemake (?!--lint)(.*)", done.stdout, flags=re.MULTILINE)


def parts(command):
    """The options of a command, and its targets, as a shell tells them apart."""
    shell = ["sh", "-c", f"printf '%s\\n' {command}"]
    words = subprocess.run(shell, capture_output=True, text=True, check=True).stdout.split("\n")[:-1]
    targets = [word for word in words if word.startswith(("results/", "figures/")) or word in TARGET_RULES]
    return [word for word in words if word not in targets], targets


def test_every_command_of_the_readme_can_be_planned(workspace):
    """So can what each goal of make asks of Snakemake. Those of one configuration are planned at once, as one plan."""
    assert len(COMMANDS) >= 9
    assert len(GOALS) >= 8
    options_of, targets_of = defaultdict(list), defaultdict(set)
    for command in [*COMMANDS, *(command for goal in GOALS for command in asked_by_make(workspace, goal))]:
        options, targets = parts(command)
        configuration = tuple(re.findall(r"--config(?:file)? \S+", command))
        options_of[configuration] += options
        targets_of[configuration].update(targets)
    assert sorted(map(bool, targets_of.values())) == [False, True, True]  # one plan has the default target
    for configuration, targets in targets_of.items():
        workspace.snakemake(*sorted(targets), *options_of[configuration], "-n")


@pytest.mark.parametrize("place", PLACES)
def test_every_place_that_the_readme_names_is_there(place):
    assert (ROOT / place).exists()


@pytest.mark.parametrize("link", LINKS)
def test_every_link_of_the_readme_leads_somewhere(link):
    assert (ROOT / link).exists()
