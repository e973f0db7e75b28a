"""The claims are held against the datasets of the run, figure by figure."""

import csv

CHECKS = [f"results/smoke/claims/fig{number}.json" for number in (1, 3)]
VERDICTS = {"holds", "holds with a stated deviation", "does not hold", "cannot be decided here"}


def rows(workspace):
    with open(workspace.path / "results/smoke/claims.csv", newline="") as file:
        return list(csv.DictReader(file))


def keep_two_figures(config):
    config["figures"] = {name: config["figures"][name] for name in ("fig1", "fig3")}


def test_every_claim_has_a_verdict_and_one_edited_claim_is_decided_anew(workspace):
    workspace.configure(keep_two_figures, "config.yaml")
    workspace.smoke("results/smoke/claims.csv")
    before = rows(workspace)
    assert {row["figure"] for row in before} == {"fig1", "fig3"}
    assert {row["verdict"] for row in before} <= VERDICTS
    exact = next(row for row in before if row["id"] == "radius_vanishes")
    assert (exact["verdict"], float(exact["measured"])) == ("holds", 0)

    workspace.edit("claims.yaml", "predicted: 0\n      tolerance: 0\n", "predicted: 1\n      tolerance: 0\n")
    again = {"Holding the claims on fig1 against its datasets", "Collecting the verdicts on all claims"}
    assert workspace.planned("results/smoke/claims.csv") == again
    workspace.smoke("results/smoke/claims.csv")
    changed = [(old["id"], new["verdict"]) for old, new in zip(before, rows(workspace), strict=True) if old != new]
    assert changed == [("radius_vanishes", "does not hold")]


def test_a_wrong_ledger_is_refused_before_anything_runs(workspace):
    workspace.edit("claims.yaml", "tolerance: 0.08", "tolerance: wide")
    done = workspace.snakemake("-n", check=False)
    assert done.returncode != 0
    assert "claims: claims.fig1.circular_law_dense.tolerance = 'wide'" in done.stdout
    assert "Remedy: give the largest deviation" in done.stdout
