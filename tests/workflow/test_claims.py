"""The claims are held against the datasets of the run, figure by figure."""

import csv

CLAIMS = "results/smoke/claims.csv"
VERDICTS = {"holds", "holds with a stated deviation", "does not hold", "cannot be decided here"}


def rows(workspace):
    with open(workspace.path / CLAIMS, newline="") as file:
        return list(csv.DictReader(file))


def test_every_claim_has_a_verdict(finished_once):
    found = rows(finished_once)
    assert {row["figure"] for row in found} == {f"fig{number}" for number in range(1, 7)}
    assert {row["verdict"] for row in found} <= VERDICTS
    exact = next(row for row in found if row["id"] == "radius_vanishes")
    assert (exact["verdict"], float(exact["measured"])) == ("holds", 0)


def test_one_edited_claim_is_decided_anew(finished):
    before = rows(finished)
    finished.edit("claims.yaml", "predicted: 0\n      tolerance: 0\n", "predicted: 1\n      tolerance: 0\n")
    again = {"Holding the claims on fig1 against its datasets", "Collecting the verdicts on all claims"}
    assert finished.planned(CLAIMS).keys() == again
    finished.smoke(CLAIMS)
    changed = [(old["id"], new["verdict"]) for old, new in zip(before, rows(finished), strict=True) if old != new]
    assert changed == [("radius_vanishes", "does not hold")]


def test_a_wrong_ledger_is_refused_before_anything_runs(workspace):
    workspace.edit("claims.yaml", "tolerance: 0.08", "tolerance: wide")
    done = workspace.snakemake("-n", check=False)
    assert done.returncode != 0
    assert "claims: claims.fig1.circular_law_dense.tolerance = 'wide'" in done.stdout
    assert "Remedy: give the largest deviation" in done.stdout
