"""A finished run can be read on one page and handed on as one archive."""

import csv
import hashlib
import json
import re
import stat
import subprocess
import zipfile
from urllib.parse import unquote

import pytest

from helpers.project import CONFIG, ROOT

LAST = {"write_report", "make_crate"}  # rules whose jobs may end when the report is written
VALIDATOR = ROOT / ".venv/validator/bin/python"


@pytest.fixture(scope="module")
def products(finished_once):
    return finished_once.path


@pytest.fixture(scope="module")
def page(products):
    return (products / "results/smoke/report.html").read_text()


@pytest.fixture(scope="module")
def crate(products):
    return zipfile.ZipFile(products / "results/smoke/crate.zip")


def test_the_report_shows_every_figure_and_every_claim(products, page):
    figures = [*CONFIG["figures"], *CONFIG["supplementary_figures"]]
    assert [name for name in re.findall(r'<section id="(\w+)"', page) if name in figures] == figures
    assert page.count('class="drawing"') == len(figures)
    for table in ("claims", "findings"):
        with open(products / f"results/smoke/{table}.csv") as file:
            verdicts = list(csv.DictReader(file))
        assert verdicts
        assert all(f'id="{row["figure"]}.{row["id"]}"' in page for row in verdicts)


def test_the_report_shows_the_table_of_fidelity_of_every_figure_of_the_paper(page):
    told = re.findall(r'<details class="fidelity" id="(\w+)-fidelity">.*?<table.*?</table>', page, flags=re.DOTALL)
    assert told == list(CONFIG["figures"])


def test_the_report_tells_the_run_times_of_all_jobs_before_it(products, page):
    told = dict(re.findall(r"<td>(?:<code>)?(\w+)(?:</code>)?</td><td class=\"number\">(\d+)</td>", page))
    folders = [folder for folder in (products / "results/smoke/benchmarks").iterdir() if folder.name not in LAST]
    assert len(folders) > 8
    assert {folder.name: int(told[folder.name]) for folder in folders} == {
        folder.name: len(list(folder.rglob("*.tsv"))) for folder in folders
    }


def test_the_report_loads_nothing_from_elsewhere(page):
    loading = r"""\b(?:src|srcset)="([^"]*)"|<(?:link|image|use) [^>]*href="(?!#)([^"]*)"|url\((?!#)|@import"""
    loaded = re.findall(loading, page)
    assert loaded
    assert all("".join(sources).startswith("data:") for sources in loaded)


def test_no_id_of_the_report_occurs_twice(page):
    ids = re.findall(r'\bid="([^"]*)"', page)
    assert len(ids) == len(set(ids))


def test_the_crate_is_valid_for_an_independent_validator(products):
    command = [VALIDATOR, ROOT / "tests/crate/validate.py", products / "results/smoke/crate.zip"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "provenance-run-crate-0.5: valid"


def test_every_file_of_the_crate_is_described_with_the_digest_that_it_has(crate):
    described = {
        unquote(entity["@id"]): entity["sha256"]
        for entity in json.loads(crate.read("ro-crate-metadata.json"))["@graph"]
        if "sha256" in entity
    }
    files = [entry.filename for entry in crate.infolist() if stat.S_ISREG(entry.external_attr >> 16)]
    packed = {name: hashlib.sha256(crate.read(name)).hexdigest() for name in files}
    packed.pop("ro-crate-metadata.json")
    assert packed == described


def test_the_crate_leads_from_every_figure_back_to_the_configuration(crate):
    actions = [
        entity
        for entity in json.loads(crate.read("ro-crate-metadata.json"))["@graph"]
        if entity["@type"] == "CreateAction" and entity["@id"] != "#run"
    ]
    origins = {}
    for action in actions:
        for made in listed(action, "result"):
            origins.setdefault(made, set()).update(listed(action, "object"))
    for figure in (f"figures/smoke/fig{number}.pdf" for number in range(1, 7)):
        reached = {figure}
        while more := set().union(*(origins.get(file, ()) for file in reached)) - reached:
            reached |= more
        assert "config.yaml" in reached


def listed(entity, key):
    """The identifiers that an entity refers to by a key, which may hold none, one or several."""
    values = entity.get(key, [])
    return {value["@id"] for value in (values if isinstance(values, list) else [values])}
