"""What datasets and points state of themselves, checked before it is used: a file may be anybody's."""

import json

from sparse_lowrank.errors import ForeignFile
from sparse_lowrank.planning.schema import Validator

TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}
# Of the attributes, JSON decoded; further ones may be there.
ATTRIBUTES = {
    "required": ["code", "software", "parameters", "seed"],
    "properties": {
        "code": TEXTS,
        "code_of_networks": TEXTS,
        "software": {**TEXTS, "required": ["python"]},
        "inputs": TEXTS,
        "seed": {"type": "integer"},
        "options": {"type": "object", "required": ["simulation"]},
        **{key: {"type": "object"} for key in ("arithmetic", "parameters", "inner")},
    },
}
OF_POINTS = {"experiment", "point", "stage"}
# What names the function that measured a point, by stage.
MEASURED_BY = {"spectra": "kind", "dynamics": "options", "cost": "stage"}


def check(path, dataset):
    """Raise ForeignFile unless a dataset, or the results of a point, states what those of this workflow state."""
    try:
        decoded = {key: json.loads(dataset.attrs[key]) for key in ATTRIBUTES["properties"] if key in dataset.attrs}
    except (TypeError, ValueError, RecursionError) as error:
        raise ForeignFile(path, f"states nothing that can be read of its origin ({error})") from error
    for error in Validator(ATTRIBUTES).iter_errors(decoded):
        where = "/".join(map(str, error.absolute_path)) or error.message
        raise ForeignFile(path, f"does not state its origin as a file of this workflow does ({where})")
    if "inputs" not in decoded and not _is_point(dataset):
        raise ForeignFile(path, "is neither a dataset nor a point of this workflow")


def _is_point(dataset):
    if not (dataset.attrs.keys() >= OF_POINTS and {"network_sha256", "replicate"} <= dataset.variables.keys()):
        return False
    return MEASURED_BY.get(dataset.attrs["stage"]) in dataset.attrs
