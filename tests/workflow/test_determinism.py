"""The same configuration gives the same bytes, whatever the cores and the order."""

import json

DATASETS = [
    f"results/smoke/datasets/{name}.nc"
    for name in ("fig4_random_dimensionality", "fig2_vs_size", "fig1_radius_vs_size", "fig1_radius_vs_sparsity")
]
FILES = [*DATASETS, "figures/smoke/panels/fig1a.pdf", "figures/smoke/fig1.png", "figures/smoke/fig1.pdf"]
SIDECAR = "figures/smoke/fig1.json"


def stable(workspace):
    """The sidecar without its volatile section."""
    sidecar = json.loads((workspace.path / SIDECAR).read_text())
    del sidecar["volatile"]
    return sidecar


def test_one_core_and_another_order_change_no_byte(workspace, finished_once):
    """Of datasets, figures, panels, and sidecars but for their volatile section."""
    workspace.smoke(*FILES, SIDECAR, cores=1)
    for name in FILES:
        assert (workspace.path / name).read_bytes() == (finished_once.path / name).read_bytes(), name
    assert stable(workspace) == stable(finished_once)


def test_networks_are_deleted_after_use(finished_once):
    """But those of Figure 1, which was built with --notemp."""
    kept = {path.parent.name for path in (finished_once.path / "results/smoke/networks").rglob("*.nc")}
    assert kept
    assert all(name.startswith("fig1_") for name in kept)
