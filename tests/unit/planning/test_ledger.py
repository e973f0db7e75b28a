"""The ledger covers the paper, and every entry can be evaluated."""

import copy
import re

import pytest
import yaml

from sparse_lowrank.claims import checks, predictions
from sparse_lowrank.datasets import quantities, variables
from sparse_lowrank.errors import ConfigurationError
from sparse_lowrank.planning import ledger


def load(path):
    with open(path) as file:
        return yaml.safe_load(file)


LEDGER, SCHEMA, CONFIG = map(load, ("claims.yaml", "workflow/schemas/claims.schema.yaml", "config.yaml"))
CLAIMS = {f"{figure}.{name}": claim for figure, claims in LEDGER["claims"].items() for name, claim in claims.items()}


def test_the_ledger_fits_its_schema_and_covers_every_figure():
    ledger.check(LEDGER, SCHEMA)
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
        ledger.check(wrong, SCHEMA)
