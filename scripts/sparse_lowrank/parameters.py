"""From an experiment's entry in the configuration to its points: sweeps, names, dependent parameters.

An experiment's swept parameters are a number, a list of numbers or `{linspace: [first, last, count]}`. Each
combination of values is a point. Plain Python only, so that the Snakefile can import it quickly.
"""

from itertools import product

# In the order in which they stand in a point's name.
SWEPT = ("n_units", "out_degree", "in_degree", "sparsity", "gain", "variance", "covariance")
INTEGERS = frozenset({"n_units", "out_degree", "in_degree"})
FIXED = ("network", "scaled", "orthogonal")


def sweep_values(key, entry):
    """The values that an entry of the configuration stands for, as a list of plain numbers.

    Values of a linspace are rounded (integers for counts, six significant digits otherwise), so that a point's
    name states its values exactly.
    """
    if isinstance(entry, dict):
        first, last, count = entry["linspace"]
        exact = [first + (last - first) * i / max(count - 1, 1) for i in range(count)]
        return [round(value) if key in INTEGERS else float(f"{value:.6g}") for value in exact]
    return list(entry) if isinstance(entry, list) else [entry]


def sweeps(experiment):
    """The values of every numeric network parameter that the experiment gives, by name in the order of `SWEPT`."""
    return {key: sweep_values(key, experiment[key]) for key in SWEPT if key in experiment}


def axes(experiment):
    """The sweep axes, which become the dimensions of the dataset: the parameters that take several values."""
    return {key: values for key, values in sweeps(experiment).items() if len(values) > 1}


def points(experiment):
    """The network parameters of each point of an experiment, by the point's name.

    The name states every given numeric parameter, whether swept or not: a point keeps its name, its files and its
    random numbers when the sweep around it grows.
    """
    given = sweeps(experiment)
    fixed = {key: experiment[key] for key in FIXED if key in experiment}
    combinations = (dict(zip(given, values, strict=True)) for values in product(*given.values()))
    return {point_name(values): {**fixed, **with_dependent(values)} for values in combinations}


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
