"""What several processors compute of the same configuration."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml
from emulation import PROCESSORS
from snakemake.utils import update_config

from helpers.finished import finished_once  # noqa: F401 - a fixture
from helpers.project import CONFIG, ROOT


@pytest.fixture(scope="session")
def computed(tmp_path_factory):
    """The folder with what compute.py wrote on each processor, by the name of the processor."""
    experiments = tmp_path_factory.mktemp("configuration") / "experiments.json"
    update_config(CONFIG, yaml.safe_load((ROOT / "config/smoke.yaml").read_text()))
    experiments.write_text(json.dumps(CONFIG["experiments"]))
    folders = {name: tmp_path_factory.mktemp(name.split()[0]) for name in PROCESSORS}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        script = Path(__file__).parent / "compute.py"
        started = {name: pool.submit(run, script, experiments, folders[name]) for name, run in PROCESSORS.items()}
    for finished in started.values():
        assert finished.result().returncode == 0, finished.result().stderr
    return folders
