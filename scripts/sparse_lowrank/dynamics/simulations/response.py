"""The response of a network at rest to a step of input (Fig 4)."""

import numpy as np

from sparse_lowrank.dynamics import dimensionality, integration, sampling, stimuli
from sparse_lowrank.measured import Measured, along, first
from sparse_lowrank.networks import products


def response(network, options, inner, generator):
    """Response from rest to a step of input along **I** (Fig 4), for each inner gain g of a Gaussian part, if any.

    Keeps κ_r and κ_I, the principal components' variance and correlation with **m** and **I**, the participation ratio,
    ‖m‖²/N (`realised_variance`), and the activations of the first `sample_units` units.
    """
    m, pattern = network.vectors["m"], network.vectors["input"]
    gains = np.array(inner.get("gain", [1.0]))
    pulse, weight = stimuli.pulse(options), integration.input_weight(options["time_step"])
    trajectory = sampling.sampled(
        _recurrent_with_gains(network, gains) if "gain" in inner else products.product(network, 1),
        np.zeros((len(m), len(gains))),
        options,
        lambda step: weight * pulse[step] * pattern[:, None],
        jumps=np.flatnonzero(np.diff(pulse)) + 1,
    )
    analysed = [dimensionality.components(trajectory[:, :, k], m, pattern) for k in range(len(gains))]
    results = along("gain", analysed) | Measured(
        ("gain", "time"),
        kappa_r=integration.projection(m, trajectory.transpose(1, 2, 0)),
        kappa_i=integration.projection(pattern, trajectory.transpose(1, 2, 0)),
    )
    if options.get("sample_units"):
        activation = trajectory[:, : options["sample_units"]].transpose(2, 1, 0)
        course = np.broadcast_to(stimuli.pulse_samples(pattern[: activation.shape[1]], options), activation.shape)
        results |= Measured(("gain", "unit", "time"), activation=activation, input=course)
    results = results if inner else first(results)
    return results | Measured((), realised_variance=np.mean(m * m))


def _recurrent_with_gains(network, gains):
    """(gJ + mnᵀ)φ for each of the gains, one column each, through one product with J, of which g = 0 takes none."""
    m, n, random = network.vectors["m"], network.vectors["n"], np.flatnonzero(gains)
    gaussian = products.product(network, len(random))

    def recurrent(rates):
        found = m[:, None] * (n @ rates)
        found[:, random] += gains[random] * gaussian(rates[:, random])
        return found

    return recurrent
