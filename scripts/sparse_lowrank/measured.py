"""What was measured, by name, each with the names of its dimensions: what measurements and simulations return."""

from collections.abc import Mapping

import numpy as np


class Measured(Mapping):
    """Numbers, texts and arrays by name, which remember the names of their dimensions.

    Measured(("time",), kappa_r=course) | Measured((), participation_ratio=2.5)

    As a mapping it gives the values: measured["kappa_r"] is an array of shape (time,).

    Parameters
    ----------
    dims : tuple of str
        The dimensions that all these values have; () for single numbers and texts.
    **values
        Arrays with as many axes, numbers or texts. Raises ValueError if an array has another number of axes.

    Attributes
    ----------
    dims : dict
        The dimensions of each value, a tuple of str by name.
    """

    def __init__(self, dims, **values):
        for name, value in values.items():
            if np.ndim(value) != len(dims):
                raise ValueError(f"{name} has {np.ndim(value)} axes, but {len(dims)} dimensions: {dims}")
        self._values = values
        self.dims = dict.fromkeys(values, tuple(dims))

    def __getitem__(self, name):
        return self._values[name]

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def __or__(self, other):
        """What both have measured; of a name that both have, the other's value."""
        both = Measured(())
        both._values = self._values | other._values
        both.dims = self.dims | other.dims
        return both


def along(dim, measured):
    """Several `Measured` of the same names as one, side by side along a new first dimension. Raises ValueError."""
    dims = measured[0].dims
    if any(other.dims != dims for other in measured):
        raise ValueError(f"not the same was measured everywhere along {dim}")
    return _of({name: ((dim, *dims[name]), np.array([one[name] for one in measured])) for name in dims})


def first(measured):
    """What was measured at the first place along the first dimension, which all values have."""
    return _of({name: (dims[1:], measured[name][0]) for name, dims in measured.dims.items()})


def _of(variables):
    """A `Measured` of pairs (dimensions, value) by name."""
    merged = Measured(())
    for name, (dims, value) in variables.items():
        merged |= Measured(dims, **{name: value})
    return merged
