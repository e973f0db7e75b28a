"""One palette: colours stand in plotting.py alone, and colour-blind readers tell apart those shown together."""

import itertools
import re
from pathlib import Path

import numpy as np
import pytest

from sparse_lowrank.errors import UserError
from sparse_lowrank.figures import plotting

MODULES = [*Path("scripts").rglob("*.py"), *Path("benchmarks").rglob("*.py")]

# Colours that must be told apart where they stand in one panel. Grey lines of reference are told by their place.
TOGETHER = {
    "measurement and theory": [plotting.COLOURS[name] for name in ("measured", "theory", "correction")],
    "the spectrum": [plotting.COLOURS[name] for name in ("outlier", "bulk", "correction")],
    "activity and its fluctuation": [plotting.COLOURS[name] for name in ("activity", "fluctuation")],
    "branches": [plotting.COLOURS[name] for name in ("positive branch", "negative branch")],
    "coherences": [plotting.COLOURS[name] for name in ("low coherence", "high coherence")],
    "connectivity vectors": [plotting.COLOURS[name] for name in ("m", "n")],
    "costs": [plotting.COLOURS[name] for name in ("generation", "solution", "dense method")],
    "memory": [plotting.COLOURS[name] for name in ("sparse method", "dense method")],
    "rivals": [plotting.COLOURS[name] for name in ("plain way", "other library")],
    "regimes": list(plotting.REGIMES.values()),
    "areas": [plotting.AREAS[name] for name in ("decaying", "structured", "chaotic")],
    "degrees": list(plotting.DEGREES),
}

# What a reader sees, in linear RGB: Machado, Oliveira & Fernandes 2009, IEEE Trans Vis Comput Graph 15:1291,
# severity 1.
VISION = {
    "all cones": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
}

# sRGB to CIE XYZ, white point D65 (IEC 61966-2-1).
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])

# Least distance in CIE L*a*b* (1976); a difference of about 2 is just seen where two fields touch.
LEAST = 15


def seen(colour, vision):
    """L*, a* and b* of a hexadecimal colour with this vision."""
    encoded = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    relative = XYZ @ np.clip(VISION[vision] @ linear, 0, 1) / XYZ.sum(axis=1)
    x, y, z = np.where(relative > (6 / 29) ** 3, np.cbrt(relative), relative * (29 / 6) ** 2 / 3 + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one, other, vision):
    return np.linalg.norm(seen(one, vision) - seen(other, vision))


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_only_plotting_writes_hexadecimal_colours(module):
    found = re.findall(r"#[0-9a-fA-F]{6}\b|[\"']#[0-9a-fA-F]{3,4}[\"']", module.read_text())
    assert bool(found) == (module.name == "plotting.py"), found


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("group", TOGETHER)
def test_colours_shown_together_are_told_apart(group, vision):
    near = {
        pair: distance(*pair, vision)
        for pair in itertools.combinations(TOGETHER[group], 2)
        if distance(*pair, vision) < LEAST
    }
    assert not near


def test_red_and_green_of_one_lightness_are_near_in_deuteranopia():
    """The simulation can find a fault: this pair is far apart for others."""
    assert distance("#B05A2B", "#6F7A2B", "deuteranopia") < LEAST < distance("#B05A2B", "#6F7A2B", "all cones")


def test_every_degree_has_a_colour_of_its_own_or_is_refused():
    drawn = dict(plotting.by_degree([100, 200, 400]))
    assert list(drawn) == [100, 200, 400]
    assert len(set(drawn.values())) == 3
    with pytest.raises(UserError, match=r"7 numbers of connections .*Remedy"):
        plotting.by_degree(range(7))
