"""Damage to any kind of file is found by whoever reads it, and the remedy that the message gives works."""

import re

import netCDF4
import pytest
from conftest import SMOKE

NAME, POINT = "fig1_radius_vs_size", "n_units=160~out_degree=40~gain=1"
NETWORKS, SPECTRA = (f"results/smoke/{stage}/{NAME}/{POINT}.nc" for stage in ("networks", "spectra"))
DATASET = f"results/smoke/datasets/{NAME}.nc"
PANEL = "figures/smoke/panels/fig1d.pdf"


def truncate(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def alter_a_radius(path):
    with netCDF4.Dataset(path, "a") as file:
        file["spectral_radius"][0] += 1e-9


# Who reads it: (the damaged file, the damage, what is made from it, the log)
DAMAGES = {
    "aggregate, a point of which one number differs": (SPECTRA, alter_a_radius, DATASET, f"aggregate/{NAME}"),
    "measure_spectra, half of a network": (NETWORKS, truncate, SPECTRA, f"measure_spectra/{NAME}/{POINT}"),
    "plot_panel, half of a dataset": (DATASET, truncate, PANEL, "plot_panel/fig1d"),
}


@pytest.mark.parametrize("reader", DAMAGES)
def test_damage_is_named_on_the_terminal_and_in_the_log_and_can_be_repaired(finished, reader):
    file, damage, product, log = DAMAGES[reader]
    intact = (finished.path / product).read_bytes()
    damage(finished.path / file)
    (finished.path / product).unlink()
    done = finished.snakemake("--cores", "1", product, *SMOKE, "--notemp", check=False)
    assert done.returncode != 0
    for told in (done.stdout, (finished.path / f"results/smoke/logs/{log}.log").read_text()):
        whole = rf"{re.escape(file)}: .+\. Remedy: delete this file and run snakemake again; .+ from its seed\.$"
        assert re.search(whole, told, flags=re.MULTILINE), told
    assert not (finished.path / product).exists()
    (finished.path / file).unlink()
    finished.smoke(product, "--notemp")
    assert (finished.path / product).read_bytes() == intact
