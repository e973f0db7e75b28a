"""Numbers of the workflow at toy size, to be computed on several processors: python compute.py EXPERIMENTS FOLDER

Reads the experiments' entries of the configuration, and writes drawn.json (the digests of all that is drawn), of each
kind of measurement and simulation the results of one point, and the log.
"""

import hashlib
import json
import sys
from functools import partial
from pathlib import Path

import sparse_lowrank  # noqa: F401 - before NumPy is loaded
from generate_networks import generate_networks
from measure_spectra import measure_spectra
from simulate_dynamics import simulate_dynamics
from sparse_lowrank import seeds
from sparse_lowrank.dynamics import stimuli
from sparse_lowrank.networks import ensembles
from sparse_lowrank.planning import points
from sparse_lowrank.records.job_log import job_log

SEED = 2022


def digests_of_networks(experiments):
    """The SHA-256 of a network of every point of every experiment."""
    return {
        f"{name}/{point}": ensembles.generate(parameters, SEED, name, point, 0).sha256()
        for name, experiment in experiments.items()
        for point, parameters in points.points(experiment).items()
    }


def digests_of_draws(experiments):
    """The SHA-256 of what else is drawn: initial states and start vectors, and the stimuli of each task."""
    found = {}
    for name, experiment in experiments.items():
        point, parameters = next(iter(points.points(experiment).items()))
        options, generator = experiment.get("dynamics", {}), partial(seeds.generator, SEED, name, point, 0)
        for purpose in ("initial state", "start vector"):
            found[f"{name}/{purpose}"] = sha256(generator(purpose).normal(size=(parameters["n_units"], 1)))
        if options.get("simulation") == "evidence_integration":
            pattern = ensembles.generate(parameters, SEED, name, point, 0).vectors["input"]
            coherences = points.inner_axes(experiment)["coherence"]
            drawn = stimuli.evidence(coherences, pattern, options, generator)
            found |= {f"{name}/{part}": sha256(array) for part, array in drawn._asdict().items()}
            found[f"{name}/samples"] = sha256(stimuli.evidence_samples(drawn, coherences, options))
        if options.get("simulation") == "response":
            found[f"{name}/pulse"] = sha256(stimuli.pulse(options))
    return found


def sha256(array):
    """Hexadecimal SHA-256 of the values of an array."""
    return hashlib.sha256(array.tobytes()).hexdigest()


def write_results(experiments, folder, log):
    """Write the results of a point of the first experiment of each kind; the files have the names of the kinds."""
    kinds = {}
    for name, experiment in experiments.items():
        for kind in (experiment.get("spectra"), experiment.get("dynamics", {}).get("simulation")):
            kinds.setdefault(kind, name)
    for kind in kinds.keys() - {None}:
        write_result(kinds[kind], experiments[kinds[kind]], kind, folder, log)


def write_result(name, experiment, kind, folder, log):
    """Write the networks of the point in the middle of an experiment, and what is measured of them."""
    all_points = list(points.points(experiment).items())
    point, parameters = all_points[len(all_points) // 2]
    networks, path = folder / f"{kind}.networks.nc", folder / f"{kind}.nc"
    generate_networks(
        path=networks, seed=SEED, experiment=name, point=point, parameters=parameters, replicates=1, code=(), log=log
    )
    shared = {"networks": networks, "path": path, "code": (), "log": log}
    if kind == experiment.get("spectra"):
        measure_spectra(kind=kind, **shared)
    else:
        simulate_dynamics(options=experiment["dynamics"], inner=points.inner_axes(experiment), **shared)


if __name__ == "__main__":
    experiments, folder = json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2])
    drawn = {"networks": digests_of_networks(experiments), "other draws": digests_of_draws(experiments)}
    (folder / "drawn.json").write_text(json.dumps(drawn))
    with job_log(folder / "log") as log:
        write_results(experiments, folder, log)
