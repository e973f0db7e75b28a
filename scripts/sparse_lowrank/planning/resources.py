"""The memory and time that a job asks a cluster for: a small model of what was measured at the scale of the paper.

`benchmarks/declared.py` compares it with the benchmark files of a finished run. It plans and computes nothing, so that
no script imports it, and an edit reruns nothing.
"""

from math import ceil
from typing import NamedTuple

from sparse_lowrank.planning import points
from sparse_lowrank.planning.parameters import TOO_MANY

# On a cluster two processes of Snakemake run beside each job; this is what both take.
SNAKEMAKE_MB = 270
MARGIN = 1.5  # the time asked for is so many times the time expected; memory varies less and needs none
# Seconds for each entry of a matrix: to draw it, or to read and verify it; for one product with a vector, by a sparse
# or a dense matrix; to find outlier and bulk; to find the radius of a Gaussian network, which takes more products.
DRAWN, READ = 5e-8, 2e-8
SPARSE_PRODUCT, DENSE_PRODUCT = 7e-10, 1e-10
SPARSE_EIGENVALUES, DENSE_EIGENVALUES = 3e-7, 8e-8
SPARSE_RADIUS, DENSE_RADIUS = 7e-7, 1.8e-7
LAPACK = 6e-10  # seconds for all eigenvalues, divided by N³
# Of larger rank-one networks no weights are formed: megabytes for each connection, of a mask and of one in blocks.
MASKS_ABOVE, OF_MASK, OF_BLOCKS = 50_000, 11e-6, 6.2e-6


class Need(NamedTuple):
    """What a job takes, with no margin."""

    seconds: float
    megabytes: float


def mem_mb(need, attempt=1):
    """Megabytes to ask for: with room for Snakemake, and more at each attempt."""
    return attempt * 50 * ceil((need.megabytes + SNAKEMAKE_MB) / 50)


def runtime(need, attempt=1):
    """Minutes to ask for: with a margin, at least one, and more at each attempt."""
    return attempt * ceil(MARGIN * need.seconds / 60)


def of_job(rule, experiment=None, network=None):
    """What a job of a rule takes; a job of one point, given its experiment's entry and its network parameters."""
    if rule not in OF_POINT:
        return OF_REPORT if rule == "write_report" else OF_OTHERS
    return OF_POINT[rule](experiment, network)


def networks(experiment, network):
    """Matrices are drawn and written one by one; of two parts, each is drawn and the sum is held beside them."""
    entries, parts = connections(network), 1 + ("shared_mask" in network)
    megabytes = 75 + each(network, 23e-6) * held(experiment, entries) + (parts - 1) * 32e-6 * entries
    return Need(1 + experiment["replicates"] * DRAWN * parts * entries, megabytes)


def spectra(experiment, network):
    """Of each matrix: products by the hundred, and LAPACK for the whole spectrum."""
    entries, n_units = connections(network), network["n_units"]
    radius = experiment["spectra"] == "radius"
    sparse, dense = (SPARSE_RADIUS, DENSE_RADIUS) if radius else (SPARSE_EIGENVALUES, DENSE_EIGENVALUES)
    seconds = min(sparse * entries, dense * n_units**2)
    whole = experiment["spectra"] in ("whole", "bulk")
    seconds += whole * LAPACK * n_units**3
    growth = experiment["spectra"] == "bulk_growth"
    megabytes = 175 + (each(network, 28e-6) if growth else 28e-6) * entries + whole * 8e-6 * n_units**2
    return Need(2 + experiment["replicates"] * (READ * entries + seconds), megabytes)


def dynamics(experiment, network):
    """Of each matrix: a product per step, with as many columns as there are inner values and trials.

    A steady state is kept as a whole course, several times over, and its Jacobian's eigenvalues are found.
    """
    options, entries = experiment["dynamics"], connections(network)
    product = min(SPARSE_PRODUCT * entries, DENSE_PRODUCT * network["n_units"] ** 2)
    columns = options.get("trials", 1)
    for values in points.inner_axes(experiment).values():
        columns *= len(values)
    steps = options["duration"] / options["time_step"]
    seconds = READ * entries + steps * columns * product
    megabytes = 130 + each(network, 25e-6) * held(experiment, entries)
    if options.get("simulation") == "steady_state":
        seconds += SPARSE_EIGENVALUES * entries
        megabytes += 28e-6 * entries + 32e-6 * network["n_units"] * options["duration"] / options["sample_interval"]
    return Need(2 + experiment["replicates"] * seconds, megabytes)


def cost(experiment, network):
    """As `spectra`, the networks drawn instead of read; LAPACK for the dense ones too, up to a size."""
    sparse = spectra(experiment, network)
    entries = (network["n_units"] <= experiment["cost"]["dense_up_to"]) * network["n_units"] ** 2
    seconds = experiment["replicates"] * LAPACK * entries * network["n_units"]
    return Need(sparse.seconds + seconds, sparse.megabytes + 8e-6 * entries)


def held(experiment, entries):
    """The matrix entries in memory: one matrix, and the one before it."""
    return min(experiment["replicates"], 2) * entries


def each(network, with_weights):
    """Megabytes for each connection, which are fewer where no weights are formed."""
    if network["n_units"] <= MASKS_ABOVE or network["network"] != "rank_one":
        return with_weights
    return OF_MASK if connections(network) < TOO_MANY else OF_BLOCKS


def connections(network):
    """The number of connections of a network, on average over its draws; two masks that differ keep more than one."""
    removed = network.get("sparsity", 0) ** (1 if network.get("shared_mask", True) else 2)
    return (1 - removed) * network["n_units"] ** 2


OF_OTHERS = Need(seconds=10, megabytes=230)  # imports, mostly
OF_REPORT = Need(seconds=20, megabytes=330)  # every figure and every dataset at once
OF_POINT = {
    "generate_networks": networks,
    "measure_spectra": spectra,
    "simulate_dynamics": dynamics,
    "measure_cost": cost,
}
