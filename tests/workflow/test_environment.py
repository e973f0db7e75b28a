"""The pinned environments agree with each other and name no place to download from."""

import ast
import os
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml

from helpers.project import CONDA_NAMES, ENVIRONMENT_OF, LOCKED, ROOT, RULES
from helpers.workspace import SMOKE

LOCK = dict(LOCKED)
# Never imported: the interpreter, and what the report runs as a program.
UNIMPORTED = {
    "numerics": {"python", "libblas"},
    "plotting": {"python", "libblas"},
    "report": {"python", "libblas", "snakemake"},
}
# What the lock does not name: the interpreter, and the BLAS that wheels bring along.
BESIDE_THE_LOCK = {"python": "=3.11", "libblas": "* *openblas"}
# Modules that a rule finds by their name.
PANELS = "sparse_lowrank/figures/panels/*.py"
SIMULATIONS = "sparse_lowrank/dynamics/simulations/*.py"
FOUND_BY_NAME = dict.fromkeys(("plot_figure", "plot_panel"), PANELS)
FOUND_BY_NAME["simulate_dynamics"] = SIMULATIONS
SCRIPTS = ROOT / "scripts"
NO_HOME = "/dev/null/home"  # cannot be made, not even by root


def pins(environment):
    """The packages that a conda environment pins, by their names on the package index, with the pins."""
    entries = yaml.safe_load((ROOT / f"envs/{environment}.yaml").read_text())["dependencies"]
    return {CONDA_NAMES.get(name, name): pin for name, pin in (entry.split(" ", 1) for entry in entries)}


def imported(file):
    """Every module that a Python file imports, and whatever it takes from one, which may be a module too."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))


def packages_of(rule):
    """The packages that the script of a rule imports, through any module of ours."""
    script = re.search(r'script:\n\s+".*/scripts/(.*)"', RULES[rule])[1]
    queue = [SCRIPTS / script, *(SCRIPTS.glob(FOUND_BY_NAME[rule]) if rule in FOUND_BY_NAME else ())]
    names, seen = set(), set()
    while queue:
        file = queue.pop()
        seen.add(file)
        for name in imported(file):
            ours = SCRIPTS / Path(*name.split("."))
            found = [path for path in (ours.with_suffix(".py"), ours / "__init__.py") if path.exists()]
            queue += set(found) - seen
            names |= {name.split(".")[0]}
    owners = packages_distributions()
    return {owners[name][0].lower() for name in names - sys.stdlib_module_names - {"sparse_lowrank"}}


@pytest.mark.parametrize("environment", UNIMPORTED)
def test_conda_environments_pin_the_versions_of_the_lock(environment):
    for name, pin in pins(environment).items():
        assert pin == (BESIDE_THE_LOCK.get(name) or f"=={LOCK[name]}"), name


@pytest.mark.parametrize("environment", UNIMPORTED)
def test_a_conda_environment_pins_releases_that_a_channel_can_have(environment):
    """Post, pre and development releases of the package index never come to a channel."""
    for name, pin in pins(environment).items():
        assert name in BESIDE_THE_LOCK or re.fullmatch(r"==\d+(\.\d+)*", pin), name


@pytest.mark.parametrize("rule", RULES)
def test_the_environment_of_a_rule_holds_whatever_its_script_imports(rule):
    assert packages_of(rule) <= set(pins(ENVIRONMENT_OF[rule]))


@pytest.mark.parametrize("environment", UNIMPORTED)
def test_an_environment_holds_nothing_that_its_rules_do_not_use(environment):
    used = set().union(*(packages_of(rule) for rule, name in ENVIRONMENT_OF.items() if name == environment))
    assert set(pins(environment)) - used == UNIMPORTED[environment]


def test_the_lock_holds_what_is_required_at_the_required_version():
    required = re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "requirements.in").read_text(), flags=re.MULTILINE)
    assert len(required) >= 10
    for name, version in required:
        assert LOCK[name.lower()] == version


def test_every_package_of_the_lock_is_held_by_its_hash():
    packages = re.split(r"\n(?=\S)", (ROOT / "requirements.txt").read_text())
    entries = [entry for entry in packages if "==" in entry.split("\n")[0]]
    assert len(entries) > len(LOCK) - 1
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_lock_names_no_place_to_download_from():
    # Such a place is an address, or an option, which begins its line.
    assert not re.search(r"://|file:|^-", (ROOT / "requirements.txt").read_text(), flags=re.MULTILINE)


def test_the_rules_name_every_environment_and_no_other():
    assert set(ENVIRONMENT_OF.values()) == {path.stem for path in (ROOT / "envs").glob("*.yaml")}


def test_a_container_runs_for_a_user_without_a_home(workspace, tmp_path):
    told = re.search(r"^ENV (.*)$", (ROOT / "containers/Dockerfile").read_text(), flags=re.MULTILINE)[1]
    variables = dict(pair.split("=") for pair in told.replace("/tmp/", f"{tmp_path}/").split())
    target = "figures/smoke/panels/fig1a.pdf"
    workspace.snakemake("--cores", "1", target, *SMOKE, HOME=NO_HOME, XDG_CONFIG_HOME="", **variables)
    assert (workspace.path / target).exists()


@pytest.mark.parametrize("home", [NO_HOME, "~"])
def test_make_keeps_caches_in_the_project_where_there_is_no_home(home):
    variables = {key: value for key, value in os.environ.items() if key not in ("XDG_CACHE_HOME", "MPLCONFIGDIR")}
    command = ["make", "--no-print-directory", "--eval", "caches: ; @echo $$XDG_CACHE_HOME $$MPLCONFIGDIR", "caches"]
    variables["HOME"] = os.path.expanduser(home)
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=True)
    expected = [ROOT / ".snakemake/cache", ROOT / ".snakemake/cache/matplotlib"] if home == NO_HOME else []
    assert done.stdout.split() == list(map(str, expected))


def test_the_container_installs_the_lock_by_its_hashes():
    """It names no place to download from."""
    recipe = re.sub(r"^#.*\n", "", (ROOT / "containers/Dockerfile").read_text(), flags=re.MULTILINE)
    copied = re.search(r"^COPY requirements\.txt (\S+)$", recipe, flags=re.MULTILINE)[1]
    assert re.findall(r"pip install (.*?) *(?:\\\n|$)", recipe) == [
        f"--no-cache-dir --no-compile --require-hashes -r {copied}"
    ]
    assert re.search(r"^FROM [a-z]+:3\.11\S*$", recipe, flags=re.MULTILINE)
    assert not re.search(r"://|PIP_|\b(?:apt|curl|wget)\b", recipe)
    assert recipe.rstrip().endswith('ENTRYPOINT ["snakemake"]')
