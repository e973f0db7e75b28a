"""Text of anybody, made fit for a terminal or a page: nothing in it hides, moves or commands."""

import codecs
import re
import sys

# Control characters, those that reverse or hide text, and what is no character, which no output can show.
HIDDEN = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffc\ufffe\uffff\U000e0000-\U000e0fff]"
)
# What an output shows instead if it has none of these.
PLAIN = str.maketrans({"├": "|", "│": "|", "└": "`", "─": "-", "…": "...", "±": "+-", "×": "x", "→": "->"})


def shown(text):
    """A text with the names of hidden characters in place of these, e.g. [U+001B]."""
    return HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def shown_lines(text):
    """The same for a text of several lines."""
    return "\n".join(map(shown, text.split("\n")))


def shown_data(data):
    """The same for all texts in plain data, keys among them."""
    if isinstance(data, str):
        return shown_lines(data)
    if isinstance(data, dict):
        return {shown_data(key): shown_data(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [shown_data(value) for value in data]
    return data


def say(*lines, file=None):
    """Print lines on the standard output, or on a file, whatever they hold and whatever it can show."""
    file = file or sys.stdout
    for line in lines:
        encoding = file.encoding or "ascii"
        file.write(shown(str(line)).encode(encoding, "plainly").decode(encoding) + "\n")


def _plainly(error):
    """What stands in place of characters that an encoding does not have."""
    missing = error.object[error.start : error.end]
    return missing.translate(PLAIN).encode("ascii", "backslashreplace").decode(), error.end


codecs.register_error("plainly", _plainly)
