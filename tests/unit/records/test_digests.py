"""The digest of a dataset's content depends on all that it says, and on nothing else."""

import platform

import numpy as np
import pytest
import xarray as xr

from sparse_lowrank.records import digests, making


def dataset(values=(1.0, 2.0), dim="replicate", name="gain", dtype=float, labels=("a", "b"), units="1", **attributes):
    variables = {name: (dim, np.array(values, dtype), {"units": units}), "solver": (dim, np.array(labels))}
    return xr.Dataset(variables, attrs={"title": "A title", **attributes})


def digest(**changes):
    return digests.content_sha256(dataset(**changes))


@pytest.mark.parametrize(
    "change",
    [
        {"values": (1.0, np.nextafter(2.0, 3))},
        {"values": (1.0, np.nan)},
        {"values": (2.0, 1.0)},
        {"dtype": np.float32},
        {"dim": "trial"},
        {"name": "variance"},
        {"labels": ("a", "c")},
        {"units": "m"},
        {"title": "Another title"},
        {"seed": 1},
    ],
    ids=str,
)
def test_any_change_of_content_changes_the_digest(change):
    assert digest(**change) != digest()


def test_the_order_of_variables_and_attributes_does_not_matter():
    reordered = dataset(seed=1)[["solver", "gain"]]
    reordered.attrs = dict(reversed(reordered.attrs.items()))
    assert digests.content_sha256(reordered) == digest(seed=1)


def test_the_digest_that_a_dataset_states_is_no_part_of_its_content():
    assert digest(content_sha256="0") == digest()


def test_the_sign_of_zero_is_content():
    assert digest(values=(0.0, 1.0)) != digest(values=(-0.0, 1.0))


def test_the_software_is_named_with_the_versions_that_run():
    versions = making.software("numpy", "xarray")
    assert versions["numpy"] == np.__version__
    assert versions["xarray"] == xr.__version__
    assert versions["python"] == platform.python_version()
    assert "sparse-lowrank" in versions
