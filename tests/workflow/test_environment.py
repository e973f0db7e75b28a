"""The pinned environments agree with each other and name no place to download from."""

import re

import pytest
import yaml
from conftest import ROOT

LOCK = dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / "requirements.txt").read_text(), flags=re.MULTILINE))
CONDA_NAMES = {"matplotlib-base": "matplotlib", "snakemake-minimal": "snakemake"}


@pytest.mark.parametrize("file", sorted((ROOT / "envs").glob("*.yaml")), ids=lambda path: path.stem)
def test_conda_environments_pin_the_versions_of_the_lock(file):
    pinned = [entry.split() for entry in yaml.safe_load(file.read_text())["dependencies"]]
    assert ["python", "=3.11"] in pinned
    for name, version in pinned:
        if name != "python":
            assert version == f"=={LOCK[CONDA_NAMES.get(name, name)]}", name


def test_the_lock_holds_what_is_required_at_the_required_version():
    required = re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "requirements.in").read_text(), flags=re.MULTILINE)
    assert len(required) >= 10
    for name, version in required:
        assert LOCK[name.lower()] == version


def test_every_package_of_the_lock_is_held_by_its_hash():
    packages = re.split(r"\n(?=\S)", (ROOT / "requirements.txt").read_text())
    entries = [entry for entry in packages if "==" in entry.split("\n")[0]]
    assert len(entries) > len(LOCK) - 1
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_lock_names_no_place_to_download_from():
    assert not re.search(r"https?://|file:|index-url|find-links", (ROOT / "requirements.txt").read_text())


def test_every_rule_names_an_environment_that_exists():
    for rules in (ROOT / "workflow/rules").glob("*.smk"):
        for name in re.findall(r'conda:\n\s+"(.*)"', rules.read_text()):
            assert (rules.parent / name).exists()
