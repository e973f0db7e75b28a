"""Damage to any kind of file is found by whoever reads it, and the remedy that the message gives works."""

import re

import netCDF4

from helpers.hindrances import locked
from helpers.workspace import SMOKE

DELETE = "delete this file and run snakemake again; it will be rebuilt from its seed"
MOVE = "move this file to another place and run snakemake again; it makes its own from the seed"
KEEP = "keep the file; close the program that has it open, and run the same command again"


def cut_off(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def alter_a_radius(path):
    with netCDF4.Dataset(path, "a") as file:
        file["spectral_radius"][0] += 1e-9


def replace_with_foreign(path):
    path.unlink()
    with netCDF4.Dataset(path, "w") as foreign:
        foreign.createDimension("x", 3)


def spectra_to_dataset(experiment, point):
    """A point, and the dataset that is made from it, with the log of the job."""
    spectra = f"results/smoke/spectra/{experiment}/{point}.nc"
    return spectra, f"results/smoke/datasets/{experiment}.nc", f"aggregate/{experiment}"


def networks_to_spectra(experiment, point):
    networks, spectra = (f"results/smoke/{stage}/{experiment}/{point}.nc" for stage in ("networks", "spectra"))
    return networks, spectra, f"measure_spectra/{experiment}/{point}"


def dataset_to_panel(experiment, panel):
    return f"results/smoke/datasets/{experiment}.nc", f"figures/smoke/panels/{panel}.pdf", f"plot_panel/{panel}"


# The damage, the remedy, the damaged file, what is made from it, and the log of that job; each in its own experiment.
DAMAGES = [
    (alter_a_radius, DELETE, *spectra_to_dataset("fig1_radius_vs_size", "n_units=160~out_degree=40~gain=1")),
    (cut_off, DELETE, *spectra_to_dataset("fig1_radius_vs_degree_sparsity", "out_degree=40~sparsity=0.3~gain=1")),
    (
        replace_with_foreign,
        MOVE,
        *spectra_to_dataset("fig2_vs_size", "n_units=40~out_degree=40~variance=16~covariance=4"),
    ),
    (cut_off, DELETE, *networks_to_spectra("fig1_radius_vs_sparsity", "n_units=320~sparsity=0.5~gain=1")),
    (cut_off, DELETE, *dataset_to_panel("fig1_spectra", "fig1b")),
]
LOCKED = "results/smoke/datasets/fig2_vs_sparsity.nc", "figures/smoke/panels/fig2b.pdf", "plot_panel/fig2b"
PRODUCTS = [product for _, _, _, product, _ in DAMAGES]


def test_damage_is_named_and_can_be_repaired(finished):
    """On the terminal and in the log, by each kind of reader, which makes nothing; all is whole when it is deleted."""
    intact = {product: (finished.path / product).read_bytes() for product in PRODUCTS}
    for damage, _, file, product, _ in DAMAGES:
        damage(finished.path / file)
        (finished.path / product).unlink()
    with locked(finished.path / LOCKED[0]):
        whole = [*PRODUCTS, LOCKED[1]]
        done = finished.snakemake("--cores", "2", "--keep-going", *whole, *SMOKE, "--notemp", check=False)
    assert done.returncode != 0
    for _, remedy, file, product, log in [*DAMAGES, (None, KEEP, *LOCKED)]:
        for told in (done.stdout, (finished.path / f"results/smoke/logs/{log}.log").read_text()):
            line = rf"{re.escape(file)}: .+\. Remedy: {re.escape(remedy)}\.$"
            assert re.search(line, told, flags=re.MULTILINE), told
        assert not (finished.path / product).exists()
    for _, _, file, _, _ in DAMAGES:
        (finished.path / file).unlink()
    finished.smoke(*whole, "--notemp")
    assert {product: (finished.path / product).read_bytes() for product in PRODUCTS} == intact
