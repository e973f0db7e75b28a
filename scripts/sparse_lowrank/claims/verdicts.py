"""The paper's claims, held against datasets: each names a quantity, a check, and tolerances with their reasons."""

import numpy as np

from sparse_lowrank.claims import checks, predictions
from sparse_lowrank.datasets import quantities

HOLDS = "holds"
DEVIATES = "holds with a stated deviation"
FAILS = "does not hold"
UNDECIDED = "cannot be decided here"


def evaluate(claim, data):
    """What becomes of one claim.

    Parameters
    ----------
    claim : dict
        An entry of the ledger; see workflow/schemas/claims.schema.yaml.
    data : xarray.Dataset
        The dataset of its experiment.

    Returns
    -------
    dict
        `predicted`, `measured`, `uncertainty` (numbers or None), `verdict` and `note`.
    """
    chosen = _at(data, claim.get("at", {}))
    outcome = None if chosen is None else _check(claim, chosen)
    if outcome is None or not np.isfinite(outcome.deviation):
        return {
            "predicted": None,
            "measured": None,
            "uncertainty": None,
            "verdict": UNDECIDED,
            "note": "the dataset has too few values where the claim applies",
        }
    verdict, note = _verdict(claim, outcome.deviation)
    numbers = {name: _number(getattr(outcome, name)) for name in ("predicted", "measured", "uncertainty")}
    return {**numbers, "verdict": verdict, "note": note}


def _check(claim, data):
    measured = quantities.measured(claim["quantity"], data)
    predicted = claim["predicted"]
    if isinstance(predicted, str):
        predicted = predictions.predicted(predicted, data)
    options = {"bound": claim["bound"]} if "bound" in claim else {}
    return checks.CHECKS[claim["check"]](measured, predicted, **options)


def _verdict(claim, deviation):
    if deviation <= claim["tolerance"]:
        return HOLDS, claim["because"]
    stated = claim.get("deviation")
    if stated and deviation <= stated["tolerance"]:
        return DEVIATES, stated["because"]
    return FAILS, stated["because"] if stated else claim.get("otherwise", claim["because"])


def _at(data, at):
    """The part of a dataset at given values, or within [lowest, highest], of coordinates; None if there is none."""
    for name, wanted in at.items():
        low, high = wanted if isinstance(wanted, list) else (wanted, wanted)
        slack = 1e-5 * max(abs(low), abs(high))
        inside = (data[name] >= low - slack) & (data[name] <= high + slack)
        if not inside.any():
            return None
        if inside.ndim:
            data = data.isel({inside.dims[0]: np.flatnonzero(inside)})
            if not isinstance(wanted, list):
                data = data.isel({inside.dims[0]: 0})
    return data


def _number(value):
    value = float(value)
    return value if np.isfinite(value) else None
