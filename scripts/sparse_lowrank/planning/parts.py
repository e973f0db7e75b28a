"""Points whose jobs would take long are shared out among several jobs, each of which takes some of the replicates.

What a replicate gives depends on its seeds alone: the file of a point is the same in one part and in many.
"""

from math import ceil

from sparse_lowrank.planning import resources

RULES = {"spectra": "measure_spectra", "dynamics": "simulate_dynamics"}


def count(experiment, network, longest):
    """The number of parts in which no job of a point takes longer than so many seconds; at most one for a replicate."""
    rules = [rule for stage, rule in RULES.items() if stage in experiment]
    seconds = max((resources.of_job(rule, experiment, network).seconds for rule in rules), default=0)
    return max(1, min(experiment["replicates"], ceil(seconds / longest)))


def names(n_parts):
    """The names of the parts: 1of3, 2of3, 3of3."""
    return [f"{part}of{n_parts}" for part in range(1, n_parts + 1)]


def replicates(name, n_replicates):
    """The first replicate of a part, and how many it takes."""
    part, n_parts = map(int, name.split("of"))
    first, after = ((k * n_replicates) // n_parts for k in (part - 1, part))
    return first, after - first
