"""A real Chromium that reads the page of the report, as a reader would: with mouse, keys and clipboard."""

import json
import re
import shutil
import sys
from xml.etree import ElementTree

import pytest

from helpers.project import ROOT

# Selenium has an environment of its own; what both have is taken from that of the workflow.
sys.path += map(str, (ROOT / ".venv/browser").glob("lib/python*/site-packages"))

PROGRAMS = {name: shutil.which(name) for name in ("chromium", "chromedriver")}
SIZES = {"desktop": (1400, 950), "phone": (390, 844)}

# A point of the screen at which a mark is not hidden behind another: on its line if it has one, else at its middle.
PLACE = """
const mark = document.getElementById(arguments[0]);
mark.scrollIntoView({block: "center"});
const box = mark.getBoundingClientRect();
const places = [[box.x + box.width / 2, box.y + box.height / 2]];
for (const path of mark.querySelectorAll("path"))
  for (let k = 0; k <= 20 && path.getTotalLength(); k++) {
    const at = path.getPointAtLength(path.getTotalLength() * k / 20).matrixTransform(path.getScreenCTM());
    places.push([at.x, at.y]);
  }
return places.find(([x, y]) => document.elementFromPoint(x, y)?.closest(".mark") === mark) ?? null;
"""


def missing():
    """What is not here of what it takes, in words; empty if all is."""
    absent = [name for name, path in PROGRAMS.items() if not path]
    return ", ".join(absent) or ("" if list((ROOT / ".venv/browser").glob("lib/*/*/selenium")) else "selenium")


# Whether the page's own script is not yet at work.
ASLEEP = "return [...document.querySelectorAll('[data-live]')].some((part) => part.hidden)"


class Browser:
    """A browser in which a page is open."""

    def __init__(self, page, downloads, size="desktop", dark=False, script=True):
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service
        from selenium.webdriver.support.ui import WebDriverWait

        self.figures = page.parents[2] / "figures/smoke"
        width, height = SIZES[size]
        options = webdriver.ChromeOptions()
        options.binary_location = PROGRAMS["chromium"]
        for argument in ("headless=new", "no-sandbox", "disable-gpu", f"window-size={width},{height}"):
            options.add_argument(f"--{argument}")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(PROGRAMS["chromedriver"]))
        self.scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.show_as("screen")
        self._tell("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(downloads))
        self._tell("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
        self._tell("Emulation.setScriptExecutionDisabled", value=not script)
        if size == "phone":
            shape = {"width": width, "height": height, "deviceScaleFactor": 2, "mobile": True}
            self._tell("Emulation.setDeviceMetricsOverride", **shape)
            self._tell("Emulation.setTouchEmulationEnabled", enabled=True)
        self.driver.get(page.as_uri())
        if script:  # of which the page tells when it is at work
            WebDriverWait(self.driver, 30).until(lambda _: not self.run(ASLEEP))

    def _tell(self, command, **arguments):
        return self.driver.execute_cdp_cmd(command, arguments)

    def show_as(self, medium):
        """Show the page as on a screen or in print."""
        self._tell("Emulation.setEmulatedMedia", media=medium, features=[self.scheme])

    def run(self, script, *arguments):
        """What a piece of JavaScript returns in the page."""
        return self.driver.execute_script(script, *arguments)

    def one(self, selector):
        """The first element that a CSS selector finds."""
        return self.driver.find_element("css selector", selector)

    def text(self, selector):
        """What a reader sees of an element."""
        return self.one(selector).text

    def marks(self, figure):
        """The marks of a figure, in the order of the page, as its file tells them: dicts, with their `id`."""
        tree = ElementTree.parse(self.figures / f"{figure}.svg")
        told = {e.get("id"): json.loads(e.get("data-mark")) for e in tree.iter() if e.get("class") == "mark"}
        shown = self.run("return [...document.querySelectorAll(`#${arguments[0]} .mark`)].map((e) => e.id)", figure)
        return [{"id": name, "where": {}, **told[name]} for name in shown]

    def place(self, mark):
        """A point of the screen where a mark can be pointed at, or None if others hide it."""
        self._mouse(1, 1).perform()  # away from what the last mark told
        self.run("document.activeElement?.blur()")
        return self.run(PLACE, mark)

    def point(self, mark):
        """Move the mouse to a mark."""
        self._mouse(*self.place(mark)).perform()

    def click(self, mark):
        """Move the mouse to a mark and click."""
        x, y = self.place(mark)
        chain = self._mouse(x, y)
        chain.pointer_action.click()
        chain.perform()

    def tap(self, mark):
        """Touch a mark with a finger."""
        chain = self._mouse(*self.place(mark), kind="touch")
        chain.pointer_action.click()
        chain.perform()

    def _mouse(self, x, y, kind="mouse"):
        from selenium.webdriver.common.actions.action_builder import ActionBuilder
        from selenium.webdriver.common.actions.pointer_input import PointerInput

        chain = ActionBuilder(self.driver, mouse=PointerInput(kind, kind))
        chain.pointer_action.move_to_location(round(x), round(y))
        return chain

    def press(self, *keys):
        """Press keys by their names, e.g. TAB, ARROW_RIGHT, ENTER."""
        from selenium.webdriver.common.action_chains import ActionChains
        from selenium.webdriver.common.keys import Keys

        for key in keys:
            ActionChains(self.driver).send_keys(getattr(Keys, key)).perform()

    def focused(self):
        """The id of the element that has the focus."""
        return self.run("return document.activeElement.id")

    def copied(self, button):
        """What a button copies."""
        self.run("arguments[0].scrollIntoView({block: 'center'})", button)
        button.click()
        return self.driver.execute_async_script("navigator.clipboard.readText().then(arguments[0])")

    def messages(self):
        """What the page said on the console."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self):
        """The addresses of everything that the page asked for, itself included."""
        events = (json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance"))
        return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]

    def close(self):
        self.driver.quit()


def numbers(text):
    """The numbers in a text as they are written."""
    return re.findall(r"-?\d+\.?\d*(?:e[-+]?\d+)?", text.replace("−", "-"))


def shows(text, value):
    """Whether one of the numbers in a text is this value, to the digits that it shows, three at least."""
    return any(is_rounded(number, value) for number in numbers(text))


def is_rounded(number, value):
    """Whether a number, as it is written, is a value rounded to as many digits; trailing zeros may be left out."""
    digits = max(3, len(re.sub(r"^[-0.]+|e.*|\D", "", number)))
    return float(number) == float(f"{value:.{digits}g}")


def needs_a_browser():
    """Skip a test, with a word, where there is no browser."""
    if missing():
        pytest.skip(f"not here: {missing()}; make test-browser installs it")
