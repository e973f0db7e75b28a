"""What is timed: each task with its inputs, our way, the plain way, other libraries' ways, and how far they agree.

A way is a function of the inputs that returns a result; `agreement` is the largest difference between two results that
must agree, in the unit that the table names.
"""

from dataclasses import dataclass, field
from functools import partial

import numpy as np
import yaml

import plain
import rivals
from sparse_lowrank import seeds
from sparse_lowrank.dynamics import integration, stimuli
from sparse_lowrank.dynamics.simulations.evidence_integration import evidence_integration
from sparse_lowrank.dynamics.simulations.response import response
from sparse_lowrank.networks import ensembles, masks
from sparse_lowrank.planning import points
from sparse_lowrank.spectra import eigenvalues, measurements

with open("config.yaml", encoding="utf-8") as file:
    EXPERIMENTS = yaml.safe_load(file)["experiments"]


@dataclass
class Task:
    """A task: `inputs(size)`, and `ways` by name, of which "ours" and "plain" are two."""

    about: str
    size: int
    toy: int
    inputs: callable
    ways: dict
    agreement: callable
    unit: str = "relative error"
    repeats: int = 3
    notes: dict = field(default_factory=dict)


def gaussian_inputs(n_units):
    sample = ensembles.generate(
        {"network": "gaussian", "n_units": n_units, "sparsity": 0.5, "gain": 1.0}, 1, "benchmark"
    )
    return {"matrix": sample.matrix, "dense": sample.matrix.toarray()}


def rank_one_inputs(n_units):
    degree = n_units // 20 if n_units < 2000 else 200
    parameters = {
        **{key: EXPERIMENTS["fig3_vs_size"][key] for key in ("network", "scaled", "orthogonal")},
        "n_units": n_units,
        "out_degree": degree,
        "sparsity": 1 - degree / n_units,
        "variance": 0.09 * np.sqrt(200 / degree),
        "covariance": 0.012 * 200 / degree,
    }
    sample = ensembles.generate(parameters, 1, "benchmark")
    structure = measurements.mean_connectivity(sample, parameters), sample.vectors["n"]
    return {"network": sample, "parameters": parameters, "structure": structure, "dense": sample.matrix.toarray()}


def our_outlier_and_bulk(inputs):
    found = measurements.bulk_and_outlier(inputs["network"], inputs["parameters"], np.random.default_rng(0))
    return found["outlier_real"], found["bulk_radius"], found["bulk_radius_deflated"]


def relative_error(found, expected):
    return float(np.max(np.abs(np.subtract(found, expected)) / np.abs(expected)))


def relative_error_of_what_both_give(found, expected):
    return relative_error(found[: len(expected)], expected)


