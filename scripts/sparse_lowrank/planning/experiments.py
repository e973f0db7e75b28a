"""Checks of an experiment's entry in the configuration: what no schema can say."""

import math

from sparse_lowrank.errors import ConfigurationError
from sparse_lowrank.planning.parameters import SWEPT, TOO_MANY
from sparse_lowrank.planning.points import points, sweep_values
from sparse_lowrank.planning.schema import Validator

# What each ensemble needs besides its size and sparsity; the keys of the others have no meaning for it.
ENSEMBLE_KEYS = {
    "gaussian": {"gain"},
    "rank_one": {"variance", "covariance", "scaled", "orthogonal"},
    "rank_one_plus_gaussian": {"gain", "variance", "covariance", "orthogonal"},
    "sparse_rank_one_plus_gaussian": {"gain", "variance", "covariance", "scaled", "orthogonal", "shared_mask"},
}
# What each simulation needs besides its duration and steps.
SIMULATION_KEYS = {
    "response": {"onset", "offset"},
    "autonomous": {"initial_deviation"},
    "steady_state": {"initial_deviation"},
    "evidence_integration": {"onset", "trials", "noise", "pattern_noise", "threshold", "initial_projection"},
}
# What it may have beside them; zero if it is not given.
OPTIONAL_KEYS = {
    "response": set(),
    "autonomous": {"initial_common"},
    "steady_state": {"initial_common"},
    "evidence_integration": {"shared_pattern_noise", "initial_projection_n"},
}


def check_experiment(key, experiment, properties):
    """Raise ConfigurationError unless the experiment's parameters have a meaning together, at every point."""
    _check_ensemble(key, experiment)
    _check_size(key, experiment)
    if "spectra" not in experiment and "dynamics" not in experiment:
        raise ConfigurationError(key, list(experiment), "nothing is measured", "give it spectra or dynamics, or both")
    if "dynamics" in experiment:
        _check_dynamics(f"{key}.dynamics", experiment["dynamics"], experiment)
    dependent = experiment.get("together", [])[1:]
    for name in SWEPT:
        if name in experiment:
            _check_sweep(f"{key}.{name}", name, experiment[name], properties[name], may_repeat=name in dependent)
    if "n_units" not in experiment and 1 in sweep_values("sparsity", experiment["sparsity"]):
        raise ConfigurationError(
            f"{key}.sparsity", experiment["sparsity"], "N = C/(1 − s) is infinite at s = 1", "keep it below 1"
        )
    _check_together(key, experiment)
    for point in points(experiment).values():
        _check_point(key, point)
        _check_matrix(key, point, experiment)


def _check_ensemble(key, experiment):
    network = experiment["network"]
    for name in sorted(ENSEMBLE_KEYS[network]):
        if name not in experiment:
            raise ConfigurationError(f"{key}.{name}", None, "missing", f"a {network} network needs it; add it")
    for name in sorted(set().union(*ENSEMBLE_KEYS.values()) - ENSEMBLE_KEYS[network]):
        if name in experiment:
            raise ConfigurationError(
                f"{key}.{name}", experiment[name], f"has no meaning for a {network} network", "remove it"
            )
    for name in ("input_overlap", "task_vectors"):
        if network == "gaussian" and name in experiment:
            raise ConfigurationError(f"{key}.{name}", experiment[name], "needs connectivity vectors", "remove it")
    if "coherence" in experiment and experiment.get("dynamics", {}).get("simulation") != "evidence_integration":
        reason = "there is no task with a stimulus"
        raise ConfigurationError(f"{key}.coherence", experiment["coherence"], reason, "remove it")
    measured = experiment.get("spectra")
    if network == "gaussian" and measured in ("bulk_and_outlier", "bulk", "bulk_growth"):
        raise ConfigurationError(
            f"{key}.spectra", measured, "a gaussian network has no structural outlier", "use radius or whole"
        )


def _check_size(key, experiment):
    given = [name for name in ("n_units", "out_degree", "in_degree", "sparsity") if name in experiment]
    if len(given) != 2 or set(given) == {"out_degree", "in_degree"}:
        raise ConfigurationError(
            key,
            given,
            "size and sparsity are not determined",
            "give exactly two of n_units, sparsity and one of out_degree, in_degree",
        )


