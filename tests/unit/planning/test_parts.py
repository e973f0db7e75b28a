"""The networks of a point are shared out so that every replicate is in one part, and no part takes too long."""

import pytest
import yaml

from sparse_lowrank.planning import parts, points, resources

with open("config.yaml", encoding="utf-8") as file:
    CONFIG = yaml.safe_load(file)


@pytest.mark.parametrize(("n_replicates", "n_parts"), [(50, 1), (50, 7), (10, 10), (11, 3)])
def test_every_replicate_is_in_one_part(n_replicates, n_parts):
    shares = [parts.replicates(name, n_replicates) for name in parts.names(n_parts)]
    taken = [replicate for first, count in shares for replicate in range(first, first + count)]
    assert taken == list(range(n_replicates))
    assert max(count for _, count in shares) - min(count for _, count in shares) <= 1


@pytest.mark.parametrize("longest", [1e-3, 15, 60, 1e6])
def test_no_part_takes_longer_than_is_allowed_unless_it_is_one_network(longest):
    for experiment in CONFIG["experiments"].values():
        for network in points.points(experiment).values():
            count = parts.count(experiment, network, longest)
            assert 1 <= count <= experiment["replicates"]
            if "dynamics" in experiment and count < experiment["replicates"]:
                share = experiment | {"replicates": -(-experiment["replicates"] // count)}
                assert resources.of_job("simulate_dynamics", share, network).seconds <= 1.2 * longest + 2


def test_at_toy_size_no_point_is_shared_out():
    with open("config/smoke.yaml", encoding="utf-8") as file:
        toy = yaml.safe_load(file)["experiments"]
    for name, changes in toy.items():
        experiment = CONFIG["experiments"][name] | changes
        for network in points.points(experiment).values():
            assert parts.count(experiment, network, CONFIG["longest_job"]) == 1, name
