"""What the page hands out: the numbers of a figure, its file, the marks of a claim, and commands that run."""

import csv
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from helpers.browser import numbers
from helpers.marks import held
from helpers.project import CONFIG, ROOT

FIGURES = [*CONFIG["figures"], *CONFIG["supplementary_figures"]]
LEDGER = yaml.safe_load((ROOT / "claims.yaml").read_text())
CLAIMS = {
    f"{figure}.{name}": claim
    for part in ("claims", "findings")
    for figure, entries in LEDGER[part].items()
    for name, claim in entries.items()
}
CHOSEN = """
const link = document.querySelector(`a[data-claim="${arguments[0]}"]`);
link.click();
return [...document.querySelectorAll(".mark.lit")].map((mark) => mark.id);
"""


def downloaded(browser, folder, figure, kind):
    """The file that a button of a figure hands out."""
    browser.run("document.querySelector(`#${arguments[0]} [data-file=${arguments[1]}]`).click()", figure, kind)
    path, until = folder / f"{figure}.{kind}", time.time() + 20
    while not path.exists():
        assert time.time() < until, f"no {path.name} was downloaded"
        time.sleep(0.1)
    return path


@pytest.mark.parametrize("figure", FIGURES)
def test_the_table_of_a_figure_holds_the_numbers_of_the_datasets(shared, downloads, datasets, figure):
    with open(downloaded(shared, downloads, figure, "csv")) as file:
        rows = list(csv.DictReader(file))
    marks = shared.marks(figure)
    assert [row["mark"] for row in rows] == [mark["id"] for mark in marks]
    compared = 0
    for row, mark in zip(rows, marks, strict=True):
        if not row["value"]:
            continue
        assert float(row["value"]) == mark["value"]
        assert all(float(row[name]) == place for name, place in mark["where"].items())
        values = held(mark, datasets)
        if values is not None:
            compared += 1
            assert float(values.mean()) == pytest.approx(mark["value"], rel=1e-9, abs=1e-12)
    assert compared


@pytest.mark.parametrize("figure", FIGURES)
def test_the_drawing_that_a_figure_hands_out_is_its_very_file(shared, downloads, run, figure):
    assert (
        downloaded(shared, downloads, figure, "svg").read_bytes() == (run / f"figures/smoke/{figure}.svg").read_bytes()
    )


@pytest.mark.parametrize("name", CLAIMS)
def test_a_claim_lights_up_marks_of_its_experiment_at_its_place(shared, run, name):
    claim, marks = CLAIMS[name], {mark["id"]: mark for figure in FIGURES for mark in shared.marks(figure)}
    lit = [marks[key] for key in shared.run(CHOSEN, name)]
    if not lit:
        assert "does not have" in shared.text("#status")
        assert verdict_of(run, name) == "cannot be decided here"
        return
    assert {mark["experiment"] for mark in lit} == {claim["experiment"]}
    for key, wanted in claim.get("at", {}).items():
        low, high = wanted if isinstance(wanted, list) else (wanted, wanted)
        assert all(low - 1e-5 <= mark["where"][key] <= high + 1e-5 for mark in lit if key in mark["where"])
    assert numbers(shared.text("#status").split(" speaks of ")[-1])[0] == str(len(lit))
    assert shared.run("return document.querySelectorAll('.frame').length") > 0


def test_a_verdict_filters_the_claims_and_pales_the_marks_of_the_others(opened):
    browser = opened()
    boxes = browser.driver.find_elements("css selector", ".filter input")
    for box in boxes[1:]:
        browser.run("arguments[0].click()", box)
    kept = boxes[0].get_attribute("value")
    rows = browser.driver.find_elements("css selector", "[data-verdict]")
    assert {row.get_attribute("data-verdict") for row in rows if row.is_displayed()} == {kept}
    assert browser.run("return document.querySelectorAll('.mark.pale').length") > 0
    assert browser.run("return document.querySelector('.mark:not(.pale)')")


@pytest.mark.parametrize(
    ("figure", "wanted"), [("fig1", {"kind": "measured"}), ("fig3", {"panel": "b"}), ("fig5", {"kind": "theory"})]
)
def test_the_commands_that_a_chain_offers_run(opened, run, figure, wanted):
    browser = opened()
    mark = next(mark for mark in browser.marks(figure) if wanted.items() <= mark.items() and browser.place(mark["id"]))
    browser.click(mark["id"])
    copied = [browser.copied(button) for button in browser.driver.find_elements("css selector", ".command button")]
    said = [output_of(command, run) for command in copied]
    assert any("--replay 1" in command for command in copied)
    for command, output in zip(copied, said, strict=True):
        if "--replay" in command:
            assert output.count("bit-identical") == (2 if "where" in mark else 1)
        elif command.startswith("import") and "value" in mark:
            assert "replicate" in output or str(mark["value"])[:8] in output


def verdict_of(run, name):
    """The verdict on a claim or finding in the tables of the run."""
    figure, _, claim = name.partition(".")
    for table in ("claims", "findings"):
        with open(run / f"results/smoke/{table}.csv") as file:
            for row in csv.DictReader(file):
                if (row["figure"], row["id"]) == (figure, claim):
                    return row["verdict"]


def output_of(command, folder):
    """What a copied command prints, in the folder of the run."""
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONPATH": "scripts"}
    arguments = [sys.executable, "-c", command] if command.startswith("import ") else ["sh", "-c", command]
    done = subprocess.run(arguments, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
