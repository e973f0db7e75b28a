"""What the check of the configuration says to a change of it."""

import copy

import pytest

from helpers.project import CONFIG, ROOT, SCHEMA
from sparse_lowrank.errors import ConfigurationError
from sparse_lowrank.planning import configuration

PANELS, CAPTIONS = ROOT / "scripts/sparse_lowrank/figures/panels", ROOT / "workflow/report"


def check(config):
    """Check a whole configuration as the workflow does before anything else."""
    configuration.check(config, SCHEMA, PANELS, CAPTIONS)


def refusal(change):
    """The message with which config.yaml, changed by a function of its content, is refused."""
    config = copy.deepcopy(CONFIG)
    change(config)
    with pytest.raises(ConfigurationError) as refused:
        check(config)
    return str(refused.value)


def experiment(name, **changes):
    """A change of an experiment: keys set to values, or removed where the value is None."""

    def change(config):
        entry = config["experiments"][name]
        for key, value in changes.items():
            if value is None:
                del entry[key]
            else:
                entry[key] = value

    return change


def assert_one_line(message, named):
    """The message is one line that names key and value, and ends in a remedy."""
    assert message.startswith("config: ")
    assert len(message.splitlines()) == 1
    said, _, remedy = message.partition(" Remedy: ")
    assert named in said
    assert remedy[:1].isalnum()
