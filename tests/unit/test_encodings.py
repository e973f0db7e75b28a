"""Texts are UTF-8 whatever the user's locale is: whatever is opened as text names its encoding."""

import ast
import re

import pytest

from helpers.project import ROOT

PYTHON = [path for folder in ("scripts", "benchmarks") for path in sorted((ROOT / folder).rglob("*.py"))]
SNAKEMAKE = [ROOT / "Snakefile", *sorted((ROOT / "workflow/rules").glob("*.smk"))]
OPENING = ("open", "read_text", "write_text", "FileHandler")


def opens_text(call):
    """Whether a call opens a file as text; what another library opens, such as an image, is none."""
    function, modes = call.func, [argument.value for argument in call.args[1:2] if isinstance(argument, ast.Constant)]
    name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    is_method_of_other = name == "open" and isinstance(function, ast.Attribute)
    return name in OPENING and not is_method_of_other and not any("b" in str(mode) for mode in modes)


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_module_opens_as_text_names_its_encoding(path):
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    for call in filter(opens_text, calls):
        assert "encoding" in [keyword.arg for keyword in call.keywords], ast.unparse(call)


@pytest.mark.parametrize("path", SNAKEMAKE, ids=lambda path: path.name)
def test_what_a_snakemake_file_opens_as_text_names_its_encoding(path):
    opened = re.findall(rf"\b(?:{'|'.join(OPENING)})\([^)]*\)", path.read_text(encoding="utf-8"))
    assert [call for call in opened if "encoding=" not in call] == []
