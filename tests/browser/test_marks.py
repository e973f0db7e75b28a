"""A mark that is pointed at or chosen tells what the dataset holds."""

import json

import pytest

from helpers.browser import shows
from helpers.marks import held
from helpers.project import CONFIG

FIGURES = [*CONFIG["figures"], *CONFIG["supplementary_figures"]]
SEVERAL = 5  # of each figure: the first marks that differ in what they show


def of_different_kinds(browser, figure):
    """Marks of a figure that can be pointed at: of each kind and variable or formula one, at least three in all."""
    kinds = {}
    for mark in browser.marks(figure):
        kinds.setdefault((mark["kind"], mark.get("variable"), mark.get("formula"), mark["panel"]), []).append(mark)
    found = (next((mark for mark in marks[:20] if browser.place(mark["id"])), None) for marks in kinds.values())
    chosen = [mark for mark in found if mark]
    assert len(chosen) >= 3
    return chosen[:: max(1, len(chosen) // SEVERAL)]


@pytest.mark.parametrize("figure", FIGURES)
def test_pointing_and_choosing_tell_what_the_dataset_holds(shared, datasets, figure):
    for mark in of_different_kinds(shared, figure):
        shared.point(mark["id"])
        assert shared.one("#tip").is_displayed()
        assert_is_told(shared.text("#tip"), mark, datasets)
        shared.click(mark["id"])
        assert_is_told(shared.text("#chain"), mark, datasets)
        assert_chain_is_told(shared, mark, datasets)


@pytest.mark.parametrize("figure", FIGURES)
def test_the_keyboard_reaches_what_the_mouse_does(shared, datasets, figure):
    marks = shared.marks(figure)
    shared.run("document.querySelector(`#${arguments[0]} [tabindex='0'].mark`).focus()", figure)
    shared.press("HOME")
    assert shared.focused() == marks[0]["id"]
    for mark in marks[:3]:
        assert shared.focused() == mark["id"]
        assert_is_told(shared.text("#tip"), mark, datasets)
        shared.press("ENTER")
        assert shared.focused() == "chain-title"
        assert_chain_is_told(shared, mark, datasets)
        shared.run("document.querySelector('#chain .close').click()")
        assert shared.focused() == mark["id"]
        shared.press("ARROW_RIGHT")
    shared.press("END")
    assert shared.focused() == marks[-1]["id"]
    shared.press("ARROW_UP")
    panels = list(dict.fromkeys(mark["panel"] for mark in marks))
    first = next(mark for mark in marks if mark["panel"] == panels[-2]) if len(panels) > 1 else marks[-1]
    assert shared.focused() == first["id"]


def assert_is_told(text, mark, datasets):
    """The text tells the value of the mark, which is that of the dataset, and its comparison with theory."""
    if "value" not in mark:
        return
    values = held(mark, datasets)
    if values is not None:
        assert float(values.mean()) == pytest.approx(mark["value"], rel=1e-9, abs=1e-12)
    assert shows(text, mark["value"])
    if "theory" in mark:
        assert shows(text, mark["theory"])


def assert_chain_is_told(browser, mark, datasets):
    """The chain names dataset, networks and seed as the dataset does, and each network's value."""
    if "experiment" not in mark:
        return
    data, chain = datasets[mark["experiment"]], browser.text("#chain")
    assert f"results/smoke/datasets/{mark['experiment']}.nc" in chain
    assert data.attrs["content_sha256"] in chain
    sha256s = data.network_sha256
    networks = sha256s.sel({name: place for name, place in mark["where"].items() if name in sha256s.dims})
    told = browser.run("return document.getElementById('chain').textContent")
    assert all(str(sha256) in told for sha256 in networks.values.ravel())
    assert f"Seed {json.loads(data.attrs['seed'])}" in told
    if "n" in mark and held(mark, datasets) is not None:
        shown = browser.run("return [...document.querySelectorAll('#chain .value')].map((part) => part.textContent)")
        values = [value for part in shown for value in part.split(", ")]
        assert [float(value) for value in values if value != "not measurable"] == [
            value for value in held(mark, datasets).values.tolist() if value == value
        ]


def test_a_link_to_a_mark_opens_its_chain(opened):
    browser = opened()
    mark = next(mark for mark in browser.marks("fig3") if "value" in mark)
    browser.run("location.hash = arguments[0]", mark["id"])
    browser.run("return new Promise(requestAnimationFrame)")
    assert shows(browser.text("#chain"), mark["value"])
