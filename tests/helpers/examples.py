"""Small datasets, and what each quantity is of them, worked out by hand."""

import json

import numpy as np
import xarray as xr

NAN = np.nan
TWO = range(2)


def dataset(coordinates, **variables):
    """A dataset of variables given as (dimensions in one string, values)."""
    return xr.Dataset({name: (dims.split(), values) for name, (dims, values) in variables.items()}, coordinates)


def spectra(sparsity, eigenvalues):
    """A dataset of eigenvalues: complex numbers by sparsity, network and rank."""
    dims, values = "sparsity replicate eigenvalue", np.array(eigenvalues)
    coordinates = {"sparsity": sparsity, "replicate": TWO, "eigenvalue": range(values.shape[-1])}
    return dataset(coordinates, eigenvalue_real=(dims, values.real), eigenvalue_imag=(dims, values.imag))


# In descending order of modulus, as in every dataset. The networks of the first point have only four eigenvalues.
SPECTRA = spectra(
    [0.2, 0.5],
    [
        # moduli 5, 4, 3, 3 and 10, 5, 5, 1
        [[-5, 4, 3j, -3j, NAN, NAN], [10, 3 + 4j, 3 - 4j, 1, NAN, NAN]],
        # moduli 4, 4, 3, 2, 1, 1 and 7, 6, 5, 5, 0.5, 0.5
        [[4j, -4j, -3, 2, 1j, -1j], [-7, 6, 5j, -5j, 0.5, -0.5]],
    ],
)

# The first network has rounding errors beside two eigenvalues that are not zero; the third is the zero matrix.
RANKS = spectra([0, 1], [[[100, 1e-6, 1e-8, 0], [4j, -4j, 1e-3, -1e-3]], [[0, 0, 0, 0], [5, 0, 0, 0]]])

RADII = dataset(
    {"sparsity": [0.25, 0.5, 0.75], "replicate": TWO},
    bulk_radius=("sparsity replicate", [[2, 4], [3, 5], [4, 10]]),
)

RESPONSE = dataset(
    {"gain": [0, 1], "replicate": TWO, "time": [0, 1, 2]},
    kappa_r=("gain replicate time", [[[0, 3, 1], [0, -5, 2]], [[-1, -2, -3], [4, 1, 6]]]),
    kappa_i=("gain replicate time", [[[0, 7, 5], [0, -9, 8]], [[-4, -6, -5], [1, 0, 0.5]]]),
    realised_variance=("replicate", [0.5, 2]),
).assign_attrs(parameters=json.dumps({"dynamics": {"onset": 1}}))

COMPONENTS = dataset(
    {"gain": [0, 1], "replicate": TWO},
    explained_variance_ratio=(
        "gain replicate component",
        [[[0.5, 0.25, 0.125], [0.625, 0.25, 0.0625]], [[0.75, 0.125, 0.0625], [0.5, 0.125, 0.125]]],
    ),
    component_alignment_m=(
        "gain replicate component",
        [[[0.6, 0.3, 0.1], [0.3, 0.8, 0.2]], [[0, 0.5, 0.3], [0.28, 0, 0.4]]],
    ),
    component_alignment_i=(
        "gain replicate component",
        [[[0.8, 0.4, 0.2], [0.4, 0.6, 0.1]], [[0.9, 0, 0.4], [0.96, 0.7, 0.3]]],
    ),
)

# The second half of three times are the last two.
ACTIVITY = dataset(
    {"out_degree": [50, 100], "replicate": TWO, "time": [0, 1, 2]},
    activity_m=("out_degree replicate time", [[[9, -1, -3], [9, 3, -5]], [[-7, 4, 8], [-7, 5, -3]]]),
)

KAPPAS = dataset({"out_degree": [50, 100], "replicate": TWO}, kappa=("out_degree replicate", [[2.0, 6.0], [5.0, 5.0]]))

