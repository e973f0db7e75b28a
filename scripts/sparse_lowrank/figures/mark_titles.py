"""One line of plain text on each mark: what it is, its value, and its place."""

import re

from sparse_lowrank.datasets.variables import VARIABLES

GREEK = dict(zip(["sigma", "lambda", "kappa", "phi", "tau", "delta", "Delta"], "σλκφτδΔ", strict=True))


def title(mark):
    """The line of a `marks.Mark`, numbers with four significant digits; of a formula what it says of itself."""
    about = mark.about
    if mark.says:
        told = f"{re.sub('[`*]', '', mark.says).rstrip('.')}: {about['formula']}"
        return f"{about['about']}; {told}" if "about" in about else told
    parts = [_values(about)]
    places = {**about.get("where", {}), **about.get("at", {})}
    if places:
        parts.append("at " + ", ".join(_place(name, value) for name, value in places.items()))
    if "only" in about:
        parts.append("where " + ", ".join(f"{words(name)} is {digits(value)}" for name, value in about["only"].items()))
    return " ".join(parts)


def words(variable):
    """The name of a variable or quantity, with its symbol if it has one, in Unicode."""
    name, symbol = VARIABLES.get(variable, (variable.replace("_", " "), None))
    return plain(f"{name} {symbol}" if symbol else name)


def plain(mathtext):
    """Mathtext as plain Unicode text."""
    text = re.sub(r"\\(?:mathbf|mathrm)\{(\w+)\}", r"\1", mathtext.replace("$", ""))
    text = text.replace("\\bar{c}", "c̄").replace("\\,", " ").replace("^2", "²").replace("^T", "ᵀ").replace("^H", "ᴴ")
    text = text.replace("_1", "₁").replace("_{1/2}", "½")
    text = re.sub(r"\\([A-Za-z]+)", lambda name: GREEK.get(name[1], name[1]), text)
    return re.sub(r"\s+", " ", re.sub(r"[{}]", "", text)).replace("ᵀ n", "ᵀn").replace(", ", " ").strip()


def digits(value):
    """A number with four significant digits and a true minus sign."""
    return f"{value:.4g}".replace("-", "−")


def _values(about):
    """What is shown, and its values; of a dot that shows several variables the symbols alone."""
    name = words if "also" not in about else _symbol
    text = about["about"] if "about" in about else name(about["variable"])
    if "value" in about:
        text += f" = {digits(about['value'])}"
    if "sd" in about:
        text += f" ± {digits(about['sd'])}"
    if "n" in about:
        text += f" (mean ± s.d. of {about['n']})" if "sd" in about else f" (mean of {about['n']})"
    return text + "".join(f", {_symbol(other)} = {digits(value)}" for other, value in about.get("also", {}).items())


def _place(name, value):
    symbol = VARIABLES.get(name, (name, None))[1]
    return f"{plain(symbol)} = {digits(value)}" if symbol else f"{name} {digits(value)}"


def _symbol(variable):
    symbol = VARIABLES.get(variable, (variable, None))[1]
    return plain(symbol) if symbol else words(variable)
