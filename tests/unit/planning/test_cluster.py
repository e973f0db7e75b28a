import pytest

from sparse_lowrank.errors import ConfigurationError
from sparse_lowrank.planning import cluster


@pytest.mark.parametrize(("key", "value"), [("slurm_account", "your_account"), ("slurm_partition", "your_partition")])
def test_a_line_of_the_profile_that_is_not_filled_in_is_refused(key, value):
    with pytest.raises(ConfigurationError, match=f"{key} = '{value}'.*Remedy: write what `.*` lists"):
        cluster.check({key: value})


def test_without_slurm_no_account_is_refused(monkeypatch):
    monkeypatch.setenv("PATH", "")
    cluster.check({"slurm_account": "lab", "slurm_partition": "points", "mem_mb": "500"})
