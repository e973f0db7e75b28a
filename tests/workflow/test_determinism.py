"""The same configuration gives the same bytes, whatever the cores, the order, and what a user has set."""

import json

from helpers.workspace import SMOKE
from sparse_lowrank.datasets import dataset_files

DATASETS = [
    f"results/smoke/datasets/{name}.nc"
    for name in ("fig5_regimes", "fig4_random_dimensionality", "fig2_spectra", "fig2_vs_size", "fig1_radius_vs_size")
]
FILES = [*DATASETS, "figures/smoke/panels/fig1a.pdf", "figures/smoke/fig2.png", "figures/smoke/fig2.pdf"]
SIDECAR = "figures/smoke/fig2.json"
SET_BY_THE_USER = {
    "OPENBLAS_CORETYPE": "Nehalem",
    "OPENBLAS_NUM_THREADS": "2",
    "OMP_NUM_THREADS": "2",
    "OMP_DYNAMIC": "TRUE",
    "MKL_NUM_THREADS": "2",
    "MKL_CBWR": "COMPATIBLE",
    "NPY_ENABLE_CPU_FEATURES": "X86_V3",
}


def stable(workspace):
    """The sidecar without its volatile section."""
    sidecar = json.loads((workspace.path / SIDECAR).read_text())
    del sidecar["volatile"]
    return sidecar


def test_one_core_another_order_and_what_a_user_has_set_change_no_byte(workspace, finished_once):
    """Of datasets, figures, panels, and sidecars but for their volatile section."""
    workspace.snakemake("--cores", "1", *FILES, SIDECAR, *SMOKE, **SET_BY_THE_USER)
    for name in FILES:
        assert (workspace.path / name).read_bytes() == (finished_once.path / name).read_bytes(), name
    assert stable(workspace) == stable(finished_once)


def test_results_of_points_are_the_same_in_many_parts(workspace, finished_once):
    """But for the configuration that they were told, which states how long a job may take; no part is kept."""
    names = [
        "spectra/fig3_vs_variance/n_units=400~out_degree=200~variance=0.01~covariance=0.01.nc",
        "dynamics/fig6_readout_variance/n_units=800~in_degree=200~variance=0.1~covariance=0.03.nc",
    ]
    files = [f"results/smoke/{name}" for name in names]
    workspace.snakemake("--cores", "2", *files, *SMOKE, "--config", "longest_job=0.001")
    for file in files:
        parts, whole = (dataset_files.read(place.path / file) for place in (workspace, finished_once))
        assert parts.attrs.pop("run_configuration") != whole.attrs.pop("run_configuration")
        assert parts.identical(whole)
    made = workspace.path / "results/smoke"
    assert len(list(made.glob("logs/measure_spectra/*/*/*of3.log"))) == 3
    assert not list(made.glob("*/*/*/*of*.nc"))


def test_networks_are_deleted_after_use(finished_once):
    """But those of Figure 1 and of the scaling, which were built with --notemp."""
    kept = {path.parent.name for path in (finished_once.path / "results/smoke/networks").rglob("*.nc")}
    assert kept
    assert all(name.startswith(("fig1_", "scaling")) for name in kept)
