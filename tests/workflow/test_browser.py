"""The page of the report answers in a real browser: one mark by mouse and by keys. tests/browser asks for more."""

import pytest

from helpers.browser import Browser, needs_a_browser, shows
from sparse_lowrank.datasets import dataset_files

EXPERIMENT = "fig1_radius_vs_size"


@pytest.fixture
def browser(finished_once, tmp_path):
    needs_a_browser()
    opened = Browser(finished_once.path / "results/smoke/report.html", tmp_path)
    yield opened
    opened.close()


def test_a_mark_tells_its_value_and_its_networks(browser, finished_once):
    data = dataset_files.read(finished_once.path / f"results/smoke/datasets/{EXPERIMENT}.nc")
    mark = next(mark for mark in browser.marks("fig1") if mark.get("experiment") == EXPERIMENT)
    at_mark = data.sel(mark["where"])
    browser.point(mark["id"])
    assert shows(browser.text("#tip"), float(at_mark.spectral_radius.mean()))
    browser.press("TAB")
    browser.click(mark["id"])
    chain = browser.run("return document.getElementById('chain').textContent")
    assert all(str(sha256) in chain for sha256 in at_mark.network_sha256.values)
    assert browser.messages() == []
