"""One line of plain text on each mark: what it is, its place, and its value."""

import re

from sparse_lowrank.datasets.variables import VARIABLES

GREEK = dict(zip(["sigma", "lambda", "kappa", "phi", "tau", "delta", "Delta"], "σλκφτδΔ", strict=True))


def title(mark):
    """The line of a `marks.Mark`, numbers with four significant digits; of a formula what it says of itself."""
    about = mark.about
    if mark.says:
        told = f"{mark.says.rstrip('.')}: {about['formula']}"
        return f"{about['about']}; {told}" if "about" in about else told
    parts = [about["about"] if "about" in about else _of_values(about)]
    places = {**about.get("where", {}), **about.get("at", {})}
    if places:
        parts.append("at " + ", ".join(_place(name, value) for name, value in places.items()))
    if "only" in about:
        parts.append("where " + ", ".join(f"{words(name)} = {value:g}" for name, value in about["only"].items()))
    return " ".join(parts)


def words(variable):
    """The name of a variable or quantity, with its symbol if it has one, in Unicode."""
    name, symbol = VARIABLES.get(variable, (variable.replace("_", " "), None))
    return plain(f"{name} {symbol}" if symbol else name)


def plain(mathtext):
    """Mathtext as plain Unicode text."""
    text = re.sub(r"\\(?:mathbf|mathrm)\{(\w+)\}", r"\1", mathtext.replace("$", ""))
    text = text.replace("\\bar{c}", "c̄").replace("\\,", " ").replace("^2", "²").replace("^T", "ᵀ").replace("^H", "ᴴ")
    text = re.sub(r"\\([A-Za-z]+)", lambda name: GREEK.get(name[1], name[1]), text)
    return re.sub(r"\s+", " ", re.sub(r"[{}]", "", text)).replace("ᵀ n", "ᵀn").replace(", ", " ").strip()


def _of_values(about):
    text = words(about["variable"])
    if "value" in about:
        text += f" = {about['value']:.4g}"
    if "sd" in about:
        text += f" ± {about['sd']:.4g}"
    if "n" in about:
        text += f" ({about['n']} networks)"
    return text + "".join(f", {words(name)} = {value:.4g}" for name, value in about.get("also", {}).items())


def _place(name, value):
    symbol = VARIABLES.get(name, (name, None))[1]
    return f"{plain(symbol)} = {value:.4g}" if symbol else f"{name} {value:.4g}"
