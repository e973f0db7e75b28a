"""The package is a house of rooms: each imports only from rooms above it, so that an edit reruns what lies below."""

import ast
import re

import pytest

from helpers.project import ROOT
from sparse_lowrank.dynamics import sampling
from sparse_lowrank.planning.experiments import SIMULATION_KEYS

PACKAGE = ROOT / "scripts/sparse_lowrank"
# The ground is used everywhere and uses nothing; planning and records may be used everywhere, too.
ROOMS = [
    "theory",
    "planning",
    "records",
    "networks",
    "spectra",
    "dynamics",
    "datasets",
    "figures",
    "claims",
    "provenance",
    "report",
]
MODULES = {file.relative_to(PACKAGE).as_posix(): file for file in PACKAGE.rglob("*.py")}
SCRIPTS = {file.stem for file in (ROOT / "scripts").glob("*.py")}


def imports(file):
    """The full names of what a file imports; of `from a import b`, a.b."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_of(file):
    """The rooms of the package from which a file imports; "" is the ground."""
    ours = [name.split(".") for name in imports(file) if name.startswith("sparse_lowrank.")]
    return {name[1] if name[1] in ROOMS else "" for name in ours}


def test_a_simulation_is_a_function_in_a_module_of_its_name():
    names = {file.stem for file in (PACKAGE / "dynamics/simulations").glob("*.py")}
    assert names == set(SIMULATION_KEYS)
    assert all(sampling.simulation(name).__name__ == name for name in names)


def test_every_folder_of_the_package_is_a_room():
    assert {name.split("/")[0] for name in MODULES if "/" in name} == set(ROOMS)


def test_the_readme_names_every_room_in_the_order_of_the_house():
    named = re.findall(r"^    (\w+)/ ", (ROOT / "README.md").read_text(), flags=re.MULTILINE)
    assert named == ROOMS


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_imports_only_from_rooms_above_its_own(name):
    room = name.split("/")[0] if "/" in name else None
    allowed = {"", *ROOMS[: ROOMS.index(room) + 1], "records"} if room else {""}
    assert rooms_of(MODULES[name]) <= allowed


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_imports_no_script(name):
    assert not SCRIPTS & {imported.split(".")[0] for imported in imports(MODULES[name])}


def test_a_room_has_no_init_so_that_one_import_tracks_one_module():
    assert sorted(name for name in MODULES if name.endswith("__init__.py")) == [
        "__init__.py",
        "figures/panels/__init__.py",
    ]


def test_the_planning_loads_no_numpy_so_that_the_snakefile_loads_quickly():
    libraries = {name.split(".")[0] for file in (PACKAGE / "planning").glob("*.py") for name in imports(file)}
    assert not libraries & {"numpy", "scipy", "pandas", "xarray", "netCDF4", "matplotlib"}
    assert rooms_of(PACKAGE / "errors.py") == set()


def test_no_file_of_the_package_is_longer_than_300_lines():
    assert {name: n for name, file in MODULES.items() if (n := len(file.read_text().splitlines())) > 300} == {}
