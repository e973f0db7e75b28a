"""What a step of the integration costs in accuracy: the error of all that is plotted, at several steps and orders.

PYTHONPATH=scripts python benchmarks/steps.py [EXPERIMENT ...] [--replicates N] [--points N]

Of every experiment with dynamics the same networks are simulated from the same state, with the same input and the same
noise, at each step. The reference is of order 3 at an eighth of the configured step; tests hold the integrator against
DOP853. Two errors are stated for the quantity in which they are largest: the largest difference relative to the
quantity's largest modulus, and the mean difference over networks in standard errors of the mean. Where activity
fluctuates only the second says something, since there courses part from each other at any step.
"""

import argparse
from functools import partial
from pathlib import Path

import sparse_lowrank  # noqa: F401 # isort: skip - before NumPy, for the arithmetic of every job

import numpy as np
import pandas as pd
import yaml

from sparse_lowrank import seeds
from sparse_lowrank.datasets import dataset_files, point_files, quantities
from sparse_lowrank.dynamics import integration, sampling, times
from sparse_lowrank.measured import along
from sparse_lowrank.networks import ensembles
from sparse_lowrank.planning import points

FACTORS, ORDERS, REFERENCE = (0.5, 1, 1.5, 2, 2.5, 4), (2, 3, 4), (1 / 8, 3)
RESPONSE = ("kappa_r", "kappa_i", "participation_ratio", "explained_variance_ratio", "component_alignment_m")
PLOTTED = {
    "response": (*RESPONSE, "peak_projection_on_m", "activation"),
    "autonomous": ("late_mean_activity", "late_fluctuation", "activation"),
    "evidence_integration": ("readout", "choice", "readout_variance", "activation"),
    "steady_state": ("mean_activity_m", "kappa", "field_deviation", "field_fluctuation", "jacobian_radius"),
}


class SameNoise:
    """A random generator whose first normal numbers are white noise over so many steps, of one path at every step."""

    def __init__(self, rng, options, finest):
        self._rng, self._finest, self._step = rng, finest, options["time_step"]
        self._path = rng.normal(size=round(options["duration"] / finest))

    def normal(self, size, scale=1.0):
        if self._path is None:
            return self._rng.normal(size=size, scale=scale)
        pieces, self._path = self._path.reshape(size, -1), None
        decay = np.exp(-self._finest * np.arange(pieces.shape[1])[::-1])
        return pieces @ decay * integration.noise_weight(self._finest) / integration.noise_weight(self._step)


def simulated(name, experiment, point, options, replicates, finest):
    """What is kept of some networks of a point, as a dataset."""
    parameters, inner = points.points(experiment)[point], points.inner_axes(experiment)
    simulate, measured = sampling.simulation(options["simulation"]), []
    for replicate in range(replicates):
        network = ensembles.generate(parameters, 1, name, point, replicate)

        def generator(*purpose, at=(1, name, point, replicate)):
            rng = seeds.generator(*at, *purpose)
            return SameNoise(rng, options, finest) if purpose[0] == "trial" else rng

        measured.append(simulate(network, options, inner, generator))
    content = point_files.at_point(along("replicate", measured), parameters, sampling.coordinates(options, inner))
    return dataset_files.labelled(content)


def errors(found, reference, simulation):
    """Of each plotted quantity its name, its relative error, and its mean error in standard errors."""
    for name in PLOTTED[simulation]:
        try:
            value, expected = (quantities.measured(name, data).astype(float) for data in (found, reference))
        except KeyError:
            continue  # samples of activations are not kept everywhere
        if "time" in value.dims:
            value = value.sel(time=np.intersect1d(value.time.round(9), expected.time.round(9)), method="nearest")
            expected = expected.sel(time=value.time, method="nearest").assign_coords(time=value.time)
        difference = value - expected
        scatter = expected.std("replicate", ddof=1) / np.sqrt(expected.sizes["replicate"])
        in_scatter = (abs(difference.mean("replicate")) / scatter).where(scatter > 1e-9 * abs(expected).max())
        yield name, float(abs(difference).max() / abs(expected).max()), float(in_scatter.mean())


def rows(name, experiment, n_points, replicates):
    """One row for every step and order of an experiment, of the worst of its points and quantities."""
    entry = experiment["dynamics"]
    step, places = entry["time_step"], list(points.points(experiment))
    chosen = [places[k] for k in np.unique(np.linspace(0, len(places) - 1, n_points).round().astype(int))]
    run = partial(simulated, name, experiment, replicates=replicates, finest=step * REFERENCE[0])
    references = {at: run(at, entry | {"time_step": step * REFERENCE[0], "order": REFERENCE[1]}) for at in chosen}
    for order in ORDERS:
        for factor in FACTORS:
            options = entry | {"time_step": step * factor, "order": order}
            options["sample_interval"] = max(entry["sample_interval"], options["time_step"])
            every = [entry["duration"] / options["sample_interval"], options["sample_interval"] / options["time_step"]]
            if any(abs(ratio - round(ratio)) > 1e-9 for ratio in every):
                continue
            with np.errstate(all="ignore"):  # a step that is too long lets activity grow without bound
                found = [errors(run(at, options), references[at], entry["simulation"]) for at in chosen]
            by_quantity = pd.DataFrame(
                [row for some in found for row in some], columns=["quantity", "error", "in_errors"]
            )
            worst = by_quantity.loc[by_quantity["error"].fillna(np.inf).idxmax()]
            yield {
                "experiment": name,
                "order": order,
                "time_step": step * factor,
                "steps": times.n_steps(options),
                "configured": "*" * (order == entry["order"] and factor == 1),
                "largest_error": worst["error"],
                "of": worst["quantity"],
                "in_standard_errors": by_quantity["in_errors"].max(),
                "of_": by_quantity.loc[by_quantity["in_errors"].fillna(0).idxmax(), "quantity"],
            }


def main(names, n_points, replicates):
    experiments = yaml.safe_load(Path("config.yaml").read_text(encoding="utf-8"))["experiments"]
    names = names or [name for name, entry in experiments.items() if "dynamics" in entry]
    found = []
    for name in names:
        found += rows(name, experiments[name], n_points, replicates)
        print(pd.DataFrame([row for row in found if row["experiment"] == name]).to_string(index=False), flush=True)
    path = Path("results/bench/steps.csv")
    path.parent.mkdir(parents=True, exist_ok=True)
    pd.DataFrame(found).to_csv(path, index=False)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("experiments", nargs="*")
    parser.add_argument("--points", type=int, default=3)
    parser.add_argument("--replicates", type=int, default=4)
    given = parser.parse_args()
    main(given.experiments, given.points, given.replicates)
