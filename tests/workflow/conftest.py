"""A fresh checkout, one finished run for all tests, and the option that names another one."""

from pathlib import Path

import pytest

from helpers.finished import finished_once, told_once  # noqa: F401 - fixtures
from helpers.project import CONFIG
from helpers.workspace import checkout


def pytest_addoption(parser):
    told = "folder with results/ and figures/ of a finished run, whose marks are tested instead of those at toy size"
    parser.addoption("--run", type=Path, metavar="FOLDER", help=told)


def pytest_configure(config):
    """Raise UsageError unless the run that is named has its figures."""
    if run := config.getoption("run"):
        figures = [f"figures/{name}.svg" for kind in ("figures", "supplementary_figures") for name in CONFIG[kind]]
        if missing := [name for name in figures if not (run / name).exists()]:
            told = f"--run {run}: there is no {missing[0]}. Remedy: first build it there: make figures supplement"
            raise pytest.UsageError(told)


@pytest.fixture
def workspace(tmp_path):
    """A fresh checkout, nothing built."""
    return checkout(tmp_path / "checkout")


@pytest.fixture
def finished(finished_once, tmp_path):  # noqa: F811
    """A copy of the finished run, to change freely."""
    return finished_once.copy(tmp_path / "finished")
