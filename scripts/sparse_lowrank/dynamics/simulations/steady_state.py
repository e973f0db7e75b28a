"""Where activity without input ends, and how stable it is there (supplementary figure of the mean field)."""

from sparse_lowrank.dynamics import fields, integration, sampling
from sparse_lowrank.measured import Measured
from sparse_lowrank.networks import products


def steady_state(network, options, inner, generator):
    """Where the activity of `autonomous` ends (supplementary figure of the mean field).

    Keeps of the second half of the simulation the mean of mᵀφ(x)/N and what `fields.statistics` measures of the field
    that drives the units, and of its end the radius of the bulk of the Jacobian.
    """
    m = network.vectors["m"]
    start = sampling.random_state(len(m), options, generator)
    trajectory = sampling.sampled(products.product(network, 1), start, options)[:, :, 0]
    late = trajectory[-(len(trajectory) // 2) :]
    radius = fields.bulk_radius_of_jacobian(network, late[-1], generator("start vector"))
    activity = integration.mean_overlap(m, late.T).mean()
    results = Measured((), mean_activity_m=activity, jacobian_radius=radius)
    return results | fields.statistics(fields.field(network, late), options["sample_interval"])
