"""Ways to hold a measured quantity against a claim.

Every check takes the measured quantity (a DataArray over sweep axes, with or without `replicate`) and what is predicted
of it, and returns an `Outcome`, or None where the data are too few to decide.
"""

from dataclasses import dataclass

import numpy as np
import xarray as xr


@dataclass
class Outcome:
    """What was predicted and measured, the standard error, and the deviation that a claim's tolerance is for."""

    predicted: float
    measured: float
    uncertainty: float
    deviation: float


def ratio(measured, predicted):
    """Measured over predicted, at the point where it is farthest from one."""
    ratios, errors = (values / predicted for values in _mean_and_error(measured))
    ratios, errors = _flat(ratios), _flat(errors)
    if not np.isfinite(ratios).any():
        return None
    worst = np.nanargmax(np.abs(ratios - 1))
    return Outcome(1, ratios[worst], errors[worst], abs(ratios[worst] - 1))


def mean_ratio(measured, predicted):
    """Measured over predicted, averaged over the sweep."""
    ratios, errors = (values / predicted for values in _mean_and_error(measured))
    ratios, errors = _flat(ratios), _flat(errors)
    if not np.isfinite(ratios).any():
        return None
    mean = np.nanmean(ratios)
    return Outcome(1, mean, np.sqrt(np.nansum(errors**2)) / len(ratios), abs(mean - 1))


def value(measured, predicted):
    """The value farthest from the predicted number; the deviation is absolute."""
    mean, error = map(_flat, _mean_and_error(measured))
    if not np.isfinite(mean).any():
        return None
    worst = np.nanargmax(np.abs(mean - predicted))
    return Outcome(predicted, mean[worst], error[worst], abs(mean[worst] - predicted))


def in_errors(measured, predicted):
    """The deviation in standard errors, as a root mean square over the sweep: about 1 where theory is exact."""
    mean, error = _mean_and_error(measured - predicted)
    deviations = _flat(mean / error)
    if not np.isfinite(deviations).all():
        return None
    size = np.sqrt(np.mean(deviations**2))
    return Outcome(1, size, 1 / np.sqrt(2 * len(deviations)), max(0.0, size - 1))


def trend(measured, predicted):
    """Spearman's rank correlation of the mean with the sweep axis: 1 rises, −1 falls at every step."""
    mean, _ = _mean_and_error(measured)
    if mean.ndim != 1 or mean.size < 3 or not np.isfinite(mean).all():
        return None
    with np.errstate(invalid="ignore"):  # all the same: no rank
        correlation = np.corrcoef(_ranks(mean[mean.dims[0]]), _ranks(mean))[0, 1]
    return Outcome(predicted, correlation, np.nan, abs(correlation - predicted))


def _ranks(values):
    """The ranks of values along one axis; equal ones share theirs."""
    return values.to_series().rank()


def change(measured, predicted):
    """The relative change over the whole sweep, by linear regression through all replicates: 0 is level."""
    x, y = _scatter(measured)
    if len(np.unique(x)) < 3:
        return None
    (slope, _), covariance = np.polyfit(x, y, 1, cov=True)
    scale = np.ptp(x) / np.mean(y)
    return Outcome(predicted, slope * scale, np.sqrt(covariance[0, 0]) * abs(scale), abs(slope * scale - predicted))


def exponent(measured, predicted):
    """The exponent of a power law of the sweep axis, by regression of logarithms."""
    x, y = _scatter(measured)
    if len(np.unique(x)) < 3 or (x <= 0).any() or (y <= 0).any():
        return None
    (slope, _), covariance = np.polyfit(np.log(x), np.log(y), 1, cov=True)
    return Outcome(predicted, slope, np.sqrt(covariance[0, 0]), abs(slope - predicted))


def maximum(measured, predicted):
    """Where along the sweep axis the mean is largest; the uncertainty is half a step."""
    mean, _ = _mean_and_error(measured)
    if mean.ndim != 1 or mean.size < 3:
        return None
    axis = mean[mean.dims[0]].values
    place = axis[mean.values.argmax()]
    return Outcome(predicted, place, np.max(np.diff(axis)) / 2, abs(place - predicted))


def rise_and_fall(measured, predicted):
    """How far the largest mean exceeds that at either end of the sweep, relative to the error of the difference."""
    mean, error = map(_flat, _mean_and_error(measured))
    if len(mean) < 3 or not np.isfinite(error).all():
        return None
    top, ends = int(np.argmax(mean)), [0, -1]
    excess = np.min((mean[top] - mean[ends]) / np.hypot(error[top], error[ends]))
    return Outcome(predicted, excess, 1.0, max(0.0, predicted - excess))


def largest_fall(measured, predicted):
    """The largest fall of the mean from one value of the sweep axis to the next; 0 if it never falls."""
    mean, error = map(_flat, _mean_and_error(measured))
    if len(mean) < 3:
        return None
    falls = -np.diff(mean)
    worst = int(np.argmax(falls))
    fall = max(0.0, falls[worst])
    return Outcome(predicted, fall, np.hypot(error[worst], error[worst + 1]), abs(fall - predicted))


def crossing(measured, predicted, bound=1.0):
    """Where along the sweep axis the mean, falling or rising, crosses a bound, by interpolation."""
    mean, _ = _mean_and_error(measured)
    if mean.ndim != 1:
        return None
    axis, above = mean[mean.dims[0]].values, mean.values - bound
    steps = np.flatnonzero(np.diff(np.sign(above)))
    if not len(steps):
        return None
    k = steps[0]
    place = axis[k] - above[k] * (axis[k + 1] - axis[k]) / (above[k + 1] - above[k])
    return Outcome(predicted, place, np.nan, abs(place - predicted))


def fraction_above(measured, predicted, bound=0.0):
    """The fraction of networks or trials above a bound, where it is farthest from what is predicted."""
    return value(_indicator(measured, measured > bound), predicted)


def fraction_below(measured, predicted, bound=0.0):
    """The fraction of networks or trials below a bound, where it is farthest from what is predicted."""
    return value(_indicator(measured, measured < bound), predicted)


def half_above(measured, predicted, bound=0.0):
    """Where along the sweep axis half of the networks or trials lie above a bound, by interpolation."""
    return crossing(_indicator(measured, measured > bound), predicted, bound=0.5)


def _indicator(measured, condition):
    return condition.astype(float).where(np.isfinite(measured))


def _mean_and_error(measured):
    """Mean over replicates and its standard error; NaN where there is but one."""
    if "replicate" not in measured.dims:
        return measured, xr.full_like(measured, np.nan, dtype=float)
    count = measured.count("replicate")
    deviation = measured.std("replicate") * np.sqrt(count / (count - 1).where(count > 1))
    return measured.mean("replicate"), deviation / np.sqrt(count)


def _flat(values):
    return np.asarray(values, dtype=float).ravel()


def _scatter(measured):
    """Sweep coordinate and value of every replicate; none at a single point."""
    if set(measured.dims) <= {"replicate"}:
        return np.array([]), np.array([])
    (axis,) = [dim for dim in measured.dims if dim != "replicate"]
    x, y = xr.broadcast(measured[axis], measured)
    x, y = _flat(x), _flat(y)
    return x[np.isfinite(y)], y[np.isfinite(y)]


CHECKS = {
    check.__name__: check
    for check in (
        ratio,
        mean_ratio,
        value,
        in_errors,
        trend,
        change,
        exponent,
        maximum,
        rise_and_fall,
        largest_fall,
        crossing,
        fraction_above,
        fraction_below,
        half_above,
    )
}
