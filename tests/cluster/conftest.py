"""A SLURM of our own, and what is built on it and beside it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import slurm
from runs import filled_in
from ways import TARGETS, WAYS

from helpers.workspace import checkout


@pytest.fixture(scope="session")
def cluster():
    """A running SLURM of two nodes."""
    try:
        slurm.start()
        yield slurm
    finally:
        slurm.stop()


@pytest.fixture(scope="session")
def local(tmp_path_factory):
    """A finished run on this machine, without a cluster."""
    workspace = checkout(tmp_path_factory.mktemp("local") / "checkout")
    workspace.smoke(*TARGETS)
    return workspace


@pytest.fixture(scope="session")
def runs(cluster, tmp_path_factory):
    """What is built in each way, in a checkout of its own, all at the same time: by way, the checkout and its end."""
    with ThreadPoolExecutor() as pool:
        workspaces = [filled_in(checkout(tmp_path_factory.mktemp(way.__name__) / "checkout")) for way in WAYS]
        yield {way: (place, pool.submit(way, place)) for way, place in zip(WAYS, workspaces, strict=True)}


@pytest.fixture
def workspace(tmp_path):
    """A fresh checkout in which a user has filled in the account and the partition."""
    return filled_in(checkout(tmp_path / "checkout"))
