"""The sidecar of a figure: its whole chain, from its files to the seeds of its networks, in one JSON document.

Everything in it follows from configuration, code, packages and arithmetic, except the section "volatile".
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from platform import platform

from sparse_lowrank.datasets import content_files
from sparse_lowrank.planning import places
from sparse_lowrank.records import digests, making

DESCRIPTION = (
    "The chain of a figure: its files, panels, datasets, points, networks and seeds. SHA-256 of files are of their "
    "bytes; those of contents and variables are defined in scripts/sparse_lowrank/records/digests.py. The network of "
    "replicate k is drawn from the seed for the purpose [experiment, point, k] (scripts/sparse_lowrank/seeds.py)."
)
NETWORKS = ("replicate", "network_sha256")


def describe(figure, files, code, panels, seed, folder, inputs, lock, run_configuration):
    """The chain of a figure as plain data.

    Parameters
    ----------
    figure : str
        Its name.
    files, code : list of str
        The figure's own files, and the files of code that drew them.
    panels : dict
        The panels' entries in the configuration, by letter.
    seed : int
        Root seed.
    folder : str
        The folder of all results.
    inputs : dict
        Paths of the datasets by name of experiment.
    lock : str
        The file that locks the packages.
    run_configuration : str
        The digest of the configuration of this run; see `planning.telling`.

    Returns
    -------
    dict
        As described in `DESCRIPTION`. Raises UnreadableFile if a dataset or a point is damaged.
    """
    data = {name: content_files.read(path) for name, path in inputs.items()}
    configuration = {
        "seed": seed,
        "panels": panels,
        "experiments": {name: json.loads(dataset.attrs["parameters"]) for name, dataset in data.items()},
    }
    return {
        "description": DESCRIPTION,
        "figure": figure,
        "paper": making.PAPER,
        "files": {Path(path).name: digests.file_sha256(path) for path in sorted(files)},
        "configuration": configuration,
        "configuration_sha256": digests.json_sha256(configuration),
        "run_configuration": run_configuration,
        "software": making.software("matplotlib", "numpy", "xarray", "netCDF4"),
        "lock": {"file": making.told(lock), "sha256": digests.file_sha256(lock)},
        "code": making.code_sha256(code),
        "datasets": {
            name: _dataset(places.of_dataset(folder, name), path, data[name]) for name, path in inputs.items()
        },
        "volatile": {
            "commit": making.commit(),
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "platform": platform(),
        },
    }


def _dataset(told, path, dataset):
    """What the sidecar says of a dataset, with its points."""
    before = places.before(path, told)
    points = [_point(point, before + point) for point in json.loads(dataset.attrs["inputs"])]
    return _file(told, path, dataset) | {"points": points}


def _file(told, path, dataset):
    """What the sidecar says of a file of a dataset or of a point: where it is told to stand, and what it holds."""
    return {
        "path": told,
        "file_sha256": digests.file_sha256(path),
        "content_sha256": dataset.attrs["content_sha256"],
        "variables_sha256": digests.variable_sha256(dataset),
        "software": json.loads(dataset.attrs["software"]),
        "arithmetic": json.loads(dataset.attrs["arithmetic"]),
        "code": json.loads(dataset.attrs["code"]),
        "run_configuration": dataset.attrs["run_configuration"],
    }


def _point(told, path):
    result = content_files.read(path)
    experiment, point = result.attrs["experiment"], result.attrs["point"]
    return {
        "experiment": experiment,
        "point": point,
        "stage": result.attrs["stage"],
        **_file(told, path, result),
        "parameters": json.loads(result.attrs["parameters"]),
        "networks": [
            {"sha256": str(sha256), "seed": int(result.attrs["seed"]), "purpose": [experiment, point, int(replicate)]}
            for replicate, sha256 in zip(*(result.variables[name].values for name in NETWORKS), strict=True)
        ],
    }
