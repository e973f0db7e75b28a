"""What the tests read of the project itself: its configuration, its rules, its pinned packages."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
CONFIG = yaml.safe_load((ROOT / "config.yaml").read_text())
SCHEMA = yaml.safe_load((ROOT / "workflow/schemas/config.schema.yaml").read_text())

# The text of every rule by name, and the conda environment that it names.
RULES = {
    name: body
    for file in sorted((ROOT / "workflow/rules").glob("*.smk"))
    for name, body in re.findall(r"^rule (\w+):\n((?:    .*\n|\n)+)", file.read_text(), flags=re.MULTILINE)
}
ENVIRONMENT_OF = {name: re.search(r"envs/(\w+)\.yaml", body)[1] for name, body in RULES.items()}

# Pairs of name and version: some packages have another version on another Python.
LOCKED = re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / "requirements.txt").read_text(), flags=re.MULTILINE)
# The names of conda-forge and bioconda that are not those of the package index.
CONDA_NAMES = {"matplotlib-base": "matplotlib", "snakemake-minimal": "snakemake"}
