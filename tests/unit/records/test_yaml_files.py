"""A YAML file is read as plain data: what would run, or fill the memory, is refused in one line."""

import pytest

from sparse_lowrank.errors import UserError
from sparse_lowrank.records import yaml_files

BOMB = "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{below}'] * 9)}]\n" for below, name in zip("abcdefgh", "bcdefghi", strict=True)
)
# What is wrong: (the text, what is said of it)
REFUSED = {
    "a program": ("a: !!python/object/apply:os.system ['touch run']", "line 1: could not determine a constructor"),
    "a class": ("a: !!python/name:os.system", "could not determine a constructor"),
    "a bomb of lists": (BOMB, "stands for more than 100000 values"),
    "a bomb of mappings": (BOMB.replace("[", "{").replace("]", "}").replace("1,", "x,"), "Remedy"),
    "a list that holds itself": ("a: &a [*a]", "stands for more than 100000 values"),
    "depth": ("a: " + "[" * 5000 + "]" * 5000, "Remedy: correct it"),
    "no YAML": ("a: [1, 2\nb: 3", r"line 2: .*Remedy: correct it"),
    "no date": ("a: 2022-13-45", "Remedy: correct it"),
    "a control character": ("a: \x1b[2J", "Remedy: correct it"),
    "another encoding": (b"a: \xe9", "is no text in UTF-8 .*Remedy: correct it"),
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_plain_data_is_refused_in_one_line(tmp_path, monkeypatch, text):
    monkeypatch.chdir(tmp_path)
    content, said = REFUSED[text]
    file = tmp_path / "claims.yaml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(UserError, match=said) as refused:
        yaml_files.yaml_of(file)
    assert len(str(refused.value).splitlines()) == 1
    assert str(refused.value).startswith(str(file))
    assert "delete" not in str(refused.value)
    assert [path.name for path in tmp_path.iterdir()] == ["claims.yaml"]


def test_plain_data_with_aliases_are_read(tmp_path):
    (tmp_path / "plain.yaml").write_text("a: &a {b: 1}\nc: [*a, *a]\n")
    assert yaml_files.yaml_of(tmp_path / "plain.yaml") == {"a": {"b": 1}, "c": [{"b": 1}, {"b": 1}]}
