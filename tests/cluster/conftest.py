"""A SLURM of our own, and what is built on it and beside it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import slurm
from runs import Run, filled_in
from ways import DATASET, IN_STORAGE, ON_SLURM, TARGETS, WAYS

from helpers.workspace import checkout
from storage.bucket import PACKAGES


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


@pytest.fixture(scope="session")
def stored(cluster, tmp_path_factory):
    """A run on the cluster whose results go to a folder through a storage provider: the run, and that folder.

    Every job of the scheduler has its copies in a folder that no other job reads.
    """
    folder = tmp_path_factory.mktemp("stored")
    workspace, kept = filled_in(checkout(folder / "checkout")), folder / "kept"
    apart = ("--remote-job-local-storage-prefix", f"{folder}/scratch/$SLURM_JOB_ID")
    return Run(workspace, DATASET, *ON_SLURM, *apart, *IN_STORAGE, str(kept), PYTHONPATH=PACKAGES), kept


@pytest.fixture
def workspace(tmp_path):
    """A fresh checkout in which a user has filled in the account and the partition."""
    return filled_in(checkout(tmp_path / "checkout"))
