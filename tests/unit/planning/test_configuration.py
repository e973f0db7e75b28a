"""A configuration that cannot work is refused in one line, with the key, the value and the remedy."""

import copy

import pytest
import yaml
from snakemake.utils import update_config

from helpers.project import CONFIG, ROOT, SCHEMA
from helpers.refusals import assert_one_line, check, experiment, refusal

NAME, SMALL = "fig1_radius_vs_size", "fig1_spectra"


def panel(**changes):
    return lambda config: config["figures"]["fig1"]["c"].update(changes)


# What is wrong: (the change, the key and the value that the message names)
MISTAKES = {
    "an unknown key": (lambda config: config.update(sead=1), "sead = 1"),
    "a negative seed": (lambda config: config.update(seed=-1), "seed = -1"),
    "a seed that is no integer": (lambda config: config.update(seed=1.5), "seed = 1.5"),
    "a whole seed as a float": (lambda config: config.update(seed=7.0), "seed = 7.0"),
    "a seed in words": (lambda config: config.update(seed="seven"), "seed = 'seven'"),
    "no experiments": (lambda config: config.pop("experiments"), "experiments = None"),
    "an experiment without content": (lambda config: config["experiments"].update({SMALL: None}), f"{SMALL} = None"),
    "a misspelt key": (experiment(NAME, sparsitty=0.5), "sparsitty = 0.5"),
    "an unknown ensemble": (experiment(NAME, network="scale_free"), "network = 'scale_free'"),
    "text for a number": (experiment(NAME, gain="large"), "gain = 'large'"),
    "an empty sweep": (experiment(NAME, gain=[]), "gain = []"),
    "a linspace of no values": (experiment(NAME, gain={"linspace": [0, 1, 0]}), "gain"),
    "a linspace without count": (experiment(NAME, gain={"linspace": [0, 1]}), "gain"),
    "a count of values as a float": (experiment(SMALL, sparsity={"linspace": [0, 1, 2.0]}), f"{SMALL}.sparsity"),
    "no replicates": (experiment(NAME, replicates=0), "replicates = 0"),
    "a whole number of replicates as a float": (experiment(SMALL, replicates=2.0), f"{SMALL}.replicates = 2.0"),
    "an experiment that does not exist": (panel(experiments=["fig1_radius"]), "experiments = 'fig1_radius'"),
    "too many experiments for a panel": (panel(experiments=[NAME, NAME]), "fig1.c.experiments"),
    "an option that a panel does not have": (panel(options={"colour": "red"}), "fig1.c.options"),
    "a panel that does not exist": (lambda c: c["figures"]["fig1"].update(z={"experiments": []}), "fig1.z"),
    "a figure that does not exist": (lambda c: c["figures"].update(fig99={"a": {"experiments": []}}), "fig99"),
    "a panel's name that is no letter": (lambda c: c["figures"]["fig1"].update(first={"experiments": []}), "first"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_line_with_key_value_and_remedy(mistake):
    change, named = MISTAKES[mistake]
    assert_one_line(refusal(change), named)


def test_the_configurations_of_the_paper_and_of_toy_size_pass():
    check(CONFIG)
    smoke = copy.deepcopy(CONFIG)
    update_config(smoke, yaml.safe_load((ROOT / "config/smoke.yaml").read_text()))
    check(smoke)


@pytest.mark.parametrize(
    ("change", "right"),
    [(lambda config: config.update(sed=1), "seed"), (experiment(SMALL, sparsitty=0.5), "sparsity")],
    ids=["of the whole", "of an experiment"],
)
def test_a_misspelt_key_is_answered_with_the_right_one(change, right):
    assert f"Remedy: did you mean {right}?" in refusal(change)


def test_a_missing_folder_is_answered_with_its_whole_description():
    message = refusal(lambda config: config["pathvars"].pop("results"))
    assert message.endswith("add results: folder of networks, point results and datasets")


def test_every_key_of_the_schema_is_described():
    def keys(node):
        if isinstance(node, dict):
            yield from node.get("properties", {}).items()
            for value in node.values():
                yield from keys(value)

    described = [(name, entry) for name, entry in keys(SCHEMA) if isinstance(entry, dict)]
    assert len(described) > 30
    for name, entry in described:
        reference = SCHEMA["$defs"].get(entry.get("$ref", "").rpartition("/")[2], {})
        assert entry.get("description") or reference.get("description"), name
