"""A fresh checkout, and one finished run for all tests."""

import pytest

from helpers.finished import finished_once  # noqa: F401 - a fixture
from helpers.workspace import checkout


@pytest.fixture
def workspace(tmp_path):
    """A fresh checkout, nothing built."""
    return checkout(tmp_path / "checkout")


@pytest.fixture
def finished(finished_once, tmp_path):  # noqa: F811
    """A copy of the finished run, to change freely."""
    return finished_once.copy(tmp_path / "finished")