# The window from 14 to 15 holds the second to the fourth value.
BRIEF = dataset(
    {"out_degree": [50, 100], "replicate": TWO, "time": [0, 14, 14.5, 15, 15.5]},
    activity_m=(
        "out_degree replicate time",
        [[[9, 1, 2, 3, 9], [9, 1, -5, 1, 9]], [[0, 4, 0, 5, 0], [0, -1, -1, 2, 0]]],
    ),
)

ACTIVATION = dataset(
    {"covariance": [0.1, 0.2], "replicate": TWO, "time": [0, 1, 2, 3]},
    activation=(
        "covariance replicate unit time",
        [
            [[[9, 9, 1, -2], [9, 9, -5, 0]], [[0, 0, 3, 1], [8, 8, 2, -1]]],
            [[[0, 0, -7, 4], [0, 0, 6, 6]], [[1, 1, 0, 0], [1, 1, 0, 0]]],
        ],
    ),
)

PROJECTION = dataset(
    {"covariance": [0.1, 0.2], "replicate": TWO, "time": [0, 1, 2, 3]},
    kappa_r=("covariance replicate time", [[[9, 9, 1, 3], [0, 0, -4, -2]], [[1, 1, 0, 4], [5, 5, -2, 2]]]),
)

EQUILIBRIUM = dataset(
    {"out_degree": [2, 4], "replicate": TWO, "time": [0, 1]},
    kappa_r=("out_degree replicate time", [[[1, 6], [1, 8]], [[1, 4], [1, 2]]]),
    kappa_rec=("out_degree replicate time", [[[1, 3], [1, 1]], [[1, 0.5], [1, 2]]]),
)

# Two networks of three trials. A trial with positive choice is correct; the second at high coherence switched late.
TRIALS = dataset(
    {"replicate": TWO, "coherence": [0.1, 0.9], "time": [0, 1]},
    readout=(
        "replicate coherence trial time",
        [
            [[[9, -1], [9, -2], [9, -3]], [[-9, 1], [-9, 2], [-9, 3]]],
            [[[9, -4], [9, -5], [-9, 6]], [[-9, 4], [-9, 5], [9, -6]]],
        ],
    ),
    choice=("replicate coherence trial", [[[-1, -1, -1], [1, 1, 1]], [[-1, -1, 1], [1, 1, -1]]]),
    choice_settled=("replicate coherence trial", [[[1, 1, 1], [1, 0, 1]], [[1, 0, 1], [1, 1, 1]]]),
    readout_variance=("replicate coherence trial", [[[1, 2, 3], [2, 5, 9]], [[4, 5, 9], [8, 100, 7]]]),
)

# Of four choices at each coherence, positive are 0, 3, 1, 4 at C = 60 and 0, 1, 0, 4 at C = 80.
CHOICES = dataset(
    {"in_degree": [60, 80], "replicate": TWO, "coherence": [0, 0.2, 0.6, 1]},
    choice=(
        "in_degree replicate coherence trial",
        [
            [[[-1, -1], [1, 1], [1, -1], [1, 1]], [[-1, -1], [1, -1], [-1, -1], [1, 1]]],
            [[[-1, -1], [-1, -1], [-1, -1], [1, 1]], [[-1, -1], [-1, 1], [-1, -1], [1, 1]]],
        ],
    ),
)

# With s(1 − s)N = 1 the squared scales d_i² are the products themselves. Equal ones, 1 or 4, make the law that of a
# uniform disk of radius 1 or 2, whose deciles are √0.1 … √0.9 of it. The networks of the first point have two units.
BULK = dataset(
    {"covariance": [0, 1], "replicate": TWO, "n_units": 4, "sparsity": 0.5},
    eigenvalue_real=(
        "covariance replicate eigenvalue",
        [[[0.6, 0, NAN, NAN], [1.3, -0.3, NAN, NAN]], [[0.9, -0.6, 0, 0.2], [-3, 1.7, 0, 0.1]]],
    ),
    eigenvalue_imag=(
        "covariance replicate eigenvalue",
        [[[0.8, 0.4, NAN, NAN], [0, 0.4, NAN, NAN]], [[0, 0, 0.6, 0], [0, 0, 1.2, 0]]],
    ),
    square_product=(
        "covariance replicate unit",
        [[[1, 1, NAN, NAN], [4, 4, NAN, NAN]], [[1, 1, 1, 1], [4, 4, 4, 4]]],
    ),
    realised_square_product=("covariance replicate", [[1, 4], [1, 4]]),
    bulk_radius_deflated=("covariance replicate", [[1, 1.3], [0.9, 3]]),
).assign_attrs(parameters=json.dumps({"scaled": False}))

