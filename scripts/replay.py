"""Replay: compute points anew from their seeds, draw the figure anew from its datasets, and compare bit for bit."""

import json
import logging
import random
import tempfile
from pathlib import Path

import numpy as np

from generate_networks import generate_networks
from measure_spectra import measure_spectra
from simulate_dynamics import simulate_dynamics
from sparse_lowrank.datasets import dataset_files
from sparse_lowrank.figures import drawing
from sparse_lowrank.provenance import dots


def replay(chain, count, letter=None, where=None):
    """Recompute points of a figure in a scratch folder, and its picture.

    Parameters
    ----------
    chain : sparse_lowrank.provenance.chain.Chain
    count : int
        How many points, drawn at random from those of the panel and the place if these are given.
    letter : str, optional
    where : dict, optional
        As in `dots.explain`.

    Yields
    ------
    line : str
    reproduced : bool
        Whether every bit is the same.
    """
    names = chain.panel(letter)["experiments"] if letter else list(chain.origin["datasets"])
    points = [point for name in names for point in dots.points_at(chain, chain.read_dataset(name), where or {})]
    for point in random.sample(points, min(count, len(points))):
        name = f"{point.attrs['experiment']} at {point.attrs['point']}"
        again = recomputed(point)
        same = again.attrs["content_sha256"] == point.attrs["content_sha256"]
        yield f"replayed {name}: {'bit-identical' if same else _difference(point, again)}", same
    same = redrawn(chain) == chain.path.read_bytes()
    yield f"redrawn {chain.path}: {'bit-identical' if same else 'other bytes'}", same


def recomputed(point):
    """The results of a point, computed anew from its seeds and parameters, as a Dataset."""
    attributes = {
        key: json.loads(point.attrs[key]) for key in ("seed", "parameters", "options", "inner") if key in point.attrs
    }
    log = logging.getLogger("sparse_lowrank.replay")
    with tempfile.TemporaryDirectory() as scratch:
        networks, results = Path(scratch) / "networks.nc", Path(scratch) / "results.nc"
        generate_networks(
            path=networks,
            seed=attributes["seed"],
            experiment=point.attrs["experiment"],
            point=point.attrs["point"],
            parameters=attributes["parameters"],
            replicates=point.sizes["replicate"],
            code=(),
            log=log,
        )
        shared = {"networks": networks, "path": results, "code": (), "log": log}
        if point.attrs["stage"] == "spectra":
            measure_spectra(kind=point.attrs["kind"], **shared)
        else:
            simulate_dynamics(options=attributes["options"], inner=attributes["inner"], **shared)
        return dataset_files.read(results)


def redrawn(chain):
    """The bytes of the figure's file, drawn anew from its datasets."""
    origin = chain.origin
    data = {name: chain.read_dataset(name) for name in origin["datasets"]}
    panels, seed = origin["panels"], origin["seed"]
    if chain.path.parent.name == "panels":
        ((letter, entry),) = panels.items()
        picture = drawing.draw_panel(chain.title[:-1], letter, entry, data, seed)
    else:
        picture = drawing.draw_figure(chain.title, panels, data, seed)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / chain.path.name
        inputs = {name: stated["path"] for name, stated in origin["datasets"].items()}
        drawing.save(picture, [path], chain.title, drawing.origin(inputs, data, panels, seed))
        return path.read_bytes()


def _difference(before, after):
    """Which variables differ, and by how much at most."""
    differing = []
    for name in before.variables:
        old, new = before[name].values, after[name].values
        if old.dtype.kind == "f" and not np.array_equal(old, new, equal_nan=True):
            differing.append(f"{name} by up to {np.nanmax(np.abs(old - new)):.3g}")
        elif old.dtype.kind != "f" and not np.array_equal(old, new):
            differing.append(name)
    return f"DIFFERS in {', '.join(differing) or 'its attributes'}"
