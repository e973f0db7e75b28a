"""Quantities that are read off a dataset.

Every function takes a dataset of an experiment (sweep axes × replicate × …) and returns a DataArray over the sweep
axes that keeps the dimension `replicate`, over which it is averaged.
"""

import numpy as np
import xarray as xr


def measured(name, data):
    """A quantity by name: one of `MEASURED`, or a variable of the dataset."""
    return MEASURED[name](data) if name in MEASURED else data[name]


def _moduli(data):
    """Moduli of the eigenvalues in descending order."""
    return np.hypot(data.eigenvalue_real, data.eigenvalue_imag)


def _rightmost(data):
    return data.eigenvalue_real.max("eigenvalue")


def _others(data):
    """Moduli of all eigenvalues but the rightmost."""
    return _moduli(data).where(data.eigenvalue_real != _rightmost(data))


def _bulk_of_spectrum(data):
    return _others(data).max("eigenvalue")


def _fraction_inside(moduli):
    """The fraction of eigenvalues within half the area of their disk."""
    radius = moduli.max("eigenvalue")
    return (moduli < radius / np.sqrt(2)).sum("eigenvalue") / moduli.count("eigenvalue")


def _nonzero_fraction(data):
    moduli = _moduli(data)
    return (moduli > 1e-9 * moduli.max("eigenvalue")).mean("eigenvalue")


def _late(course):
    """The second half of a course in time."""
    return course.isel(time=slice(course.sizes["time"] // 2, None))


def _late_activity(data):
    return np.abs(_late(data.activity_m).mean("time"))


def _branch(data):
    """The sign of the activity along m in the second half."""
    return np.sign(_late(data.activity_m).mean("time"))


def _projection_bias(data):
    """The mean of κ_r over the second half in units of its standard deviation."""
    late = _late(data.kappa_r)
    return np.abs(late.mean("time")) / late.std("time")


def _in_plane(component):
    def alignment(data):
        """The length of a principal component's projection onto the plane of m and I, which are orthogonal."""
        chosen = data.isel(component=component)
        return np.hypot(chosen.component_alignment_m, chosen.component_alignment_i)

    return alignment


def _trials(variable):
    """Trials of all networks as replicates."""
    return variable.rename(replicate="network").stack(replicate=["network", "trial"]).reset_index("replicate")


def _correct(data):
    return (data.choice > 0) & (data.choice_settled > 0)


def _relative_readout_variance(data):
    level = data.readout.isel(time=-1) ** 2
    return _trials((data.readout_variance / level).where(_correct(data)))


def _midpoint(data):
    """The coherence at which half of the choices are positive, by interpolation of the rising curve."""
    fraction = (data.choice > 0).mean(["replicate", "trial"])
    rising = xr.apply_ufunc(
        np.maximum.accumulate,
        fraction,
        input_core_dims=[["coherence"]],
        output_core_dims=[["coherence"]],
        kwargs={"axis": -1},
    )
    rows = rising.transpose(..., "coherence")
    values = [np.interp(0.5, row, data.coherence) for row in rows.values]
    return xr.DataArray(values, {"in_degree": data.in_degree}, ["in_degree"])


# The quantities that are no variables of a dataset.
MEASURED = {
    "rightmost_eigenvalue": _rightmost,
    "bulk_of_spectrum": _bulk_of_spectrum,
    "second_modulus": lambda data: _moduli(data).isel(eigenvalue=1),
    "inner_fraction": lambda data: _fraction_inside(_moduli(data)),
    "inner_fraction_of_bulk": lambda data: _fraction_inside(_others(data)),
    "nonzero_fraction": _nonzero_fraction,
    "asymmetry": lambda data: (data.bulk_radius - data.bulk_radius.values[::-1]) / data.bulk_radius,
    "peak_projection_on_m": lambda data: data.kappa_r.max("time"),
    "peak_projection_on_input": lambda data: data.kappa_i.max("time"),
    "variance_of_first_two": lambda data: data.explained_variance_ratio[..., :2].sum("component"),
    "first_component_in_plane": _in_plane(0),
    "second_component_in_plane": _in_plane(1),
    "first_component_along_input": lambda data: data.component_alignment_i.isel(component=0),
    "late_activity": _late_activity,
    "late_fluctuation": lambda data: _late(data.activity_m).std("time"),
    "branch": _branch,
    "late_activation": lambda data: np.abs(_late(data.activation)).max(["unit", "time"]),
    "late_activation_fluctuation": lambda data: _late(data.activation).std("time").mean("unit"),
    "projection_bias": _projection_bias,
    "equilibrium_ratio": lambda data: (data.kappa_r / (data.out_degree * data.kappa_rec)).isel(time=-1),
    "final_readout": lambda data: _trials(data.readout.isel(time=-1)),
    "correct_readout_variance": lambda data: _trials(data.readout_variance.where(_correct(data))),
    "relative_readout_variance": _relative_readout_variance,
    "positive_choice": lambda data: _trials((data.choice > 0).astype(float)),
    "psychometric_midpoint": _midpoint,
}
