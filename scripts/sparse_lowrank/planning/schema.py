"""Plain data against a JSON schema: one clear error that names the key, the value and the remedy."""

import difflib

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import relevance

# JSON takes 100.0 for an integer; a count is written without a point.
Validator = validators.extend(
    Draft202012Validator,
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, value: type(value) is int),
)


def check_schema(content, schema, Error):
    """Check plain data against a JSON schema whose descriptions tell the remedies.

    Parameters
    ----------
    content, schema : dict
    Error : class
        What to raise for the first violation, unknown keys before bad values; called with key, value, reason, remedy.
    """
    errors = list(Validator(schema).iter_errors(content))
    if not errors:
        return
    error = min(errors, key=lambda e: (e.validator != "additionalProperties", -relevance(e)[0], list(map(str, e.path))))
    key = ".".join(map(str, error.absolute_path)) or "(top level)"
    if error.validator == "additionalProperties":
        known = sorted(error.schema["properties"])
        unknown = next(name for name in error.instance if name not in known)
        close = difflib.get_close_matches(unknown, known, 1)
        remedy = f"did you mean {close[0]}?" if close else f"use one of {', '.join(known)}"
        raise Error(_join(key, unknown), error.instance[unknown], "unknown key", remedy)
    if error.validator == "required":
        missing = next(name for name in error.validator_value if name not in error.instance)
        description = error.schema["properties"][missing]["description"]
        raise Error(_join(key, missing), None, "missing", f"add {missing}: {description}")
    if "propertyNames" in error.absolute_schema_path:
        raise Error(
            _join(key, error.instance),
            "…",
            "not a valid name",
            "use lower-case letters, digits and _ (a panel: one letter)",
        )
    reason = (
        "not a number, list or sweep"
        if error.validator == "anyOf"
        else error.message.removeprefix(f"{error.instance!r} ")
    )
    raise Error(
        key, error.instance, reason, f"give {error.schema.get('description', 'a value that the schema allows')}"
    )


def _join(key, name):
    return name if key == "(top level)" else f"{key}.{name}"
