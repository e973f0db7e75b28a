"""What a configuration may not say although each value looks well: nothing runs, and nothing that exists is touched."""

import pytest
from conftest import SMOKE

NAME = "fig1_spectra"
# What is wrong: (keys of the experiment, what the message says)
MISTAKES = {
    "a whole number of units as a float": ({"n_units": 100.0}, f"{NAME}.n_units = 100.0"),
    "a whole number of replicates as a float": ({"replicates": 2.0}, f"{NAME}.replicates = 2.0"),
    "a count of values as a float": ({"sparsity": {"linspace": [0, 1, 2.0]}}, f"{NAME}.sparsity"),
    "a stimulus without a task": ({"coherence": [0, 0.1]}, f"{NAME}.coherence = [0, 0.1]"),
    "an input vector of a network without vectors": ({"input_overlap": 0.2}, f"{NAME}.input_overlap = 0.2"),
    "a misspelt key": ({"sparsitty": 0.5}, "Remedy: did you mean sparsity?"),
    "an experiment without content": (None, f"{NAME} = None"),
}


def outputs(workspace):
    """Times of everything in the folders of outputs."""
    folders = [workspace.path / name for name in ("results", "figures")]
    return {path: path.stat().st_mtime_ns for folder in folders for path in folder.rglob("*")}


def assert_refused(workspace, said, *arguments):
    """Snakemake ends before any job, in one line of ours, and leaves every output alone."""
    before = outputs(workspace)
    done = workspace.snakemake("--cores", "1", "figures/smoke/fig1.pdf", *SMOKE, *arguments, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("config: ")]
    assert done.returncode != 0
    assert len(lines) == 1, done.stdout
    assert said in lines[0]
    assert "Remedy: " in lines[0]
    assert "Traceback" not in done.stdout
    assert "Job stats" not in done.stdout
    assert outputs(workspace) == before
    assert before


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_value_without_meaning_is_refused_before_any_job(finished, mistake):
    keys, said = MISTAKES[mistake]

    def change(config):
        experiments = config["experiments"]
        experiments[NAME] = None if keys is None else {**experiments[NAME], **keys}

    finished.configure(change, file="config.yaml")
    finished.configure(lambda config: config["experiments"].pop(NAME))
    assert_refused(finished, said)


@pytest.mark.parametrize("seed", ["7.0", "seven"])
def test_a_seed_on_the_command_line_is_checked_like_any_other(finished, seed):
    assert_refused(finished, "config: seed = ", "--config", f"seed={seed}")


def test_a_missing_folder_is_answered_with_its_whole_description(finished):
    finished.configure(lambda config: config["pathvars"].pop("results"))
    finished.configure(lambda config: config["pathvars"].pop("results"), file="config.yaml")
    assert_refused(finished, "add results: folder of networks, point results and datasets")
