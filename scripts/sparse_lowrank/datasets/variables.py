"""Names and symbols of everything that is stored: the attributes of dataset variables and the labels of axes."""

from sparse_lowrank.datasets import tolerances
from sparse_lowrank.errors import UserError

# name: (long name, symbol)
VARIABLES = {
    "n_units": ("number of units", "N"),
    "out_degree": ("connections per unit", "C"),
    "in_degree": ("inputs per unit", "C"),
    "sparsity": ("sparsity", "s"),
    "gain": ("connection strength", "g"),
    "variance": ("variance of connectivity vectors", "\\sigma^2"),
    "covariance": ("covariance of connectivity vectors", "\\sigma_{mn}"),
    "replicate": ("replicate", None),
    "eigenvalue": ("rank of eigenvalue by modulus", None),
    "spectral_radius": ("spectral radius", "R"),
    "eigenvalue_real": ("real part", "\\mathrm{Re}\\,\\lambda"),
    "eigenvalue_imag": ("imaginary part", "\\mathrm{Im}\\,\\lambda"),
    "outlier_real": ("outlier", "\\lambda_1"),
    "outlier_imag": ("imaginary part of outlier", "\\mathrm{Im}\\,\\lambda_1"),
    "outlier_alignment": ("alignment of the outlier's eigenvector with m", None),
    "outlier_separated": ("whether the outlier is separated from the bulk", None),
    "bulk_radius": ("bulk radius", "R"),
    "bulk_radius_deflated": ("bulk radius without the mean connectivity", "R"),
    "bulk_radius_by_real_part": ("bulk radius by real part", "R"),
    "spectral_abscissa": ("largest real part of all eigenvalues", "\\max\\,\\mathrm{Re}\\,\\lambda"),
    "bulk_growth": ("growth per product without the mean connectivity", "R"),
    "realised_overlap": ("overlap of connectivity vectors", "m^T n/N"),
    "realised_variance": ("mean square of the entries of m", None),
    "realised_square_product": ("mean squared product of connectivity vectors", None),
    "square_product": ("squared product of connectivity vectors", "m_i^2 n_i^2"),
    "coherence": ("coherence", "\\bar{c}"),
    "time": ("time", "t/\\tau"),
    "kappa_r": ("projection on $\\mathbf{m}$,", "\\kappa_r"),
    "kappa_i": ("projection on $\\mathbf{I}$,", "\\kappa_I"),
    "kappa_rec": ("recurrent input", "\\kappa_{rec}"),
    "activity_m": ("activity along $\\mathbf{m}$,", "\\mathbf{m}^T\\phi(\\mathbf{x})/N"),
    "mean_activity_m": ("mean activity along $\\mathbf{m}$,", "\\mathbf{m}^T\\phi(\\mathbf{x})/N"),
    "kappa": ("mean field", "|\\kappa|"),
    "field_deviation": ("deviation of the field", "\\sigma_h"),
    "field_fluctuation": ("fluctuation of the field", "\\delta_h"),
    "field_half_time": ("half-time of the field", "\\tau_{1/2}/\\tau"),
    "field_autocovariance": ("autocovariance of the field's fluctuation", None),
    "is_stationary": ("whether the field is stationary", None),
    "jacobian_radius": ("radius of the Jacobian's bulk", "r"),
    "lag": ("lag", "\\Delta t/\\tau"),
    "participation_ratio": ("participation ratio", None),
    "explained_variance_ratio": ("fraction of variance", None),
    "component_alignment_m": ("correlation of component with m", None),
    "component_alignment_i": ("correlation of component with I", None),
    "trial": ("trial", None),
    "readout": ("readout", "z"),
    "choice": ("choice", None),
    "choice_settled": ("whether the choice stands throughout the second half of the input", None),
    "readout_variance": ("variance of readout", "\\mathrm{Var}\\,z"),
    "stimulus": ("stimulus", "u"),
    "activation": ("activation", "x_i"),
    "input": ("input", "I_i u"),
    "solver": ("eigenvalue solver", None),
    "residual": ("largest relative residual of the eigenpairs", None),
    "eigenvalue_condition": ("condition of the leading eigenvalue", "1/|\\mathbf{w}^H\\mathbf{v}|"),
    "eigenvalue_verified": ("whether the error that follows from residual and condition is negligible", None),
    "generation_time": ("time to generate a network", None),
    "solution_time": ("time for outlier and growth", None),
    "peak_memory": ("peak memory", None),
    "dense_time": ("time for all eigenvalues of the dense matrix", None),
    "dense_memory": ("peak memory for all eigenvalues", None),
    "network_sha256": ("SHA-256 of the network", None),
}


CONVENTIONS = "CF-1.11, ACDD-1.3"


def described(content):
    """A `Content` whose variables carry CF attributes (long_name, symbol in mathtext, units) and their tolerance.

    What is of the paper has no dimension. Raises UserError for a variable that has no name here.
    """
    told = {name: _about(name) for name in content.variables}
    told |= {name: told[name] | tolerances.attributes(name) for name in content.measured()}
    variables = {name: variable._replace(attrs=told[name]) for name, variable in content.variables.items()}
    return content._replace(variables=variables)


def _about(name):
    if name not in VARIABLES:
        raise UserError(f"{name}: a variable without a long name. Remedy: enter it in datasets/variables.py.")
    long_name, symbol = VARIABLES[name]
    return {"long_name": long_name, **_units(name), **({"symbol": symbol} if symbol else {})}


def label(name):
    """Axis label of a variable: its name and its symbol."""
    long_name, symbol = VARIABLES[name]
    return f"{long_name} ${symbol}$" if symbol else long_name


def _units(name):
    if name in ("solver", "network_sha256"):
        return {}
    return {"units": "s" if name.endswith("_time") else "byte" if name.endswith("_memory") else "1"}
