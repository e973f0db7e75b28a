"""The same configuration gives the same bytes, whatever the cores and the order."""

from conftest import checkout

DATASETS = [
    f"results/smoke/datasets/{name}.nc"
    for name in ("fig1_radius_vs_sparsity", "fig1_radius_vs_size", "fig2_vs_size", "fig4_random_dimensionality")
]
TARGETS = [*DATASETS, "figures/smoke/fig1.pdf", "figures/smoke/fig1.png", "figures/smoke/panels/fig1a.pdf"]


def built(path, targets, cores):
    workspace = checkout(path)
    workspace.smoke(*targets, cores=cores)
    return {name: (workspace.path / name).read_bytes() for name in TARGETS}


def test_cores_and_order_change_no_byte_of_datasets_and_figures(tmp_path):
    assert built(tmp_path / "two", TARGETS[::-1], cores=2) == built(tmp_path / "one", TARGETS, cores=1)
