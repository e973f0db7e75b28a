"""From an experiment's entry in the configuration to its points: sweeps, names, dependent parameters.

An experiment's swept parameters are a number, a list of numbers or `{linspace: [first, last, count]}`. Each
combination of values is a point. Plain Python only, so that the Snakefile can import it quickly.
"""

from itertools import product

from sparse_lowrank.planning.parameters import FIXED, INTEGERS, SWEPT


def sweep_values(key, entry):
    """The values that an entry of the configuration stands for, as a list of plain numbers.

    Values of a linspace are rounded (integers for counts, six significant digits otherwise), so that a point's
    name states its values exactly.
    """
    if isinstance(entry, dict):
        first, last, count = entry["linspace"]
        exact = [first + (last - first) * i / max(count - 1, 1) for i in range(count)]
        return [round(value) if key in INTEGERS else float(f"{value:.6g}") for value in exact]
    values = entry if isinstance(entry, list) else [entry]
    return list(values) if key in INTEGERS else [float(value) for value in values]


def sweeps(experiment):
    """The values of every numeric network parameter that the experiment gives, by name in the order of `SWEPT`."""
    inner = inner_axes(experiment)
    return {key: sweep_values(key, experiment[key]) for key in SWEPT if key in experiment and key not in inner}


def inner_axes(experiment):
    """The values of the parameters that are varied within a job because they share its matrices, by name.

    These are the coherence of a stimulus, and the gain of a Gaussian part that is added to a rank-one network.
    """
    names = ["coherence"] + ["gain"] * (experiment["network"] == "rank_one_plus_gaussian")
    return {key: sweep_values(key, experiment[key]) for key in names if key in experiment}


def axes(experiment):
    """Names of the sweep axes along which points are combined: the parameters that take several values.

    Of parameters varied together only the first is an axis; the others depend on it.
    """
    dependent = experiment.get("together", [])[1:]
    return [key for key, values in sweeps(experiment).items() if len(values) > 1 and key not in dependent]


def points(experiment):
    """The network parameters of each point of an experiment, by the point's name.

    The name states every given numeric parameter, whether swept or not: a point keeps its name, its files and its
    random numbers when the sweep around it grows.
    """
    given = sweeps(experiment)
    fixed = {key: experiment[key] for key in FIXED if key in experiment}
    return {point_name(values): {**fixed, **with_dependent(values)} for values in combinations(experiment, given)}


def combinations(experiment, given):
    """Every combination of the given values as a dict, those listed under `together` advancing in step."""
    together = experiment.get("together", [])
    groups = [[{key: value} for value in values] for key, values in given.items() if key not in together]
    if together:
        rows = zip(*(given[key] for key in together), strict=True)
        groups.append([dict(zip(together, row, strict=True)) for row in rows])
    for parts in product(*groups):
        values = {key: value for part in parts for key, value in part.items()}
        yield {key: values[key] for key in given}


def point_name(values):
    """Name of a point, e.g. `n_units=1000~sparsity=0.5`."""
    return "~".join(f"{key}={value:.12g}" for key, value in values.items())


def with_dependent(values):
    """The values and the dependent one of N, s and a fixed degree C: N = C/(1 − s), rounded, or s = 1 − C/N."""
    degree = values.get("out_degree", values.get("in_degree"))
    if degree is None:
        return dict(values)
    if "n_units" in values:
        return {**values, "sparsity": 1 - degree / values["n_units"]}
    return {**values, "n_units": round(degree / (1 - values["sparsity"]))}
