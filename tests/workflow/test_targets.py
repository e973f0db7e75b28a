"""Every figure, panel and dataset is a target, and every rule says what it needs."""

import re

import pytest
import yaml

from helpers.project import CONFIG, ROOT, RULES
from helpers.workspace import SMOKE, TRIGGERS


def targets(results, figures):
    for experiment in CONFIG["experiments"]:
        yield f"{results}/datasets/{experiment}.nc"
    yield f"{results}/claims.csv"
    yield f"{results}/findings.csv"
    for figure, panels in {**CONFIG["figures"], **CONFIG["supplementary_figures"]}.items():
        yield f"{figures}/{figure}.pdf"
        for format in ("png", "svg", "json", "tif", "eps"):
            yield f"{figures}/{figure}.{format}"
        for letter in panels:
            yield f"{figures}/panels/{figure}{letter}.pdf"


def test_every_target_can_be_planned_at_the_scale_of_the_paper(workspace):
    assert len(workspace.planned(*targets("results", "figures"), smoke=False)) > 50


def test_every_target_can_be_planned_at_toy_size(workspace):
    planned = workspace.planned(*targets("results/smoke", "figures/smoke")).keys()
    assert len(planned) > 50
    assert workspace.planned("all", "supplement", "panels").keys() <= planned


def test_a_target_that_does_not_exist_is_an_error(workspace):
    done = workspace.snakemake("-n", "figures/smoke/fig99.pdf", *SMOKE, check=False)
    assert done.returncode != 0
    assert "figures/smoke/fig99.pdf" in done.stdout


def test_toy_size_never_writes_over_the_scale_of_the_paper(finished_once):
    files = [path.relative_to(finished_once.path) for path in finished_once.outputs() if path.is_file()]
    assert len(files) > 100
    assert all(file.parts[1] == "smoke" for file in files)


@pytest.mark.parametrize("name", RULES)
def test_every_rule_states_what_it_needs(name):
    directives = re.findall(r"^    (\w+):", RULES[name], flags=re.MULTILINE)
    expected = ["message", "input", "output", "log", "benchmark", "resources", "conda", "script"]
    assert set(expected) <= set(directives)
    assert not re.search(r"threads: [^1]", RULES[name])
    assert f'asks_for("{name}")' in RULES[name]
    assert "code=" in RULES[name]


def test_the_default_profile_reruns_what_changed_and_shows_failed_logs():
    profile = yaml.safe_load((ROOT / "profiles/default/config.yaml").read_text())
    assert profile["rerun-triggers"] == list(TRIGGERS)
    assert profile["rerun-incomplete"] is True
    assert profile["show-failed-logs"] is True
