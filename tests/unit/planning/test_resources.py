"""What jobs ask for: enough, no less for more work, more at each attempt."""

from pathlib import Path

import pytest
import yaml

from sparse_lowrank.planning import points, resources

CONFIG = yaml.safe_load((Path(__file__).parents[3] / "config.yaml").read_text())
STAGES = {"generate_networks": "network", "measure_spectra": "spectra", "simulate_dynamics": "dynamics"}
JOBS = [
    pytest.param(rule, name, network, id=f"{rule}-{name}-{point}")
    for name, experiment in CONFIG["experiments"].items()
    for rule, stage in {**STAGES, "measure_cost": "cost"}.items()
    if stage in experiment
    for point, network in points.points(experiment).items()
]


def asked(need, attempt=1):
    return resources.mem_mb(need, attempt), resources.runtime(need, attempt)


@pytest.mark.parametrize(("rule", "name", "network"), JOBS)
def test_a_job_asks_for_whole_numbers_and_for_twice_as_much_the_second_time(rule, name, network):
    need = resources.of_job(rule, CONFIG["experiments"][name], network)
    memory, minutes = asked(need)
    assert isinstance(memory, int)
    assert memory >= need.megabytes + resources.SNAKEMAKE_MB
    assert isinstance(minutes, int)
    assert 60 * minutes >= need.seconds
    assert asked(need, attempt=2) == (2 * memory, 2 * minutes)


def test_the_least_that_is_asked_for_is_a_minute_and_what_python_takes():
    nothing = resources.Need(seconds=0.1, megabytes=0)
    assert resources.runtime(nothing) == 1
    assert resources.mem_mb(nothing) == 300


@pytest.mark.parametrize("rule", STAGES)
@pytest.mark.parametrize("greater", [{"n_units": [1000, 8000]}, {"replicates": [2, 50]}, {"sparsity": [0.99, 0.1]}])
def test_more_work_never_asks_for_less(rule, greater):
    """Larger networks, more of them, and denser ones."""
    ((key, values),) = greater.items()
    base = {"network": "gaussian", "n_units": 4000, "sparsity": 0.5, "replicates": 20, "spectra": "radius"}
    base["dynamics"] = {"duration": 100, "time_step": 0.1}
    needs = []
    for value in values:
        experiment = {**base, key: value}
        (network,) = points.points(experiment).values()
        needs.append(resources.of_job(rule, experiment, network))
    assert needs[0].seconds < needs[1].seconds
    assert needs[0].megabytes <= needs[1].megabytes


def test_a_network_of_two_parts_asks_for_more():
    base = {"n_units": 4000, "sparsity": 0.5, "replicates": 2}
    plain = {**base, "network": "rank_one"}
    added = {**base, "network": "sparse_rank_one_plus_gaussian", "gain": 1.0, "shared_mask": True}
    needs = [resources.of_job("generate_networks", entry, *points.points(entry).values()) for entry in (plain, added)]
    assert needs[0].seconds < needs[1].seconds
    assert needs[0].megabytes < needs[1].megabytes


def test_a_second_mask_asks_for_more():
    base = {"network": "sparse_rank_one_plus_gaussian", "n_units": 4000, "sparsity": 0.5, "gain": 1.0}
    for shared, connections in ((True, 0.5), (False, 0.75)):
        (point,) = points.points({**base, "shared_mask": shared}).values()
        assert resources.connections(point) == connections * 4000**2


@pytest.mark.parametrize("greater", [{"trials": 10}, {"duration": 200}, {"time_step": 0.05}])
def test_more_steps_and_trials_take_longer(greater):
    dynamics = {"duration": 100, "time_step": 0.1}
    experiment = {"network": "gaussian", "n_units": 1000, "sparsity": 0.5, "replicates": 20, "dynamics": dynamics}
    (network,) = points.points(experiment).values()
    longer = {**experiment, "dynamics": {**dynamics, **greater}}
    plain, more = (resources.of_job("simulate_dynamics", entry, network) for entry in (experiment, longer))
    assert plain.seconds < more.seconds
