"""The table of fidelity covers every panel, and what it says is done here is what configuration and code say."""

import re

import pytest
import yaml

from helpers.project import ROOT
from sparse_lowrank.datasets.variables import VARIABLES
from sparse_lowrank.report import fidelity, reading

TABLE, CONFIG, CLAIMS = (
    yaml.safe_load((ROOT / name).read_text()) for name in ("fidelity.yaml", "config.yaml", "claims.yaml")
)
ENTRIES = [
    pytest.param(topic, entry, id=f"{topic}-{k}") for topic, entries in TABLE.items() for k, entry in enumerate(entries)
]
PANELS = [(figure, letter) for figure, panels in CONFIG["figures"].items() for letter in panels]
MASKS = {"out_degree": "fixed_out_degree", "in_degree": "fixed_in_degree", "sparsity": "bernoulli"}


def entries_on(figure, letter, topic=None):
    return [
        entry
        for name, entries in TABLE.items()
        for entry in entries
        if letter in entry["panels"].get(figure, "") and topic in (None, name)
    ]


def experiments_of(figure, letter):
    return [CONFIG["experiments"][name] for name in CONFIG["figures"][figure][letter]["experiments"]]


def flat(holder, prefix=""):
    """The keys of a nested mapping, with dots."""
    for key, value in holder.items():
        if isinstance(value, dict) and "linspace" not in value:
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}"


@pytest.mark.parametrize(("figure", "letter"), PANELS)
def test_every_parameter_of_every_panel_is_in_the_table(figure, letter):
    """What is measured and simulated is there by the name of the function instead."""
    entries, experiments = entries_on(figure, letter), experiments_of(figure, letter)
    told = {name for entry in entries for name in fidelity.named(entry, "parameter")}
    told |= {name.split(".")[-1] for entry in entries for name in fidelity.named(entry, "code")}
    options = {f"options.{key}" for key in CONFIG["figures"][figure][letter].get("options", {})}
    keys = options.union(*map(flat, experiments)) - {"together", "spectra", "dynamics.simulation"}
    keys |= {experiment["spectra"] for experiment in experiments if "spectra" in experiment}
    keys |= {experiment["dynamics"]["simulation"] for experiment in experiments if "dynamics" in experiment}
    assert keys <= told
    assert entries


@pytest.mark.parametrize(("figure", "letter"), [panel for panel in PANELS if experiments_of(*panel)])
def test_every_measured_panel_has_its_mask_its_measure_and_its_repeats(figure, letter):
    topics = {topic for topic in TABLE if entries_on(figure, letter, topic)}
    assert {"connectivity", "mask", "what is measured", "repeats"} <= topics
    if any("dynamics" in experiment for experiment in experiments_of(figure, letter)):
        assert {"initial state", "integration", "window of time"} <= topics


@pytest.mark.parametrize(("topic", "entry"), ENTRIES)
def test_what_is_done_here_resolves_and_what_differs_has_a_reason(topic, entry):
    for figure, letters in entry["panels"].items():
        assert set(letters) <= CONFIG["figures"][figure].keys()
        (row,) = fidelity.rows({topic: [entry]}, figure, CONFIG)
        assert all(says.strip() and says != "not given" for _, says in row["here"])
        assert not row["differs"] or "why" in entry
    told = [entry[source] for source in ("paper", "notebooks") if not isinstance(entry[source], str)]
    assert not told or len(fidelity.values_here(entry, CONFIG)) == 1, "a value is that of one parameter"


@pytest.mark.parametrize(("topic", "entry"), [param for param in ENTRIES if param.values[0] == "mask"])
def test_the_mask_of_a_panel_is_the_one_that_its_experiments_draw(topic, entry):
    (code,) = fidelity.named(entry, "code")
    for figure, letters in entry["panels"].items():
        for experiment in (experiment for letter in letters for experiment in experiments_of(figure, letter)):
            drawn = next(mask for key, mask in MASKS.items() if key in experiment)
            assert code == f"networks.masks.{drawn}"


@pytest.mark.parametrize(("topic", "entry"), [param for param in ENTRIES if param.values[0] == "what is measured"])
def test_what_a_panel_measures_is_what_its_experiments_its_drawing_and_its_claims_name(topic, entry):
    """A function is the experiment's own, or gives a quantity that is drawn or claimed; it names the variables."""
    codes = fidelity.named(entry, "code")
    for figure, letters in entry["panels"].items():
        used = words_of(f"scripts/sparse_lowrank/figures/panels/{figure}.py")
        used |= {claim["quantity"] for claim in CLAIMS["claims"][figure].values()}
        for experiment in (experiment for letter in letters for experiment in experiments_of(figure, letter)):
            asked = {experiment.get("spectra"), experiment.get("dynamics", {}).get("simulation")}
            for name in codes:
                if name.startswith(("spectra.measurements", "dynamics.simulations")):
                    assert name.split(".")[-1] in asked
                elif name.startswith("datasets.quantities"):
                    assert name.split(".")[-1] in used
    files = {reading.definition(name)["line"].split(":")[0] for name in codes}
    assert set(fidelity.named(entry, "variable")) <= set().union(*map(words_of, files))


