"""The page of one finished run in one browser."""

import pytest

from helpers.browser import Browser
from helpers.finished import finished_once  # noqa: F401 - a fixture
from sparse_lowrank.datasets import dataset_files


@pytest.fixture(scope="session")
def run(finished_once):  # noqa: F811
    """The folder of the finished run."""
    return finished_once.path


@pytest.fixture(scope="session")
def page(run):
    """The file of the page."""
    return run / "results/smoke/report.html"


@pytest.fixture
def opened(page, tmp_path):
    """A function that opens the page in a browser of its own."""
    browsers = []

    def open_page(**options):
        browsers.append(Browser(page, tmp_path, **options))
        return browsers[-1]

    yield open_page
    for browser in browsers:
        browser.close()


@pytest.fixture(scope="session")
def datasets(run):
    """The datasets by name of experiment."""
    return {path.stem: dataset_files.read(path) for path in (run / "results/smoke/datasets").glob("*.nc")}


@pytest.fixture(scope="session")
def downloads(tmp_path_factory):
    """The folder into which the shared browser downloads."""
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def shared(page, downloads):
    """A browser with the page for tests that need no fresh one."""
    browser = Browser(page, downloads)
    yield browser
    browser.close()