def mask_inputs(n_units):
    return {"n_units": n_units, "degree": n_units // 10}


def degree_error(found, expected):
    """Both must have the same number of connections in every column."""
    return float(np.abs(np.sum(found, axis=0) - np.sum(expected, axis=0)).max())


def fig4_inputs(n_units):
    """One network of the top row of Fig 4, whose gains share one Gaussian matrix."""
    entry = EXPERIMENTS["fig4_random_dimensionality"]
    parameters = {key: entry[key] for key in ("network", "orthogonal", "input_overlap", "covariance", "sparsity")}
    parameters |= {"n_units": n_units, "variance": entry["variance"] * 2000 / n_units}
    sample = ensembles.generate(parameters, 1, "benchmark")
    return {"network": sample, "gains": np.linspace(0, 1, 10).tolist(), "options": entry["dynamics"]}


def our_fig4(inputs, refinement=1):
    """κ_r at its peak and the participation ratio, for every gain."""
    options = inputs["options"] | {"time_step": inputs["options"]["time_step"] / refinement}
    found = response(inputs["network"], options, {"gain": inputs["gains"]}, None)
    return np.array([found["kappa_r"].max(axis=1), found["participation_ratio"]])


def plain_fig4(inputs, time_step):
    network, options = inputs["network"], inputs["options"]
    m, n, pattern = (network.vectors[name] for name in ("m", "n", "input"))
    gaussian, every = network.matrix.toarray(), round(options["sample_interval"] / time_step)
    results = []
    for gain in inputs["gains"]:
        matrix = gain * gaussian + np.outer(m, n)
        times = (options[name] for name in ("onset", "offset", "duration"))
        states = plain.response(matrix, pattern, *times, time_step)[::every]
        results.append((integration.projection(m, states.T).max(), plain.participation_ratio(states)))
    return np.array(results).T


def fig4_sparse_inputs(n_units):
    """One network of the bottom row of Fig 4 for each of its numbers of connections."""
    entry = EXPERIMENTS["fig4_sparse_dimensionality"]
    parameters = {key: entry[key] for key in ("network", "scaled", "orthogonal", "input_overlap", "covariance")}
    parameters |= {"n_units": n_units, "variance": entry["variance"] * 2000 / n_units}
    degrees = [degree * n_units // 2000 for degree in points.sweeps(entry)["out_degree"]]
    samples = [ensembles.generate(parameters | {"out_degree": degree}, 1, "benchmark", degree) for degree in degrees]
    return {"networks": samples, "dense": [some.matrix.toarray() for some in samples], "options": entry["dynamics"]}


def our_sparse_row(inputs):
    """κ_r at its peak and the participation ratio of every network."""
    found = [response(network, inputs["options"], {}, None) for network in inputs["networks"]]
    return np.array([(one["kappa_r"].max(), one["participation_ratio"]) for one in found])


def plain_sparse_row(inputs):
    results, options = [], inputs["options"]
    times = [options[name] for name in ("onset", "offset", "duration", "time_step")]
    for network, matrix in zip(inputs["networks"], inputs["dense"], strict=True):
        states = plain.response(matrix, network.vectors["input"], *times)
        kappa = integration.projection(network.vectors["m"], states.T).max()
        results.append((kappa, plain.participation_ratio(states)))
    return np.array(results)


def fig6_inputs(n_units):
    """One network of Fig 6E with its trials: twelve coherences, five trials each."""
    entry = EXPERIMENTS["fig6_psychometric"]
    parameters = {key: entry[key] for key in ("network", "scaled", "orthogonal", "task_vectors", "covariance")}
    parameters |= {"variance": entry["variance"], "n_units": n_units, "in_degree": 80}
    sample = ensembles.generate(parameters, 1, "benchmark")
    generator = partial(seeds.generator, 1, "benchmark")
    return {"network": sample, "options": entry["dynamics"], "coherence": np.linspace(0, 1, 12), "generator": generator}


def our_fig6(inputs):
    """The choices: ±1 of shape (12, 5)."""
    arguments = inputs["options"], {"coherence": inputs["coherence"]}, inputs["generator"]
    return evidence_integration(inputs["network"], *arguments)["choice"]


def drawn_stimuli(inputs):
    """The noise and the noisy pattern of every trial, as our simulation draws them."""
    pattern = inputs["network"].vectors["input"]
    return stimuli.evidence(inputs["coherence"], pattern, inputs["options"], inputs["generator"])


def choices(readouts, inputs):
    """±1 of shape (coherences, trials)."""
    above = np.reshape(readouts, (len(inputs["coherence"]), -1)) > inputs["options"]["threshold"]
    return np.where(above, 1, -1)


def other_fig6(inputs, form):
    """The same choices with the same noise, trial by trial; `form` makes the matrix that is multiplied."""
    network, options = inputs["network"], inputs["options"]
    m, pattern, weights = (network.vectors[name] for name in ("m", "input", "readout"))
    matrix, start, rest = (
        form(network.matrix),
        options["initial_projection"] * m,
        (options["onset"], options["time_step"]),
    )
    drawn = drawn_stimuli(inputs)
    trials = zip(drawn.noise, drawn.patterns.T, strict=True)
    readouts = [plain.readout_at_end(matrix, start, weights, pattern, *trial, *rest) for trial in trials]
    return choices(readouts, inputs)


def torch_fig6(inputs):
    """The same choices with the same noise, all trials in one dense product."""
    network, options = inputs["network"], inputs["options"]
    m, pattern, weights = (network.vectors[name] for name in ("m", "input", "readout"))
    noise, patterns, _ = drawn_stimuli(inputs)
    start = options["initial_projection"] * m
    dense = network.matrix.toarray()
    return choices(rivals.torch_readouts(dense, start, weights, pattern, noise, patterns, options), inputs)


def fraction_of_other_choices(found, expected):
    return float(np.mean(found != expected))


def spectrum_task(n_units, toy, repeats):
    return Task(
        f"outlier, and bulk radius by both ways of Fig 3, N = {n_units}, C = 200",
        n_units,
        toy,
        rank_one_inputs,
        {
            "ours": our_outlier_and_bulk,
            "plain": lambda inputs: plain.outlier_and_bulk_radii(inputs["dense"], np.outer(*inputs["structure"])),
            "plain, without Eq 29": lambda inputs: plain.outlier_and_bulk(inputs["dense"]),
            "scipy's ARPACK as it comes": rivals.arpack_by_default,
        },
        relative_error_of_what_both_give,
        repeats=repeats,
    )


TASKS = {
    "gaussian_radius": Task(
        "spectral radius of a Gaussian network, N = 1000, s = 0.5",
        1000,
        320,
        gaussian_inputs,
        {
            "ours": lambda i: np.abs(eigenvalues.leading(i["matrix"], np.random.default_rng(0)).values[0]),
            "plain": lambda i: plain.spectral_radius(i["dense"]),
        },
        relative_error,
    ),
    "bulk_2000": spectrum_task(2000, 400, 2),
    "bulk_4000": spectrum_task(4000, 600, 1),
    "mask": Task(
        "mask of 400 outgoing connections per unit, N = 4000",
        4000,
        200,
        mask_inputs,
        {
            "ours": lambda i: masks.fixed_out_degree(np.random.default_rng(0), i["n_units"], i["degree"]),
            "plain": lambda i: plain.fixed_out_degree_mask(np.random.default_rng(0), i["n_units"], i["degree"]),
        },
        degree_error,
        unit="difference in degree",
    ),
    "fig4_same_step": Task(
        "Fig 4, ten gains of one network, N = 2000; Euler at our step of 0.1",
        2000,
        200,
        fig4_inputs,
        {"ours": our_fig4, "plain": partial(plain_fig4, time_step=0.1)},
        relative_error,
        repeats=1,
    ),
    "fig4_same_error": Task(
        "Fig 4, as above; Euler at a step of 0.005, its error still above ours",
        2000,
        200,
        fig4_inputs,
        {"ours": our_fig4, "plain": partial(plain_fig4, time_step=0.005)},
        relative_error,
        repeats=1,
    ),
    "fig4_sparse_row": Task(
        "Fig 4F, one network of each of its ten sparsities, N = 2000; Euler at our step of 0.1",
        2000,
        200,
        fig4_sparse_inputs,
        {"ours": our_sparse_row, "plain": plain_sparse_row},
        relative_error,
        repeats=1,
    ),
    "fig6_psychometric": Task(
        "Fig 6E, sixty trials of one network, N = 2000, C = 80",
        2000,
        400,
        fig6_inputs,
        {
            "ours": our_fig6,
            "plain": partial(other_fig6, form=lambda matrix: matrix.toarray()),
            "a sparse product per trial": partial(other_fig6, form=lambda matrix: matrix.tocsr()),
        },
        fraction_of_other_choices,
        unit="fraction of other choices",
        repeats=1,
    ),
}

if rivals.TORCH:
    TASKS["gaussian_radius"].ways["PyTorch"] = rivals.torch_spectral_radius
    TASKS["fig4_same_step"].ways["PyTorch, all gains at once"] = rivals.torch_fig4
    TASKS["fig6_psychometric"].ways["PyTorch, all trials at once"] = torch_fig6
