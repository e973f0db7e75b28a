"""The files of code that a script uses are found in its imports, and an import that leads nowhere is refused."""

import subprocess
import sys
from functools import cache

import pytest

from helpers.project import ROOT
from sparse_lowrank.errors import UserError
from sparse_lowrank.planning import code

FILES = {
    "sparse_lowrank/__init__.py": "__version__ = '0'",
    "sparse_lowrank/seeds.py": "",
    "sparse_lowrank/networks/masks.py": "from sparse_lowrank import seeds",
    "sparse_lowrank/networks/ensembles.py": "from sparse_lowrank.networks.masks import bernoulli",
    "sparse_lowrank/figures/panels/__init__.py": "",
    "sparse_lowrank/figures/panels/fig1.py": "import numpy as np",
    "other.py": "import sparse_lowrank.seeds",
}


@pytest.fixture
def files_of(tmp_path):
    """A function that gives the files that a script with the given text uses."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)

    def find(text):
        (tmp_path / "script.py").write_text(text)
        return set(code.files_of(tmp_path, "script.py")) - {"script.py"}

    return find


INIT, SEEDS, MASKS, ENSEMBLES = list(FILES)[:4]


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("import numpy, os.path\nfrom scipy import sparse", set()),
        ("import sparse_lowrank", {INIT}),
        ("from sparse_lowrank import __version__", {INIT}),
        ("from sparse_lowrank import __version__, seeds", {INIT, SEEDS}),
        ("from sparse_lowrank.seeds import generator as g", {INIT, SEEDS}),
        ("def f():\n    import sparse_lowrank.networks.masks", {INIT, SEEDS, MASKS}),
        ("from sparse_lowrank.networks import ensembles", {INIT, SEEDS, MASKS, ENSEMBLES}),
        ("from sparse_lowrank.figures.panels import fig1", {INIT, *list(FILES)[4:6]}),
        ("from other import f", {INIT, SEEDS, "other.py"}),
    ],
)
def test_imports_are_followed_to_the_files_that_they_load(files_of, text, used):
    assert files_of(text) == used


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("import os\nimport sparse_lowrank.sedes", "line 2: there is no module sparse_lowrank.sedes"),
        ("from sparse_lowrank import sedes", "line 1: there is no module sparse_lowrank.sedes"),
        ("from sparse_lowrank.networks import masks, mask", "there is no module sparse_lowrank.networks.mask"),
        ("from sparse_lowrank.network.masks import bernoulli", "there is no module sparse_lowrank.network.masks"),
        ("import sparse_lowrank.networks", "there is no module sparse_lowrank.networks"),
        ("from . import seeds", "there is no module .. Remedy: write its full name"),
        ("from .networks import masks", "there is no module .networks. Remedy: write its full name"),
    ],
)
def test_an_import_of_ours_that_leads_to_no_file_is_refused(files_of, text, named):
    with pytest.raises(UserError) as raised:
        files_of(text)
    assert named in str(raised.value)


SCRIPTS = sorted(file.name for file in (ROOT / "scripts").glob("*.py"))


@cache
def loaded(script):
    """The files of the modules that a new interpreter has loaded after the import of a script, by name of module."""
    program = (
        f"import sys; sys.path.insert(0, '.'); import {script[:-3]}\n"
        "print(*(f'{name} {getattr(m, \"__file__\", None)}' for name, m in list(sys.modules.items())), sep='\\n')"
    )
    folder = ROOT / "scripts"
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True)
    return dict(line.split(" ", 1) for line in done.stdout.replace(f" {folder}/", " ").replace(" ./", " ").splitlines())


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_a_script_loads_of_ours_is_what_is_found(script):
    """Python itself is the judge."""
    folder = ROOT / "scripts"
    ours = {file for file in loaded(script).values() if (folder / file).is_file() and not file.startswith("/")}
    assert ours == set(code.files_of(folder, script))


# Libraries that take tenths of a second to load, and that a script must not load: those of drawing and reporting, of
# labelled arrays, and of mathematics; and what no script may load.
DRAWING = {"matplotlib", "PIL", "jinja2", "docutils", "rocrate", "snakemake"}
LABELS = {"xarray", "pandas"}
PLANNING = {"yaml", "jsonschema"}
NOBODY = {"numpy.f2py.crackfortran", "numpy.testing._private"}
HEAVY = {"scipy.optimize", "scipy.stats", "scipy.special", "scipy.integrate"}
NOT_LOADED = {
    **dict.fromkeys(("generate_networks.py", "simulate_dynamics.py"), DRAWING | LABELS | PLANNING | HEAVY),
    **dict.fromkeys(("measure_spectra.py", "measure_cost.py", "join_parts.py"), DRAWING | LABELS | PLANNING | HEAVY),
    **dict.fromkeys(("aggregate.py", "trace_figure.py"), DRAWING | LABELS | PLANNING | HEAVY | {"scipy"}),
    "check_claims.py": DRAWING | PLANNING | HEAVY | {"scipy.linalg", "scipy.sparse"},
    "collect_claims.py": DRAWING | LABELS | PLANNING | {"numpy"},
    **dict.fromkeys(("plot_figure.py", "plot_panel.py"), (DRAWING - {"matplotlib", "PIL"}) | PLANNING | HEAVY),
    "place_environment.py": DRAWING | LABELS | PLANNING | HEAVY | {"numpy"},
    "adopt.py": {"matplotlib", "jinja2", "docutils", *HEAVY},
    "make_crate.py": (DRAWING - {"rocrate", "jinja2"}) | {"xarray"} | HEAVY,
    "write_report.py": {"matplotlib", "PIL", *HEAVY},
    "print_claims.py": DRAWING | PLANNING | HEAVY | {"xarray"},
    **dict.fromkeys(("audit.py", "replay.py"), {"pandas.plotting._matplotlib", "jinja2", "docutils", *HEAVY}),
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_loads_no_library_that_it_can_do_without(script):
    assert not (NOT_LOADED[script] | NOBODY) & loaded(script).keys()


def test_what_is_loaded_at_its_first_use_works_as_ever():
    """In a process of its own: here it may be loaded already."""
    use = "import sparse_lowrank, scipy.sparse, numpy as np; np.testing.assert_allclose(1, 1); print(np.f2py)"
    ours = {"PYTHONPATH": str(ROOT / "scripts")}
    found = subprocess.run([sys.executable, "-c", use], env=ours, capture_output=True, text=True, check=True)
    assert found.stdout.startswith("<module 'numpy.f2py'")


# Where an edit would compute again what it cannot change: (the script, files that it must not use)
UNCOUPLED = [
    ("generate_networks.py", ["theory/", "planning/", "datasets/", "spectra/", "dynamics/", "figures/"]),
    (
        "measure_spectra.py",
        ["theory/", "planning/points.py", "datasets/variables.py", "datasets/sweeps.py", "dynamics/"],
    ),
    (
        "simulate_dynamics.py",
        [
            "theory/",
            "planning/points.py",
            "datasets/variables.py",
            "datasets/sweeps.py",
            "spectra/",
            "dynamics/fields.py",
        ],
    ),
    ("sparse_lowrank/dynamics/simulations/autonomous.py", ["theory/", "spectra/", "dynamics/stimuli.py"]),
    ("sparse_lowrank/dynamics/simulations/response.py", ["theory/", "spectra/", "dynamics/fields.py"]),
    ("measure_cost.py", ["theory/", "planning/points.py", "datasets/variables.py", "dynamics/"]),
    ("aggregate.py", ["theory/", "planning/points.py", "networks/", "spectra/", "dynamics/", "figures/", "claims/"]),
    ("check_claims.py", ["figures/", "networks/", "spectra/", "dynamics/"]),
]


@pytest.mark.parametrize(("script", "others"), UNCOUPLED, ids=lambda value: value if isinstance(value, str) else "")
def test_a_script_does_not_use_what_cannot_change_its_results(script, others):
    places = [f"sparse_lowrank/{other}" for other in others]
    assert [file for file in code.files_of(ROOT / "scripts", script) if file.startswith(tuple(places))] == []
