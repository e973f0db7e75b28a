"""A configuration that cannot work is refused in one line before any job, and nothing that exists is touched.

What is wrong, and what is said of it, is tested with the check itself: tests/unit/planning.
"""

import re

import pytest

from helpers.workspace import SMOKE

NAME = "fig1_spectra"
# Ten lines that stand for a billion values.
BOMB = "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{below}'] * 9)}]\n" for below, name in zip("abcdefgh", "bcdefghi", strict=True)
)
# What is wrong: (keys of the experiment, what the message says)
MISTAKES = {
    "a key that the schema does not know": ({"sparsitty": 0.5}, "Remedy: did you mean sparsity?"),
    "a meaning that no schema can deny": ({"coherence": [0, 0.1]}, f"{NAME}.coherence = [0, 0.1]"),
}


def assert_refused(workspace, said, *arguments):
    """Snakemake ends before any job, in one line of ours, and leaves every output alone."""
    before = workspace.outputs()
    done = workspace.snakemake("--cores", "1", "figures/smoke/fig1.pdf", *SMOKE, *arguments, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("config: ")]
    assert done.returncode != 0
    assert len(lines) == 1, done.stdout
    assert said in lines[0]
    assert "Remedy: " in lines[0]
    assert "Traceback" not in done.stdout
    assert "Job stats" not in done.stdout
    assert workspace.outputs() == before
    assert before


# Of somebody else's: (the text of an overlay, what is said of it)
OVERLAYS = {
    "a bomb": (BOMB, "config: stands for more than 100000 values. Remedy: "),
    "a program": ("seed: !!python/object/apply:os.mkdir [run]", "Config file is not valid JSON or YAML"),
    "a hidden key": (r'"seed\e[2J": 1', "config: seed[U+001B][2J = 1: unknown key. Remedy: "),
}


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_a_configuration_of_somebody_else_is_refused_in_one_line_and_not_run(workspace, overlay):
    text, said = OVERLAYS[overlay]
    (workspace.path / "overlay.yaml").write_text(text)
    done = workspace.snakemake("-n", "--configfile", "overlay.yaml", check=False)
    assert done.returncode != 0
    assert said in done.stdout
    assert "Traceback" not in done.stdout
    assert not re.search("[^\n\t -~\xa0-\uffff]", done.stdout)
    assert not (workspace.path / "run").exists()


def test_a_ledger_that_is_no_yaml_is_refused_in_one_line(workspace):
    workspace.append("claims.yaml", "\n  claims: [\n")
    done = workspace.snakemake("-n", check=False)
    assert done.returncode != 0
    assert re.search(r"claims\.yaml, line \d+: .*\. Remedy: correct it", done.stdout)
    assert "Traceback" not in done.stdout


@pytest.mark.parametrize("mistake", MISTAKES)
def test_an_experiment_that_cannot_work_is_refused(finished, mistake):
    keys, said = MISTAKES[mistake]
    finished.configure(lambda config: config["experiments"][NAME].update(keys))
    assert_refused(finished, said)


def test_a_seed_on_the_command_line_is_checked_like_any_other(finished):
    assert_refused(finished, "config: seed = 7.0", "--config", "seed=7.0")


def test_a_missing_folder_is_answered_with_its_whole_description(finished):
    finished.configure(lambda config: config["pathvars"].pop("results"))
    finished.configure(lambda config: config["pathvars"].pop("results"), file="config.yaml")
    assert_refused(finished, "add results: folder of networks, point results and datasets")
