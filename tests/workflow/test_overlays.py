"""Numbers that come as text are numbers, and null in an overlay takes a key away, in a run of the workflow."""

import yaml

from helpers.workspace import SMOKE

NAME = "fig1_radius_vs_size"
TARGET = f"results/smoke/datasets/{NAME}.nc"


def test_numbers_within_a_mapping_on_the_command_line_are_numbers(workspace):
    change = f"experiments={{{NAME}: {{gain: 1e-2, replicates: 3}}}}"
    planned = workspace.snakemake("-n", TARGET, *SMOKE, "--config", change).stdout
    assert "gain=0.01" in planned


def test_an_overlay_can_ask_for_sparsity_in_place_of_the_degree(workspace):
    overlay = {"experiments": {NAME: {"out_degree": None, "sparsity": "5e-1"}}}
    (workspace.path / "mine.yaml").write_text(yaml.safe_dump(overlay))
    planned = workspace.snakemake("-n", TARGET, *SMOKE, "mine.yaml").stdout
    assert "sparsity=0.5" in planned
    assert "out_degree" not in planned
