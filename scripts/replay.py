"""Replay: compute points anew from their seeds, draw the figure anew from its datasets, and compare."""

import json
import logging
import random
import tempfile
from pathlib import Path

from generate_networks import generate_networks
from measure_spectra import measure_spectra
from simulate_dynamics import simulate_dynamics
from sparse_lowrank.datasets import dataset_files
from sparse_lowrank.errors import UserError
from sparse_lowrank.figures import drawing, saving
from sparse_lowrank.planning import configuration
from sparse_lowrank.planning.experiments import SIMULATION_KEYS
from sparse_lowrank.provenance import agreement, dots
from sparse_lowrank.provenance.agreement import Agreement
from sparse_lowrank.provenance.findings import Finding
from sparse_lowrank.records import making

PANELS = making.PROJECT / "scripts/sparse_lowrank/figures/panels"


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
    what : str
    agreement : sparse_lowrank.provenance.agreement.Agreement
    """
    names = chain.panel(letter)["experiments"] if letter else list(chain.origin["datasets"])
    points = [point for name in names for point in dots.points_at(chain, chain.read_dataset(name), where or {})]
    for point in random.sample(points, min(count, len(points))):
        name = f"{point.attrs['experiment']} at {point.attrs['point']}"
        yield f"replayed {name}", attempted(lambda point: agreement.of_points(point, recomputed(point)), point)
    yield f"redrawn {chain.path}", attempted(redrawn, chain)


def attempted(compare, what):
    """How something agrees with itself made anew; what a file of anybody states may be impossible to make."""
    try:
        return compare(what)
    except Exception as error:
        said = " ".join(f"{type(error).__name__}: {error}".split())
        return Agreement(Finding.NOT_REPRODUCED, f"cannot be made anew from what its file states ({said})")


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
            if attributes["options"]["simulation"] not in SIMULATION_KEYS:  # it names a module
                raise UserError(f"there is no simulation {attributes['options']['simulation']!r}")
            simulate_dynamics(options=attributes["options"], inner=attributes["inner"], **shared)
        return dataset_files.read(results)


def redrawn(chain):
    """How the picture of the figure's file agrees with the one drawn anew from its datasets."""
    data = {name: chain.read_dataset(name) for name in chain.origin["datasets"]}
    panels, seed = chain.origin["panels"], chain.origin["seed"]
    name = chain.title if chain.is_whole else chain.title[:-1]
    # What names a function or its arguments is checked as a configuration is, before it is used.
    configuration.check_figure(name, panels, data, PANELS / f"{name}.py", making.PROJECT / "workflow/report")
    if chain.is_whole:
        figure = drawing.draw_figure(name, panels, data, seed)
    else:
        ((letter, entry),) = panels.items()
        figure = drawing.draw_panel(name, letter, entry, data, seed)
    with tempfile.TemporaryDirectory() as scratch:
        path = (Path(scratch) / chain.title).with_suffix(chain.path.suffix.lower())
        saving.save(figure, [path], chain.title, chain.origin)
        return agreement.of_pictures(chain.path, path)
