"""How far a variable may differ where it is computed anew with another arithmetic, and why.

The last digits of linear algebra depend on the processor and its BLAS. With the same arithmetic every bit is the same,
and no tolerance is needed.
"""

from typing import NamedTuple


class Tolerance(NamedTuple):
    """The largest difference that is allowed.

    relative : the difference, divided by the largest modulus of the variable at the point
    reason : why
    to : the variable whose largest modulus is taken instead
    is_chaotic : where activity fluctuates, rounding grows until single courses say nothing; then the means over
        networks are compared instead, within their standard errors
    """

    relative: float
    reason: str
    to: str | None = None
    is_chaotic: bool = False


EXACT = Tolerance(0.0, "drawn, counted or decided: the same with every arithmetic")
_SOLVER = Tolerance(1e-6, "the eigensolver stops at a relative residual of 1e-6", "spectral_radius")
_SPECTRUM = Tolerance(1e-8, "rounding, times the condition of eigenvalues of a non-normal matrix", "spectral_radius")
_DIRECTION = Tolerance(1e-5, "of an eigenvector; the solver stops at a residual of 1e-6, times the condition")
_ROUNDING = Tolerance(1e-5, "itself a measure of rounding", "spectral_radius")
_CONDITION = Tolerance(1e-2, "estimated in the Krylov space, whose dimension rounding can change by one")
_DRIVEN = Tolerance(1e-9, "rounding of each step is damped, since activity follows its input")
_VARIANCE = Tolerance(1e-8, "a small difference of large numbers")
_AUTONOMOUS = Tolerance(1e-9, "rounding of each step is damped where activity is stationary", is_chaotic=True)
_FLUCTUATION = _AUTONOMOUS._replace(to="field_deviation")

TOLERANCES = {
    **dict.fromkeys(("spectral_radius", "outlier_real", "outlier_imag"), _SOLVER),
    **dict.fromkeys(("bulk_radius", "bulk_radius_deflated", "bulk_growth"), _SOLVER),
    **dict.fromkeys(("bulk_radius_by_real_part", "spectral_abscissa"), _SOLVER),
    **dict.fromkeys(("eigenvalue_real", "eigenvalue_imag"), _SPECTRUM),
    "outlier_alignment": _DIRECTION,
    "residual": _ROUNDING,
    "eigenvalue_condition": _CONDITION,
    **dict.fromkeys(("kappa_r", "kappa_i", "kappa_rec", "activity_m", "activation"), _AUTONOMOUS),
    **dict.fromkeys(("mean_activity_m", "kappa", "field_deviation", "field_half_time"), _AUTONOMOUS),
    **dict.fromkeys(("field_fluctuation", "field_autocovariance"), _FLUCTUATION),
    "is_stationary": EXACT._replace(is_chaotic=True),
    "jacobian_radius": _SOLVER._replace(to=None, is_chaotic=True),
    **dict.fromkeys(("participation_ratio", "explained_variance_ratio"), _DRIVEN),
    **dict.fromkeys(("component_alignment_m", "component_alignment_i"), _DRIVEN),
    "readout": _DRIVEN,
    "readout_variance": _VARIANCE,
}


def of(name):
    """The tolerance of a variable."""
    return TOLERANCES.get(name, EXACT)


def attributes(name):
    """What a variable of a dataset says of its tolerance."""
    tolerance = of(name)
    stated = {"tolerance": tolerance.relative, "tolerance_reason": tolerance.reason}
    if tolerance.relative:
        stated["tolerance_relative_to"] = f"the largest modulus of {tolerance.to or name} at the point"
    if tolerance.is_chaotic:
        stated["tolerance_where_activity_fluctuates"] = "three standard errors of the mean over networks"
    return stated