def _check_dynamics(key, dynamics, experiment):
    simulation = dynamics["simulation"]
    for name in sorted(SIMULATION_KEYS[simulation] - set(dynamics)):
        raise ConfigurationError(f"{key}.{name}", None, "missing", f"a {simulation} simulation needs it; add it")
    known = set().union(*SIMULATION_KEYS.values(), *OPTIONAL_KEYS.values())
    for name in sorted(known - SIMULATION_KEYS[simulation] - OPTIONAL_KEYS[simulation]):
        if name in dynamics:
            reason = f"has no meaning for a {simulation} simulation"
            raise ConfigurationError(f"{key}.{name}", dynamics[name], reason, "remove it")
    for name, unit in (("sample_interval", "time_step"), ("duration", "sample_interval")):
        ratio = dynamics[name] / dynamics[unit]
        if round(ratio) < 1 or abs(ratio - round(ratio)) > 1e-9 * ratio:
            raise ConfigurationError(f"{key}.{name}", dynamics[name], f"not a multiple of {unit}", "make it one")
    _check_times(key, dynamics)
    if experiment["network"] == "gaussian":
        raise ConfigurationError(key, simulation, "needs connectivity vectors", "use a rank-one network")
    if simulation == "evidence_integration" and not (experiment.get("task_vectors") and "coherence" in experiment):
        raise ConfigurationError(
            key, simulation, "needs a task", "give the experiment task_vectors: true and a coherence"
        )
    if simulation == "steady_state" and (experiment["network"] != "rank_one" or experiment["scaled"]):
        raise ConfigurationError(key, simulation, "needs P = mnᵀ alone", "use a rank_one network with scaled: false")
    if simulation == "response" and "input_overlap" not in experiment:
        raise ConfigurationError(key, "response", "needs an input vector", "give the experiment an input_overlap")


def _check_times(key, dynamics):
    """Raise ConfigurationError unless input begins before it ends, both while there is time to see it."""
    duration, onset = dynamics["duration"], dynamics.get("onset", 0)
    offset = dynamics.get("offset", duration)
    if onset >= duration:
        raise ConfigurationError(
            f"{key}.onset", onset, f"the input begins when all is over, at {duration}", "keep onset < duration"
        )
    if offset <= onset:
        raise ConfigurationError(
            f"{key}.offset", offset, f"the input ends before it begins, at {onset}", "keep onset < offset"
        )
    if offset > duration:
        raise ConfigurationError(
            f"{key}.offset", offset, f"the simulation ends before the input, at {duration}", "keep offset ≤ duration"
        )
    if duration < 2 * dynamics["sample_interval"]:
        raise ConfigurationError(
            f"{key}.duration", duration, "its second half holds no sample", "make it two sample intervals or more"
        )


def _check_together(key, experiment):
    names = experiment.get("together", [])
    lengths = [len(sweep_values(name, experiment[name])) if name in experiment else 0 for name in names]
    if len(set(lengths)) > 1 or 0 in lengths:
        raise ConfigurationError(f"{key}.together", names, f"have {lengths} values", "give lists of equal length")


def _check_sweep(key, name, entry, schema, may_repeat):
    values = sweep_values(name, entry)
    for value in values:
        if not math.isfinite(value):
            raise ConfigurationError(key, value, "not a finite number", f"give {schema['description']}")
        for error in Validator(schema["value"]).iter_errors(value):
            raise ConfigurationError(
                key, value, error.message.removeprefix(f"{value!r} "), f"give {schema['description']}"
            )
    if len(set(values)) < len(values) and not may_repeat:
        raise ConfigurationError(key, entry, "a value occurs twice", "make the values of the sweep distinct")


def _check_point(key, point):
    n_units = point["n_units"]
    for name in ("out_degree", "in_degree"):
        if point.get(name, 0) > n_units:
            raise ConfigurationError(
                f"{key}.{name}", point[name], f"more connections than the {n_units} units", "keep C ≤ N"
            )
    if point.get("covariance", 0) > point.get("variance", 0):
        raise ConfigurationError(
            f"{key}.covariance", point["covariance"], f"exceeds the variance {point['variance']}", "keep σ_mn ≤ σ²"
        )


def _check_matrix(key, point, experiment):
    """Raise ConfigurationError if a matrix is needed of a network that is too large for one."""
    connections = point["n_units"] * point.get("out_degree", 0)
    simulation = experiment.get("dynamics", {}).get("simulation")
    masked = experiment["network"] == "rank_one" and experiment.get("spectra") in (None, "bulk_growth")
    if connections >= TOO_MANY and (not masked or simulation == "steady_state"):
        raise ConfigurationError(
            f"{key}.out_degree",
            point["out_degree"],
            f"{connections} connections of {point['n_units']} units: too many for a matrix of their weights",
            "keep N·C < 2³¹, or measure what takes the mask alone: bulk_growth or activity of a rank_one network",
        )
