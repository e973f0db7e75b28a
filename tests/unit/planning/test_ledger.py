"""The ledger covers the paper, and every entry can be evaluated."""

import copy
import re

import pytest
import yaml

from helpers.project import ROOT
from sparse_lowrank.claims import checks, predictions
from sparse_lowrank.datasets import quantities, variables
from sparse_lowrank.errors import ConfigurationError
from sparse_lowrank.planning import ledger
from sparse_lowrank.planning.schema import check_schema


def load(path):
    with open(path) as file:
        return yaml.safe_load(file)


LEDGER, SCHEMA, CONFIG = map(load, ("claims.yaml", "workflow/schemas/claims.schema.yaml", "config.yaml"))
FIDELITY, FIDELITY_SCHEMA = map(load, ("fidelity.yaml", "workflow/schemas/fidelity.schema.yaml"))
CLAIMS = {f"{figure}.{name}": claim for figure, claims in LEDGER["claims"].items() for name, claim in claims.items()}


def test_the_ledger_fits_its_schema_and_covers_every_figure():
    assert ledger.read(ROOT, "claims") == LEDGER
    assert LEDGER["claims"].keys() == CONFIG["figures"].keys()
    assert len(CLAIMS) >= 40


@pytest.mark.parametrize("name", CLAIMS)
def test_every_claim_names_what_exists(name):
    claim = CLAIMS[name]
    shown = {e for panel in CONFIG["figures"][name.split(".")[0]].values() for e in panel["experiments"]}
    assert claim["experiment"] in shown
    assert claim["check"] in checks.CHECKS
    assert claim["quantity"] in quantities.MEASURED or claim["quantity"] in variables.VARIABLES
    assert not isinstance(claim["predicted"], str) or claim["predicted"] in predictions.PREDICTED
    assert claim.get("deviation", {"tolerance": 1e9})["tolerance"] > claim["tolerance"]


@pytest.mark.parametrize("name", LEDGER["findings"]["robustness"])
def test_a_claim_under_another_choice_has_the_check_and_the_tolerance_of_the_claim(name):
    finding = LEDGER["findings"]["robustness"][name]
    entries = {id: claim for figure in ("fig5", "fig6") for id, claim in LEDGER["claims"][figure].items()}
    claim = entries[max((id for id in entries if name.startswith(id)), key=len)]
    for key in ("check", "predicted", "tolerance", "bound", "deviation"):
        assert finding.get(key) == claim.get(key)
    changed = {key for key in ("experiment", "quantity") if finding[key] != claim[key]}
    assert changed
    shown = CONFIG["supplementary_figures"]["robustness"].values()
    assert finding["experiment"] in {experiment for panel in shown for experiment in panel["experiments"]}
    assert finding["quantity"] in quantities.MEASURED


# Eqs 1–4, 12, 16–18, 24 and 32–35, 37 define; 8, 19–21, 25, 26, 29–31 are steps to others.
@pytest.mark.parametrize("equation", [2, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 22, 23, 27, 28, 29, 31, 36])
def test_every_equation_that_predicts_is_claimed(equation):
    places = " ".join(claim["place"] for claim in CLAIMS.values())
    cited = {int(number) for group in re.findall(r"Eqs? ([\d, and]+)", places) for number in re.findall(r"\d+", group)}
    assert equation in cited


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        (
            "tolerance",
            -1,
            r"claims: claims\.fig1\.radius_vanishes\.tolerance = -1: .*Remedy: give the largest deviation",
        ),
        ("tolerence", 1, r"claims: .*tolerence = 1: unknown key. Remedy: did you mean tolerance\?"),
        ("place", "", r"claims: .*place = '': .*Remedy: give where the paper says so"),
    ],
)
def test_a_wrong_entry_is_named_with_the_remedy(key, value, told):
    wrong = copy.deepcopy(LEDGER)
    wrong["claims"]["fig1"]["radius_vanishes"][key] = value
    with pytest.raises(ConfigurationError, match=told):
        check_schema(wrong, SCHEMA, "claims")


def one(**changed):
    entry = {"panels": {"fig1": "b"}, "here": {"parameter": "n_units"}, "paper": 300, "notebooks": 300}
    return {"number of units": [entry | changed]}


def test_the_table_of_fidelity_fits_its_schema():
    assert ledger.read(ROOT, "fidelity") == FIDELITY


@pytest.mark.parametrize(
    "told",
    [
        {"paper": "an odd number"},
        {"notebooks": "an odd number"},
        {"paper": "not told", "notebooks": "not told"},
    ],
)
def test_where_paper_or_notebooks_differ_the_reason_is_demanded(told):
    check_schema(one(**told, why="for a reason"), FIDELITY_SCHEMA, "fidelity")
    with pytest.raises(
        ConfigurationError, match=r"fidelity: number of units\.0\.why.*missing.*Remedy: add why: the reason"
    ):
        check_schema(one(**told), FIDELITY_SCHEMA, "fidelity")


@pytest.mark.parametrize("told", [{}, {"paper": "as here"}, {"notebooks": "not told"}, {"paper": {"range": [0, 1]}}])
def test_where_nothing_differs_no_reason_is_needed(told):
    check_schema(one(**told), FIDELITY_SCHEMA, "fidelity")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"here": {}}, r"number of units\.0\.here.*Remedy: give what is done here"),
        ({"here": {"parametre": "n_units"}}, r"parametre.*Remedy: did you mean parameter\?"),
        ({"panels": {"fig1": "B"}}, r"panels\.fig1 = 'B'"),
    ],
)
def test_a_wrong_entry_of_fidelity_is_named_with_the_remedy(changed, told):
    with pytest.raises(ConfigurationError, match=told):
        check_schema(one(**changed), FIDELITY_SCHEMA, "fidelity")