def words_of(file):
    return set(re.findall(r"\w+", (ROOT / file).read_text()))


ORIGINS = {"[P]": "paper", "[A]": "notebooks"}


def test_the_origins_in_the_configuration_are_those_of_the_table():
    """[P] agrees with the paper; [A] with the notebooks where the paper is silent or says less; [O] with neither."""
    wrong = []
    for experiment, key, tags in commented_parameters():
        panels = [panel for panel in PANELS if experiment in CONFIG["figures"][panel[0]][panel[1]]["experiments"]]
        for entry in (entry for panel in panels for entry in entries_on(*panel)):
            if key in fidelity.named(entry, "parameter"):
                values = fidelity.values_here(entry, CONFIG)
                agreed = [tag for tag, source in ORIGINS.items() if fidelity.agrees(entry[source], values)]
                expected = agreed[0] if agreed else "[O]"
                if expected not in tags and fidelity.named(entry, "parameter") == [key]:
                    wrong.append((experiment, key, tags, expected))
    assert sorted(set(wrong)) == []


def commented_parameters():
    """Experiment, key (with `dynamics.`) and origins of every parameter of the paper's figures with a comment."""
    experiment, inside = None, ""
    for line in (ROOT / "config.yaml").read_text().split("\nfigures:")[0].splitlines():
        if found := re.match(r"  (\w+):", line):
            experiment, inside = found[1], ""
        elif found := re.match(r"    (\w+):", line):
            inside = "dynamics." if found[1] == "dynamics" else ""
        key = re.match(r" {4,6}(\w+): .*#(.*)", line)
        if key and experiment and experiment.startswith("fig"):
            tags = tuple(re.findall(r"\[[PAO]\]", key[2]))
            if tags:
                yield experiment, (inside if line.startswith("      ") else "") + key[1], tags


def test_variables_are_told_by_their_names():
    assert {name for entries in TABLE.values() for entry in entries for name in fidelity.named(entry, "variable")} <= (
        VARIABLES.keys()
    )


CONFIGURATION = {
    "experiments": {
        "other": {"n_units": 300},
        "one": {"n_units": 300, "gain": {"linspace": [0, 1, 3]}, "dynamics": {"onset": 5}},
    },
    "figures": {"fig1": {"a": {"experiments": ["one", "other"], "options": {"gain": 0.5}}}},
    "supplementary_figures": {},
    "benchmark_figures": {},
}


def row(parameter, **told):
    entry = {"panels": {"fig1": "a"}, "here": {"parameter": parameter}, "paper": "not told", "notebooks": "not told"}
    (found,) = fidelity.rows({"topic": [entry | told]}, "fig1", CONFIGURATION)
    return found


@pytest.mark.parametrize(
    ("parameter", "paper", "told", "differs"),
    [
        ("n_units", 300, "✓ 300", False),
        ("n_units", 1000, "≠ 1000", True),
        ("dynamics.onset", "not told", "not told", False),
        ("dynamics.onset", "as here", "✓ as here", False),
        ("dynamics.onset", "later", "later", True),
        ("gain", [0, 0.5, 1], "✓ 0, 0.5, 1", False),
        ("gain", {"linspace": [0, 1, 4]}, "≠ 4 evenly spaced values from 0 to 1", True),
        ("gain", {"range": [0, 1]}, "✓ from 0 to 1", False),
        ("gain", {"range": [0, 2]}, "≠ from 0 to 2", True),
    ],
)
def test_a_value_is_held_against_the_configuration(parameter, paper, told, differs):
    found = row(parameter, paper=paper)
    assert (found["paper"], found["differs"]) == (told, differs)


def test_here_is_told_by_the_values_of_the_configuration():
    assert row("options.gain")["here"] == [("gain", "0.5")]
    assert row(["n_units", "gain"])["here"] == [("n_units", "300"), ("gain", "3 evenly spaced values from 0 to 1")]


def test_a_value_changed_in_a_run_is_said_to_be_so():
    assert row("n_units", paper=1000)["why"] == "changed in the configuration of this run"
    assert row("n_units", paper=1000, why="for speed")["why"] == "for speed"


def test_panels_and_parameters_that_a_run_leaves_out_do_not_stop_its_report():
    entry = {"panels": {"fig1": "ab", "fig2": "c"}, "here": {"parameter": "variance"}, "paper": 16, "notebooks": 49}
    (found,) = fidelity.rows({"variance": [entry]}, "fig1", CONFIGURATION)
    assert (found["panels"], found["here"], found["paper"]) == ("A", [("variance", "not given")], "≠ 16")
    assert fidelity.rows({"variance": [entry | {"panels": {"fig1": "b"}}]}, "fig1", CONFIGURATION) == []


@pytest.mark.parametrize("name", ["theory.formulas.outlyer", "theory.x.y"])
def test_a_name_that_the_code_does_not_have_is_refused(name):
    entry = {"panels": {"fig1": "a"}, "here": {"code": name}, "paper": "not told", "notebooks": "not told"}
    with pytest.raises(LookupError, match=name):
        fidelity.rows({"topic": [entry]}, "fig1", CONFIGURATION)
