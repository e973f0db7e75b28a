"""One dot of a panel: its values, its point, its networks with their seeds, and the lines of code that measured it."""

import json

import numpy as np

from sparse_lowrank import seeds
from sparse_lowrank.errors import UserError
from sparse_lowrank.provenance import lines


def parsed(where):
    """The selection that words like "n_units=2000" stand for, as numbers by name. Raises UserError."""
    try:
        return {key: float(value) for key, value in (word.split("=") for word in where)}
    except ValueError:
        raise UserError(f"--where {' '.join(where)}: not of the form key=number. Remedy: e.g. n_units=2000") from None


def explain(chain, letter, where):
    """The lines that explain the dots of a panel at a place.

    Parameters
    ----------
    chain : chain.Chain
    letter : str or None
        The panel; without it, the whole figure.
    where : dict
        Values of coordinates, and of `replicate`, by name. Raises UserError where there is no such value.
    """
    names = chain.panel(letter)["experiments"] if letter else list(chain.origin["datasets"])
    if not names:
        yield f"panel {letter}: nothing is measured for it; it is drawn from the seed {chain.origin['seed']} and theory"
    for name in names:
        dataset = chain.read_dataset(name)
        chosen = selected(dataset, where)
        yield f"dataset {name}: {', '.join(f'{key} = {value:g}' for key, value in where.items()) or 'all of it'}"
        for line in _values(chosen):
            yield f"   {line}"
        for point in points_at(chain, dataset, where):
            yield f"   point {point.attrs['point']}"
            for line in _origin(point, where):
                yield f"      {line}"


def selected(dataset, where):
    """The part of a dataset at the given values of its coordinates, dependent ones included. Raises UserError."""
    for key, value in where.items():
        if key not in dataset.coords:
            known = ", ".join(name for name in dataset.coords if dataset[name].size > 1)
            raise UserError(f"--where {key}={value:g}: no such coordinate. Remedy: choose among {known}.")
        coordinate = dataset[key]
        near = np.isclose(coordinate.values, value, rtol=1e-5, atol=0)
        if not near.any():
            values = ", ".join(f"{number:g}" for number in np.unique(coordinate.values))
            raise UserError(f"--where {key}={value:g}: there is no dot. Remedy: choose among {values}.")
        if coordinate.ndim == 1:
            dataset = dataset.isel({coordinate.dims[0]: int(np.flatnonzero(near)[0])})
    return dataset


def points_at(chain, dataset, where):
    """The results of the points, as Datasets, from which the dots at a place come; what a point cost is no result."""
    for path in json.loads(dataset.attrs["inputs"]):
        point = chain.read(path)
        if point.attrs["stage"] != "cost" and all(_agrees(point, key, value) for key, value in where.items()):
            yield point


def _agrees(point, key, value):
    return key not in point.coords or bool(np.isclose(point[key].values, value, rtol=1e-5, atol=0).any())


def _values(chosen):
    """Each measured variable: its value, or its mean and standard deviation over what is left of the dimensions."""
    for name, variable in chosen.data_vars.items():
        if variable.dtype.kind not in "fi":
            continue
        if variable.ndim == 0:
            yield f"{name} = {variable.item():.17g}"
        elif variable.dims == ("replicate",):
            mean, deviation = variable.mean().item(), variable.std(ddof=min(1, variable.size - 1)).item()
            yield f"{name} = {mean:.6g} ± {deviation:.2g} over {variable.size} networks"
        else:
            yield f"{name}: {' × '.join(f'{size} {dim}' for dim, size in variable.sizes.items())}"


def _origin(point, where):
    """Networks and seeds of a point, and where its variables are measured."""
    chosen = [int(where["replicate"])] if "replicate" in where else point.replicate.values[:1].tolist()
    for replicate in chosen:
        purpose = (point.attrs["experiment"], point.attrs["point"], replicate)
        yield f"network of replicate {replicate}: sha256 {point.network_sha256.values[replicate]}"
        yield f"   drawn from seed {point.attrs['seed']} for {'/'.join(map(str, purpose))}/<mask, weights or vectors>"
        yield f"   e.g. the mask: spawn key {seeds.spawn_key(*purpose, 'mask')}"
    for name in point.data_vars:
        yield f"{name} is measured in {lines.line_of(point, name)}"