# At s = 0.5 and N = 4 the structure (1 − s)mᵀn is twice the overlap mᵀn/N.
OUTLIERS = dataset(
    {"covariance": [0, 1], "replicate": TWO, "n_units": 4, "sparsity": 0.5},
    outlier_real=("covariance replicate", [[2, 6], [4, 1]]),
    realised_overlap=("covariance replicate", [[1, 2], [4, 0.5]]),
    bulk_radius=("covariance replicate", [[3, 2], [1, 5]]),
    bulk_radius_deflated=("covariance replicate", [[2, 2], [4, 2]]),
).assign_attrs(parameters=json.dumps({"scaled": False}))

# Activity lasts in all networks but the last; the largest real parts are 2, 0.5 and 0.9, 0.2.
REGIMES = ACTIVATION.merge(
    dataset(
        {"covariance": [0.1, 0.2], "replicate": TWO},
        eigenvalue_real=("covariance replicate eigenvalue", [[[2, -3], [0.5, -4]], [[0.9, 0], [0.2, 0]]]),
    )
)

# The second trial of the second network is not settled at C = 60.
VARIANCES = dataset(
    {"in_degree": [80, 60], "replicate": TWO, "coherence": [0.9]},
    choice=("in_degree replicate coherence trial", np.ones((2, 2, 1, 2))),
    choice_settled=("in_degree replicate coherence trial", [[[[1, 1]], [[1, 1]]], [[[1, 1]], [[1, 0]]]]),
    readout_variance=("in_degree replicate coherence trial", [[[[1, 1]], [[0, 2]]], [[[1, 3]], [[5, 99]]]]),
)

