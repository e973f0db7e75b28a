"""Results that go through a storage provider are those of a local run, and come back to who needs them."""

import json
import re

import bucket
import pytest
import yaml

from helpers.workspace import SMOKE, checkout

FIGURE = "fig5"  # of networks, spectra and dynamics
TARGETS = [
    f"figures/smoke/{FIGURE}.json",
    f"figures/smoke/panels/{FIGURE}a.pdf",
    *(f"results/smoke/{product}" for product in ("claims.csv", "report.html", "crate.zip")),
]
CONFIGURED = (*SMOKE, "two_panels.yaml")
UNSTEADY = {"report.html", "crate.zip", f"{FIGURE}.json"}  # they tell the time


def project(path):
    """A checkout with an overlay that asks for two panels alone, so that claims, report and crate need no more."""
    workspace = checkout(path)
    config = yaml.safe_load((path / "config.yaml").read_text(encoding="utf-8"))
    overlay = {kind: dict.fromkeys(config[kind]) for kind in ("figures", "supplementary_figures")}
    overlay["figures"][FIGURE] = dict.fromkeys(config["figures"][FIGURE].keys() - {"a", "b"})
    (workspace.path / "two_panels.yaml").write_text(yaml.safe_dump(overlay))
    return workspace


@pytest.fixture(scope="module")
def local(tmp_path_factory):
    """A finished run without storage."""
    workspace = project(tmp_path_factory.mktemp("local") / "checkout")
    workspace.snakemake("--cores", "2", *TARGETS, *CONFIGURED)
    return workspace.path


@pytest.fixture(scope="module", params=["fs", "s3"])
def stored(request, tmp_path_factory):
    """A finished run whose results went into a folder or a bucket: how it is run again, its checkout, its storage."""
    folder = tmp_path_factory.mktemp(request.param)
    workspace, kept = project(folder / "checkout"), folder / "kept"
    variables = {"PYTHONPATH": bucket.PACKAGES}

    def run(*arguments, prefix):
        provider = ("--default-storage-provider", request.param, "--default-storage-prefix", prefix)
        shared = ("--shared-fs-usage", "none")
        return workspace.snakemake("--cores", "2", *TARGETS, *shared, *provider, *arguments, *CONFIGURED, **variables)

    if request.param == "fs":
        run(prefix=str(kept))
        yield lambda *arguments: run(*arguments, prefix=str(kept)), workspace.path, kept
        return
    (folder / "server").mkdir()
    with bucket.server(folder / "server") as address:
        s3 = bucket.client(address)
        s3.create_bucket(Bucket="paper")
        variables |= {"SNAKEMAKE_STORAGE_S3_ENDPOINT_URL": address}
        variables |= {f"SNAKEMAKE_STORAGE_S3_{name}_KEY": bucket.KEY for name in ("ACCESS", "SECRET")}
        run(prefix="s3://paper/runs")
        bucket.download(s3, "paper", folder / "bucket")
        yield lambda *arguments: run(*arguments, prefix="s3://paper/runs"), workspace.path, folder / "bucket/runs"


def made(root):
    """The files of results and figures by name, logs and run times left out."""
    files = [path for name in ("results", "figures") for path in (root / name).rglob("*.*") if path.is_file()]
    apart = {"logs", "benchmarks", "configurations", "networks"}
    return {str(path.relative_to(root)): path for path in files if not apart & set(path.parts)}


def test_what_is_stored_is_what_a_local_run_makes_to_the_last_byte(stored, local):
    _, _, kept = stored
    found, expected = made(kept), made(local)
    assert found.keys() == expected.keys()
    assert len(found) > 15
    steady = [name for name in found if found[name].name not in UNSTEADY]
    assert [name for name in steady if found[name].read_bytes() != expected[name].read_bytes()] == []


def test_the_sidecar_tells_the_same_chain(stored, local):
    sidecars = [json.loads((root / TARGETS[0]).read_text()) for root in (stored[2], local)]
    assert all(sidecar.pop("volatile") for sidecar in sidecars)
    assert sidecars[0] == sidecars[1]


def test_no_result_stays_in_the_working_folder(stored):
    assert made(stored[1]).keys() == set()


def test_matrices_are_deleted_from_the_storage_after_use(stored):
    assert list((stored[2] / "results").rglob("networks/*/*.nc")) == []


def test_a_second_run_finds_everything_done(stored):
    assert "Nothing to be done" in stored[0]("-n").stdout


def test_an_edit_of_the_drawing_draws_again_and_measures_nothing(stored):
    run, folder, _ = stored
    module = folder / "scripts/sparse_lowrank/figures/plotting.py"
    before = module.read_text()
    module.write_text(before + "\n# a remark\n")
    planned = set(re.findall(r"^Job \d+: (\w+)", run("-n").stdout, flags=re.MULTILINE))
    module.write_text(before)
    assert planned == {"Drawing", "Tracing", "Writing", "Packing"}
