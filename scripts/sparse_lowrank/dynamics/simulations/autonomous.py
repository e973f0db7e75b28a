"""Activity without input, from a random state (Fig 5)."""

from sparse_lowrank.dynamics import integration, sampling
from sparse_lowrank.measured import Measured
from sparse_lowrank.networks import products


def autonomous(network, options, inner, generator):
    """Activity without input, from independent normal activations, or from one that all units share (Fig 5).

    Keeps mᵀφ(x)/N, κ_r and κ_rec against time, and the activations of the first `sample_units` units.
    """
    m, n = network.vectors["m"], network.vectors["n"]
    start = sampling.random_state(len(m), options, generator)
    trajectory = sampling.sampled(products.product(network, 1), start, options)[:, :, 0].T
    results = Measured(
        ("time",),
        activity_m=integration.mean_overlap(m, trajectory),
        kappa_r=integration.projection(m, trajectory),
        kappa_rec=integration.mean_overlap(n, trajectory),
    )
    if options.get("sample_units"):
        results |= Measured(("unit", "time"), activation=trajectory[: options["sample_units"]])
    return results
