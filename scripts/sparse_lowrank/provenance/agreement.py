"""Whether results that were computed anew agree with those that a file holds, and how closely."""

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sparse_lowrank.datasets import tolerances
from sparse_lowrank.figures import pictures
from sparse_lowrank.provenance.findings import Finding
from sparse_lowrank.records import machine
from sparse_lowrank.records.digests import AROUND_CONTENT

STANDARD_ERRORS = 3  # of a mean over networks; by chance once in 400
FLUCTUATING = 1e-6  # the deviation in time, as a fraction of the largest modulus, from which on activity fluctuates


class Agreement(NamedTuple):
    """What was found, and in words how closely the two agree."""

    finding: Finding
    said: str


def of_points(before, after):
    """How the results of a point agree.

    Parameters
    ----------
    before, after : xarray.Dataset
        What the file of the point holds, and what was computed anew from its seeds.

    Returns
    -------
    Agreement
        `Finding.REPRODUCED` if every bit is the same; with another arithmetic `Finding.AGREES` if every variable is
        within its tolerance (see `datasets.tolerances`); else `Finding.NOT_REPRODUCED`.
    """
    if before.attrs["content_sha256"] == after.attrs["content_sha256"]:
        return Agreement(Finding.REPRODUCED, "bit-identical")
    stated = json.loads(before.attrs.get("arithmetic", "{}"))
    if machine.is_same_arithmetic(stated, json.loads(after.attrs["arithmetic"])):
        return Agreement(Finding.NOT_REPRODUCED, f"DIFFERS in {_differences(before, after)}")
    return _within_tolerances(before, after)


def of_pictures(path, drawn):
    """How the picture in a figure's file agrees with one in another file that was drawn anew, as an `Agreement`."""
    if Path(path).read_bytes() == Path(drawn).read_bytes():
        return Agreement(Finding.REPRODUCED, "bit-identical")
    if pictures.are_the_same(path, drawn):
        return Agreement(Finding.REPRODUCED, "the same picture, in a file of other bytes")
    if pictures.look_the_same(path, drawn):
        return Agreement(Finding.AGREES, "the same picture but for rounding")
    return Agreement(Finding.NOT_REPRODUCED, "DIFFERS: another picture")


def _within_tolerances(before, after):
    if _attributes(before) != _attributes(after) or before.variables.keys() != after.variables.keys():
        return Agreement(Finding.NOT_REPRODUCED, "DIFFERS in its attributes or variables")
    found = {name: _compared(name, before, after) for name in before.variables}
    beyond = [f"{name} ({said})" for name, (agrees, said) in found.items() if not agrees]
    if beyond:
        return Agreement(Finding.NOT_REPRODUCED, f"DIFFERS beyond tolerance in {', '.join(beyond)}")
    means = [name for name, (_, said) in found.items() if said == "in the mean"]
    chaos = f"; activity fluctuates: {', '.join(means)} in the mean over networks" if means else ""
    return Agreement(Finding.AGREES, f"within tolerance, on another arithmetic{chaos}")


def _compared(name, before, after):
    """Whether a variable agrees, and in words how."""
    old, new = before[name].values, after[name].values
    if old.dtype.kind not in "fi" or old.shape != new.shape:
        return np.array_equal(old, new), "other values"
    beyond = is_beyond(name, before, after)
    if not beyond.any():
        return True, "within tolerance"
    grown = tolerances.of(name).is_chaotic and not (beyond & ~_fluctuates(name, before, after)).any()
    if grown and _lasts(beyond, before[name].dims):
        return _means_agree(old, new), "in the mean"
    return False, f"by up to {np.nanmax(np.abs(old - new), initial=0):.3g}"


def is_beyond(name, before, after):
    """Where two sets of results of a point differ by more than a variable's tolerance: bool, shaped as the variable."""
    tolerance = tolerances.of(name)
    old, new = before[name].values, after[name].values
    scale = np.nanmax(np.abs(before[tolerance.to or name].values), initial=0)
    both = np.isnan(old) & np.isnan(new) if old.dtype.kind == "f" else False
    return ~((np.abs(old - new) <= tolerance.relative * scale) | both)


def _fluctuates(name, before, after):
    """Of which networks the activity never settles: bool, to be broadcast to the shape of the variable."""
    if "is_stationary" in before:
        settled = (before.is_stationary == 1) & (after.is_stationary == 1)
        return ~settled.broadcast_like(before[name]).transpose(*before[name].dims).values
    if "time" not in before[name].dims:
        return np.zeros((), bool)
    course = before[name]
    late = course.isel(time=slice(course.sizes["time"] // 2, None)).std("time") > FLUCTUATING * np.abs(course).max()
    return late.broadcast_like(course).transpose(*course.dims).values


def _lasts(beyond, dims):
    """Whether courses that have left each other stay apart, as chaos makes them: a number changed by hand does not."""
    if "time" not in dims:
        return True
    axis = dims.index("time")
    since = np.maximum.accumulate(beyond, axis=axis)
    return bool((2 * beyond.sum(axis=axis) >= since.sum(axis=axis)).all())


def _means_agree(old, new):
    """Whether the means over networks, the first dimension, differ by less than their standard errors allow."""
    if len(old) < 2:
        return False
    with np.errstate(invalid="ignore", divide="ignore"):
        error = np.sqrt(_squared_error(old) + _squared_error(new))
        deviation = (np.nanmean(old, axis=0) - np.nanmean(new, axis=0)) / error
    return bool(np.sqrt(np.nanmean(np.atleast_1d(deviation) ** 2)) <= STANDARD_ERRORS)


def _squared_error(values):
    """The squared standard error of the mean over the first dimension."""
    return np.nanvar(values, axis=0, ddof=1) / np.sum(~np.isnan(values), axis=0)


def _attributes(dataset):
    """All attributes that are content."""
    return {key: str(value) for key, value in dataset.attrs.items() if key not in AROUND_CONTENT}


def _differences(before, after):
    """Which variables differ, and by how much at most."""
    differing = []
    for name in before.variables.keys() & after.variables.keys():
        old, new = before[name].values, after[name].values
        if old.dtype.kind == "f" and old.shape == new.shape and not np.array_equal(old, new, equal_nan=True):
            differing.append(f"{name} by up to {np.nanmax(np.abs(old - new), initial=0):.3g}")
        elif old.dtype.kind != "f" and not np.array_equal(old, new):
            differing.append(name)
    return ", ".join(sorted(differing)) or "its attributes"
