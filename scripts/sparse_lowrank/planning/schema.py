"""Plain data against a JSON schema: one clear error that names the key, the value and the remedy."""

import difflib

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import relevance

from sparse_lowrank.errors import ConfigurationError

# JSON takes 100.0 for an integer; a count is written without a point.
Validator = validators.extend(
    Draft202012Validator,
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, value: type(value) is int),
)


def check_schema(content, schema, document):
    """Check plain data against a JSON schema whose descriptions tell the remedies.

    Parameters
    ----------
    content, schema : dict
    document : str
        What the content is called in the message.

    Raises
    ------
    ConfigurationError
        For the first violation, unknown keys before bad values.
    """
    errors = list(Validator(schema).iter_errors(content))
    if errors:
        raise ConfigurationError(*_explained(min(errors, key=_order)), document)


def _order(error):
    return error.validator != "additionalProperties", -relevance(error)[0], list(map(str, error.path))


def _explained(error):
    """Key, value, reason and remedy of a violation."""
    key = ".".join(map(str, error.absolute_path)) or "(top level)"
    if error.validator == "additionalProperties":
        known = sorted(error.schema["properties"])
        unknown = next(name for name in error.instance if name not in known)
        close = difflib.get_close_matches(unknown, known, 1)
        remedy = f"did you mean {close[0]}?" if close else f"use one of {', '.join(known)}"
        return _join(key, unknown), error.instance[unknown], "unknown key", remedy
    if error.validator == "required":
        missing = next(name for name in error.validator_value if name not in error.instance)
        description = error.schema["properties"][missing]["description"]
        return _join(key, missing), None, "missing", f"add {missing}: {description}"
    if "propertyNames" in error.absolute_schema_path:
        remedy = "use lower-case letters, digits and _ (a panel: one letter)"
        return _join(key, error.instance), "…", "not a valid name", remedy
    by_type = error.message.removeprefix(f"{error.instance!r} ")
    reason = "not a number, list or sweep" if error.validator == "anyOf" else by_type
    return key, error.instance, reason, f"give {error.schema.get('description', 'a value that the schema allows')}"


def _join(key, name):
    return name if key == "(top level)" else f"{key}.{name}"