# name: (dataset, dimensions of the result with the sweep axis first, values)
EXAMPLES = {
    # The largest real part; not the largest modulus, which is −5, 10, ±4i, −7.
    "rightmost_eigenvalue": (SPECTRA, "sparsity replicate", [[4, 10], [2, 6]]),
    # The largest modulus once 4, 10, 2 and 6 are taken out.
    "bulk_of_spectrum": (SPECTRA, "sparsity replicate", [[5, 5], [4, 7]]),
    "second_modulus": (SPECTRA, "sparsity replicate", [[4, 5], [4, 6]]),
    # Largest moduli over √2: 3.54, 7.07, 2.83, 4.95. Below: 3, 3 | 5, 5, 1 | 2, 1, 1 | 0.5, 0.5. Of 4, 4, 6, 6.
    "inner_fraction": (SPECTRA, "sparsity replicate", [[0.5, 0.75], [0.5, 1 / 3]]),
    # Without the rightmost: 5, 3, 3 | 5, 5, 1 | 4, 4, 3, 1, 1 | 7, 5, 5, 0.5, 0.5, below 3.54, 3.54, 2.83, 4.95.
    "inner_fraction_of_bulk": (SPECTRA, "sparsity replicate", [[2 / 3, 1 / 3], [0.4, 0.4]]),
    # Above 1e-7 of the first network: 100 and 1e-6, two of four. Nothing of the zero matrix.
    "nonzero_fraction": (RANKS, "sparsity replicate", [[0.5, 1], [0, 0.25]]),
    # Without the rightmost: −5, ±3i | 3 ± 4i, 1 | ±4i, −3, ±i | −7, ±5i, ±0.5
    "complex_fraction": (SPECTRA, "sparsity replicate", [[2 / 3, 2 / 3], [0.8, 0.4]]),
    # |−5/3|/5, (7/3)/5 | |−3/5|/4, |−7/5|/7
    "centre_of_bulk": (SPECTRA, "sparsity replicate", [[1 / 3, 7 / 15], [0.15, 0.2]]),
    # Sums of squares: 25 to 18, 19 to 32 | 9 to 34, 49.5 to 50
    "anisotropy_of_bulk": (SPECTRA, "sparsity replicate", np.sqrt([[25 / 18, 19 / 32], [9 / 34, 0.99]])),
    "outlier_over_structure": (OUTLIERS, "covariance replicate", [[1, 1.5], [0.5, 1]]),
    "bulk_over_deflated": (OUTLIERS, "covariance replicate", [[1.5, 1], [0.25, 2.5]]),
    # (2 − 4)/2, (4 − 10)/4 | none at s = 1/2 | (4 − 2)/4, (10 − 4)/10
    "asymmetry": (RADII, "sparsity replicate", [[-1, -1.5], [0, 0], [0.5, 0.6]]),
    # The largest value with its sign.
    "peak_projection_on_m": (RESPONSE, "gain replicate", [[3, 2], [-1, 6]]),
    # (3 + 1)/2 · 0.5, (2 − 5)/2 · 2 | (−2 − 3)/2 · 0.5, (1 + 6)/2 · 2, since the input begins at 1
    "mean_activation_m": (RESPONSE, "gain replicate", [[1, -3], [-1.25, 7]]),
    "peak_projection_on_input": (RESPONSE, "gain replicate", [[7, 8], [-4, 1]]),
    # 1/2 + 1/4, 5/8 + 1/4 | 3/4 + 1/8, 1/2 + 1/8
    "variance_of_first_two": (COMPONENTS, "gain replicate", [[0.75, 0.875], [0.875, 0.625]]),
    # Pythagoras: (0.6, 0.8), (0.3, 0.4) | (0, 0.9), (0.28, 0.96)
    "first_component_in_plane": (COMPONENTS, "gain replicate", [[1, 0.5], [0.9, 1]]),
    # Pythagoras: (0.3, 0.4), (0.8, 0.6) | (0.5, 0), (0, 0.7)
    "second_component_in_plane": (COMPONENTS, "gain replicate", [[0.5, 1], [0.5, 0.7]]),
    "first_component_along_input": (COMPONENTS, "gain replicate", [[0.8, 0.4], [0.9, 0.96]]),
    # Radii 0.32, 0.45, 0.55, 0.63, 0.71, 0.77, 0.84, 0.89, 0.95, or twice that: 0.63, 0.89, 1.10, 1.26, 1.41, 1.55 …
    # Moduli 1, 0.4 and 1.3, 0.5 | 0.9, 0.6, 0.6, 0.2 and 3, 1.7, 1.2, 0.1
    "fraction_within_deciles": (
        BULK,
        "covariance replicate decile",
        [
            [[0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5], [0.5, 0.5, 0.5, 0.5, 1, 1, 1, 1, 1]],
            [
                [0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75, 0.75, 1],
                [0.25, 0.25, 0.25, 0.5, 0.5, 0.5, 0.5, 0.75, 0.75],
            ],
        ],
    ),
    "median_modulus": (BULK, "covariance replicate", [[0.7, 0.9], [0.6, 1.45]]),
    # Edges 1 and 2: within 0.5 and 1.
    "fraction_within_half_edge": (BULK, "covariance replicate", [[0.5, 0.5], [0.25, 0.25]]),
    "bulk_excess": (BULK, "covariance replicate", [[0, -0.35], [-0.1, 0.5]]),
    "mean_bulk_excess": (BULK, "covariance", [-0.175, 0.2]),
    # Means −2, −1 | 6, 1; the mean of moduli would be 2, 4 | 6, 4.
    "late_mean_activity": (ACTIVITY, "out_degree replicate", [[-2, -1], [6, 1]]),
    "late_activity": (ACTIVITY, "out_degree replicate", [[2, 1], [6, 1]]),
    # The deviation of two values, divided by two and not by one, is half their difference: 2, 8 | 4, 8.
    "late_fluctuation": (ACTIVITY, "out_degree replicate", [[1, 4], [2, 4]]),
    # Whether that is above 0.01
    "fluctuates": (ACTIVITY, "out_degree replicate", [[1, 1], [1, 1]]),
    # Deviations of 2, 6 and 5, 5 with n − 1: √8, 0
    "kappa_scatter": (KAPPAS, "out_degree", [np.sqrt(8), 0]),
    # The sign of the mean; the last values are −3, −5 | 8, −3.
    "branch": (ACTIVITY, "out_degree replicate", [[-1, -1], [1, 1]]),
    # Means 2, −1 | 3, 0
    "activity_at_15": (BRIEF, "out_degree replicate", [[2, 1], [3, 0]]),
    "branch_at_15": (BRIEF, "out_degree replicate", [[1, -1], [1, 0]]),
    # The largest modulus of 1, −2, −5, 0 and 3, 1, 2, −1 | −7, 4, 6, 6 and zeros.
    "late_activation": (ACTIVATION, "covariance replicate", [[5, 3], [7, 0]]),
    # Halves of the differences of both units: (1.5 + 2.5)/2, (1 + 1.5)/2 | (5.5 + 0)/2, 0
    "late_activation_fluctuation": (ACTIVATION, "covariance replicate", [[2, 1.25], [2.75, 0]]),
    # Largest moduli at the end 2, 1 | 6, 0, and before 9, 8 | 7, 1
    "remaining_activation": (ACTIVATION, "covariance replicate", [[2 / 9, 1 / 8], [6 / 7, 0]]),
    # Means −0.5, −2.5 and 2, 0.5 | −1.5, 6 and zeros; their deviation is half the difference.
    "spread_over_units": (
        ACTIVATION,
        "covariance replicate",
        [[1 / np.sqrt(3.25), 0.75 / np.sqrt(2.125)], [3.75 / np.sqrt(19.125), NAN]],
    ),
    "stability_is_that_of_spectrum": (REGIMES, "covariance replicate", [[1, 0], [0, 1]]),
    # |2|/1, |−3|/1 | |2|/2, 0/2
    "projection_bias": (PROJECTION, "covariance replicate", [[2, 3], [1, 0]]),
    # 6/(2·3), 8/(2·1) | 4/(4·½), 2/(4·2)
    "equilibrium_ratio": (EQUILIBRIUM, "out_degree replicate", [[1, 4], [2, 0.25]]),
    # Three trials of the first network, then of the second.
    "final_readout": (TRIALS, "coherence replicate", [[-1, -2, -3, -4, -5, 6], [1, 2, 3, 4, 5, -6]]),
    "correct_readout_variance": (TRIALS, "coherence replicate", [[NAN] * 5 + [9], [2, NAN, 9, 8, 100, NAN]]),
    # (1 + 3 + 5)/3 at C = 60 less (1 + 1 + 0 + 2)/4 at C = 80
    "variance_added_by_sparsity": (VARIANCES, "coherence", [2]),
    # 9/6² | 2/1², 9/3², 8/4², 100/5²
    "relative_readout_variance": (TRIALS, "coherence replicate", [[NAN] * 5 + [0.25], [2, NAN, 1, 0.5, 4, NAN]]),
    "positive_choice": (TRIALS, "coherence replicate", [[0, 0, 0, 0, 0, 1], [1, 1, 1, 1, 1, 0]]),
    # Made to rise, 0, ¾, ¾, 1 and 0, ¼, ¼, 1: half is at 0.2·(½/¾) and at 0.6 + 0.4·(¼/¾).
    "psychometric_midpoint": (CHOICES, "in_degree", [2 / 15, 11 / 15]),
}

# These compare the points of the sweep with each other.
ACROSS_POINTS = {"asymmetry", "psychometric_midpoint", "variance_added_by_sparsity"}
