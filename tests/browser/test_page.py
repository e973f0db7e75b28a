"""The page stands by itself: it asks for nothing, says nothing on the console, and can be read by everybody."""

import time

import pytest

from helpers.browser import SIZES
from helpers.project import CONFIG, ROOT

FIGURES = [*CONFIG["figures"], *CONFIG["supplementary_figures"]]
AXE = ROOT / ".venv/page/node_modules/axe-core/axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


OPEN = "document.querySelectorAll('details').forEach((part) => { part.open = true; })"


def first_mark(browser, figure="fig3", **wanted):
    """The id of the first mark that can be pointed at and is as wanted."""
    for mark in browser.marks(figure):
        if wanted.items() <= mark.items() and browser.place(mark["id"]):
            return mark["id"]
    raise AssertionError(f"no such mark in {figure}: {wanted}")


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_no_violation_of_wcag_2_2_aa(opened, size, dark):
    browser = opened(size=size, dark=dark)
    browser.click(first_mark(browser, kind="measured"))
    browser.run(OPEN)
    browser.run(AXE.read_text())
    found = browser.driver.execute_async_script(
        "axe.run({runOnly: arguments[0]}).then((found) => arguments[1](found.violations))", STANDARDS
    )
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


def test_nothing_leaves_the_page_and_nothing_is_said_on_the_console(opened, page):
    browser = opened()
    for figure in FIGURES:
        browser.click(first_mark(browser, figure))
    browser.run("document.querySelector('[data-claim]').click()")
    browser.run("document.querySelector('.filter input').click()")
    for kind in ("csv", "svg"):
        browser.run(f"document.querySelector('[data-file={kind}]').click()")
    time.sleep(0.5)
    asked = {address for address in browser.requests() if not address.startswith(("data:", "blob:"))}
    assert asked == {page.as_uri()}
    assert browser.messages() == []


def test_the_policy_of_the_page_stops_foreign_script_and_style(opened):
    browser = opened()
    browser.run("""
        document.body.setAttribute("onclick", "globalThis.foreign = 1");
        const script = document.createElement("script");
        script.textContent = "globalThis.foreign = 1";
        document.body.append(script);
        document.body.click();
        document.body.setAttribute("style", "color: rgb(1, 2, 3)");
    """)
    assert browser.run("return globalThis.foreign ?? null") is None
    assert browser.run("return getComputedStyle(document.body).color") != "rgb(1, 2, 3)"


def test_a_page_without_script_shows_figures_captions_and_claims(opened):
    browser = opened(script=False)
    for figure in FIGURES:
        assert browser.one(f"#{figure} svg.drawing").size["height"] > 100
        assert browser.text(f"#{figure} figcaption")
    assert browser.one("#claims td.verdict").is_displayed()
    browser.one("#fig5-fidelity summary").click()
    assert browser.one("#fig5-fidelity td").is_displayed()
    assert not any(part.is_displayed() for part in browser.driver.find_elements("css selector", "[data-live]"))


@pytest.mark.parametrize("dark", [False, True])
def test_print_is_on_white_paper_with_the_chain_and_without_controls(opened, dark):
    browser = opened(dark=dark)
    browser.click(first_mark(browser, kind="measured"))
    browser.show_as("print")
    assert browser.run("return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert browser.one("#chain").is_displayed()
    controls = browser.driver.find_elements("css selector", "nav, button, input, #tip")
    assert controls
    assert not any(control.is_displayed() for control in controls)
    widths = browser.run("return [...document.querySelector('#claims tbody tr').cells].map((cell) => cell.offsetWidth)")
    assert max(widths) == widths[1]


def test_a_link_to_a_mark_opens_its_chain(opened, page):
    browser = opened()
    mark = first_mark(browser, kind="measured")
    browser.driver.get(f"{page.as_uri()}#{mark}")
    browser.driver.refresh()
    assert browser.one("#chain").is_displayed()


def test_a_finger_reads_a_mark_at_the_first_touch_and_chooses_it_at_the_second(opened):
    browser = opened(size="phone")
    mark = first_mark(browser, kind="measured")
    for shown in (False, True):
        browser.tap(mark)
        assert browser.one("#tip").is_displayed()
        assert browser.one("#chain").is_displayed() == shown


def test_nothing_on_a_phone_is_wider_than_the_phone(opened):
    browser = opened(size="phone")
    browser.click(first_mark(browser, kind="measured"))
    browser.run(OPEN)
    assert browser.run("return document.documentElement.scrollWidth") == SIZES["phone"][0]
