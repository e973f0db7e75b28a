"""The claims are held against the datasets of the run, figure by figure."""

import csv

import pytest

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


def test_an_edited_table_of_fidelity_makes_the_report_alone_anew(finished):
    finished.append("fidelity.yaml")
    assert finished.planned("results/smoke/report.html", "all").keys() == {"Writing the report"}


@pytest.mark.parametrize(
    ("file", "old", "new", "told", "remedy"),
    [
        (
            "claims.yaml",
            "tolerance: 0.08",
            "tolerance: wide",
            "claims: claims.fig1.circular_law_dense.tolerance = 'wide'",
            "give the largest deviation",
        ),
        (
            "fidelity.yaml",
            "    why: an illustration\n",
            "",
            "fidelity: number of units",
            "add why: the reason",
        ),
    ],
)
def test_a_wrong_ledger_is_refused_before_anything_runs(workspace, file, old, new, told, remedy):
    workspace.edit(file, old, new)
    done = workspace.snakemake("-n", check=False)
    assert done.returncode != 0
    assert told in done.stdout
    assert f"Remedy: {remedy}" in done.stdout
