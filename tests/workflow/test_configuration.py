"""A configuration that cannot work is refused before anything runs, with the key, the value and the remedy."""

import re

import pytest
import yaml
from conftest import SMOKE

from sparse_lowrank.planning.points import sweep_values

EXPERIMENT = "fig1_radius_vs_size"
RANK_ONE = "fig3_vs_size"


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


def panel(**changes):
    return lambda config: config["figures"]["fig1"]["c"].update(changes)


# What is wrong: (the change, the key and the value that the message names)
MISTAKES = {
    "an unknown key": (lambda config: config.update(sead=1), "sead = 1"),
    "a negative seed": (lambda config: config.update(seed=-1), "seed = -1"),
    "a seed that is no integer": (lambda config: config.update(seed=1.5), "seed = 1.5"),
    "no experiments": (lambda config: config.pop("experiments"), "experiments = None"),
    "a misspelt key": (experiment(EXPERIMENT, sparsitty=0.5), "sparsitty = 0.5"),
    "an unknown ensemble": (experiment(EXPERIMENT, network="scale_free"), "network = 'scale_free'"),
    "a sparsity above one": (experiment("fig1_spectra", sparsity=[0, 1.5]), "sparsity = 1.5"),
    "a negative gain": (experiment(EXPERIMENT, gain=-1), "gain = -1"),
    "a value that is not a number": (experiment(EXPERIMENT, gain=float("nan")), "gain = nan"),
    "an infinite value": (experiment(EXPERIMENT, gain=float("inf")), "gain = inf"),
    "text for a number": (experiment(EXPERIMENT, gain="large"), "gain = 'large'"),
    "an empty sweep": (experiment(EXPERIMENT, gain=[]), "gain = []"),
    "a linspace of no values": (experiment(EXPERIMENT, gain={"linspace": [0, 1, 0]}), "gain"),
    "a linspace without count": (experiment(EXPERIMENT, gain={"linspace": [0, 1]}), "gain"),
    "a value twice in a sweep": (experiment(EXPERIMENT, gain=[1, 0.5, 1]), "gain = [1, 0.5, 1]"),
    "no units": (experiment(EXPERIMENT, n_units=0), "n_units = 0"),
    "half a unit": (experiment(EXPERIMENT, n_units=400.5), "n_units = 400.5"),
    "more connections than units": (experiment(EXPERIMENT, n_units=[100, 300]), "out_degree = 200"),
    "no replicates": (experiment(EXPERIMENT, replicates=0), "replicates = 0"),
    "a parameter missing": (experiment(EXPERIMENT, gain=None), "gain = None"),
    "a parameter of another ensemble": (experiment(EXPERIMENT, variance=1.0), "variance = 1.0"),
    "a covariance above the variance": (experiment(RANK_ONE, covariance=0.5), "covariance = 0.5"),
    "a size that is not determined": (experiment(EXPERIMENT, out_degree=None), EXPERIMENT),
    "a size determined twice": (experiment(EXPERIMENT, sparsity=0.5), EXPERIMENT),
    "both degrees": (experiment(EXPERIMENT, n_units=None, in_degree=100), EXPERIMENT),
    "an infinite network": (experiment("fig1_radius_vs_degree_sparsity", sparsity=[0, 1]), "sparsity = [0, 1]"),
    "an outlier without structure": (
        experiment(EXPERIMENT, spectra="bulk_and_outlier"),
        "spectra = 'bulk_and_outlier'",
    ),
    "nothing to measure": (experiment(EXPERIMENT, spectra=None), EXPERIMENT),
    "an experiment that does not exist": (panel(experiments=["fig1_radius"]), "experiments = 'fig1_radius'"),
    "too many experiments for a panel": (panel(experiments=[EXPERIMENT, EXPERIMENT]), "fig1.c.experiments"),
    "an option that a panel does not have": (panel(options={"colour": "red"}), "fig1.c.options"),
    "a panel that does not exist": (lambda c: c["figures"]["fig1"].update(z={"experiments": []}), "fig1.z"),
    "a figure that does not exist": (lambda c: c["figures"].update(fig99={"a": {"experiments": []}}), "fig99"),
    "a panel's name that is no letter": (lambda c: c["figures"]["fig1"].update(first={"experiments": []}), "first"),
    "a sample interval between steps": (
        lambda c: c["experiments"]["fig5_vs_size"]["dynamics"].update(sample_interval=0.3),
        "sample_interval = 0.3",
    ),
    "an input without onset": (
        lambda c: c["experiments"]["fig4_sparse_trajectories"]["dynamics"].pop("onset"),
        "onset = None",
    ),
}


def contents(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_line_with_key_value_and_remedy(finished_once, tmp_path, mistake):
    change, named = MISTAKES[mistake]
    config = yaml.safe_load((finished_once.path / "config.yaml").read_text())
    change(config)
    (tmp_path / "mistaken.yaml").write_text(yaml.safe_dump(config))
    workspace = finished_once.copy(tmp_path / "checkout")
    (workspace.path / "config.yaml").write_text(yaml.safe_dump(config))
    before = contents(workspace.path / "results")
    done = workspace.snakemake("--cores", "1", "results/datasets/fig1_spectra.nc", check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("config: ")]
    assert done.returncode != 0
    assert len(lines) == 1, done.stdout
    assert named in lines[0]
    assert re.search(r"Remedy: \w+", lines[0])
    assert contents(workspace.path / "results") == before


def test_a_misspelt_key_is_answered_with_the_right_one(workspace):
    done = workspace.snakemake("-n", *SMOKE, "--config", "sed=1", check=False)
    assert "did you mean seed?" in done.stdout


def test_every_key_of_the_schema_is_described(workspace):
    schema = yaml.safe_load((workspace.path / "workflow/schemas/config.schema.yaml").read_text())

    def keys(node):
        if isinstance(node, dict):
            yield from node.get("properties", {}).items()
            for value in node.values():
                yield from keys(value)

    described = [(name, entry) for name, entry in keys(schema) if isinstance(entry, dict)]
    assert len(described) > 30
    for name, entry in described:
        reference = schema["$defs"].get(entry.get("$ref", "").rpartition("/")[2], {})
        assert entry.get("description") or reference.get("description"), name


def test_notation_does_not_matter(finished):
    assert sweep_values("sparsity", [0, 1]) == sweep_values("sparsity", {"linspace": [0.0, 1.0, 2]})

    def rewrite(config):
        config["experiments"]["fig1_radius_vs_sparsity"]["sparsity"] = [0, 0.25, 0.5, 0.75, 1]

    finished.configure(rewrite)
    assert finished.planned("figures/smoke/fig1.pdf") <= {
        "Combining the points of fig1_radius_vs_sparsity",
        "Drawing fig1",
    }
