"""Files of somebody else: they state whatever they want, with digests that agree."""

import netCDF4
import numpy as np

from helpers.datasets import content
from sparse_lowrank.datasets import content_files
from sparse_lowrank.datasets.content_files import Variable

DATASET = "results/datasets/fig1_spectra.nc"
POINT = "results/spectra/fig1_spectra/n_units=10.nc"
HOSTILE = "\x1b]0;owned\x07\x9b2J\nfigure fig1 [intact]\u202e"
STATED = {
    "seed": 2022,
    "parameters": {},
    "experiment": "fig1_spectra",
    "point": "n_units=10",
    "stage": "spectra",
    "kind": "radius",
}


def write(folder, path, making=(), network="0" * 64, **stated):
    """A file that states whatever is wanted, and a digest that agrees with its content; returns the digest.

    What `making` has is no part of the content: code and software.
    """
    results, file = content(), folder / path
    networks = Variable(("replicate",), np.array([network] * 3), {})
    results = results._replace(variables=results.variables | {"network_sha256": networks})
    file.parent.mkdir(parents=True, exist_ok=True)
    content_files.write(results, file, "A title", **STATED | stated)
    with netCDF4.Dataset(file, "a") as opened:
        opened.setncatts(dict(making))
    return content_files.read(file).attrs["content_sha256"]
