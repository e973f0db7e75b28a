"""What is printed neither commands a terminal nor hides from a reader, and can be printed everywhere."""

import io

import pytest

from sparse_lowrank.records import terminal

HOSTILE = "a\x1b[2J\x9b1m\rb\nc\u202ed\u200be\x7f\x00\udcff"


def said(*lines, encoding="utf-8"):
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict")
    terminal.say(*lines, file=file)
    file.flush()
    return file.buffer.getvalue().decode(encoding)


def test_hidden_characters_are_named_and_a_line_stays_one():
    names = "a[U+001B][2J[U+009B]1m[U+000D]b[U+000A]c[U+202E]d[U+200B]e[U+007F][U+0000][U+DCFF]"
    assert said(HOSTILE, "σ² ± 1\tµ") == f"{names}\nσ² ± 1\tµ\n"


@pytest.mark.parametrize("hidden", "\u00ad\u061c\u180e\u2066\ufdd0\ufeff\ufff9\uffff\U000e0041", ids=ascii)
def test_no_other_character_that_hides_or_reverses_text_is_printed(hidden):
    assert said(f"a{hidden}b") == f"a[U+{ord(hidden):04X}]b\n"


def test_lines_of_a_page_stay_lines():
    assert terminal.shown_lines("one\x07\ntwo\n") == "one[U+0007]\ntwo\n"


def test_texts_are_shown_wherever_they_stand_in_plain_data():
    data = {"a\x1b": [("b\x07\n", 1, None)], "c": {"d": "\u202e"}}
    assert terminal.shown_data(data) == {"a[U+001B]": [["b[U+0007]\n", 1, None]], "c": {"d": "[U+202E]"}}


@pytest.mark.parametrize(
    ("encoding", "shows"),
    [
        ("ascii", "|- 2 points ... +- 1 \\u03c3"),
        ("latin-1", "|- 2 points ... ± 1 \\u03c3"),
        ("cp437", "├─ 2 points ... ± 1 σ"),
        ("utf-8", "├─ 2 points … ± 1 σ"),
    ],
)
def test_an_output_that_cannot_show_a_character_shows_another(encoding, shows):
    assert said("├─ 2 points … ± 1 σ", encoding=encoding) == f"{shows}\n"
