"""What the README says to type works, and what it points to is there."""

import re
import shlex
import subprocess

import pytest
from conftest import ROOT

README = (ROOT / "README.md").read_text()
# One row of the table of commands each; a report needs results, a profile may need a cluster.
COMMANDS = [
    command
    for command in re.findall(r"^\|.*\| `snakemake (.*)` \|$", README, flags=re.MULTILINE)
    if not re.search(r"--report|--profile|--unlock|--sdm", command)
]
LAYOUT = re.search(r"^## Where things are\n+```\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)[1]
PLACES = [line.split()[0] for line in LAYOUT.splitlines() if not line.startswith(("results/", "figures/", " "))]
LINKS = sorted({link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link})
GOALS = sorted(set(re.findall(r"^make (\w+)|`make (\w+)`", README, flags=re.MULTILINE)))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_readme_can_be_planned(workspace, command):
    workspace.snakemake(*shlex.split(command), *([] if "-n" in command.split() else ["-n"]))


@pytest.mark.parametrize("place", PLACES)
def test_every_place_that_the_readme_names_is_there(place):
    assert (ROOT / place).exists()


@pytest.mark.parametrize("link", LINKS)
def test_every_link_of_the_readme_leads_somewhere(link):
    assert (ROOT / link).exists()


@pytest.mark.parametrize("goal", ["".join(names) for names in GOALS])
def test_every_make_goal_of_the_readme_is_one_and_what_it_asks_of_snakemake_can_be_planned(workspace, goal):
    done = subprocess.run(["make", "-n", goal], cwd=workspace.path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert ".venv/bin/" in done.stdout
    for command in re.findall(r"^\.venv/bin/snakemake (?!--lint)(.*)", done.stdout, flags=re.MULTILINE):
        workspace.snakemake(*shlex.split(command), "-n")
