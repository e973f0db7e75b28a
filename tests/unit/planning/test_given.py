"""The configuration means the same whoever hands on its numbers, YAML or the command line; null takes a key away."""

import copy

import pytest
import yaml

from helpers.project import CONFIG, SCHEMA
from helpers.refusals import check, experiment, refusal
from sparse_lowrank.planning import given

NAME = "fig1_radius_vs_size"


def resolved(**changes):
    """An experiment of config.yaml after changes, as the workflow takes it."""
    config = copy.deepcopy(CONFIG)
    config["experiments"][NAME].update(changes)
    meant = given.resolved(config, SCHEMA)
    check(meant)
    return meant["experiments"][NAME]


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", 3), ("1e-2", 0.01), ("0.5", 0.5), (["0.1", 0.2], [0.1, 0.2]), ({"linspace": ["0", "1", "3"]}, None)],
)
def test_text_that_is_a_number_is_taken_as_one_where_a_number_is_wanted(text, number):
    expected = number if number is not None else {"linspace": [0, 1, 3]}
    assert resolved(gain=text)["gain"] == expected


def test_a_count_stays_a_count():
    assert resolved(replicates="3")["replicates"] == 3
    assert "replicates = 3.0" in refused(experiment(NAME, replicates="3.0"))


def test_truth_values_as_text_are_truth_values():
    config = copy.deepcopy(CONFIG)
    config["experiments"]["fig3_vs_size"]["scaled"] = "false"
    assert given.resolved(config, SCHEMA)["experiments"]["fig3_vs_size"]["scaled"] is False


def refused(change):
    """The message for a change, after what was given was made what was meant."""
    return refusal(lambda config: (change(config), config.update(given.resolved(config, SCHEMA))))


def test_text_that_is_no_number_is_refused_as_it_was_given():
    assert f"{NAME}.gain = 'strong'" in refused(experiment(NAME, gain="strong"))


def test_text_stays_text_where_text_is_wanted():
    assert "network = '7'" in refused(experiment(NAME, network="7"))


def test_null_takes_a_key_away():
    """So an overlay can ask for the sparsity in place of the degree."""
    entry = resolved(**yaml.safe_load("{out_degree: null, sparsity: 0.5}"))
    assert "out_degree" not in entry
    assert entry["sparsity"] == 0.5


def test_null_for_a_key_that_is_needed_is_answered_as_missing():
    def change(config):
        config["experiments"][NAME]["network"] = None

    assert "network = None: missing. Remedy: add network" in refused(change)


def test_what_was_given_is_left_alone():
    config = copy.deepcopy(CONFIG)
    config["experiments"][NAME].update(gain="1", out_degree=None)
    given.resolved(config, SCHEMA)
    assert config["experiments"][NAME]["gain"] == "1"
