"""The page holds its own script, its own style and the files that it hands out, and forbids the rest."""

import base64
import gzip
import hashlib
import re

import pandas as pd
import pytest
from docutils.core import publish_parts

from helpers.project import ROOT
from sparse_lowrank.report import page


@pytest.mark.parametrize("caption", sorted((ROOT / "workflow/report").glob("*.rst")), ids=lambda path: path.stem)
def test_no_markup_of_a_caption_is_left_as_text(caption):
    html = publish_parts(caption.read_text(), writer="html5", settings_overrides=page.CAPTIONS)["body"]
    assert not re.findall(r"[*`][^\s*`]+[*`]|:sub:|:sup:", re.sub("<[^>]*>", "", html))


def test_the_policy_allows_one_script_and_one_style_by_their_digests():
    policy = page.policy("body {}", "run()")
    digest = base64.b64encode(hashlib.sha256(b"run()").digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_a_packed_file_is_the_same_every_time_and_comes_out_as_it_was():
    assert page.packed("σ" * 99) == page.packed("σ" * 99)
    assert gzip.decompress(base64.b64decode(page.packed("σ" * 99))).decode() == "σ" * 99


def test_modules_are_joined_without_their_imports_and_exports(tmp_path):
    (tmp_path / "a.js").write_text("export const one = 1;\nexport function two() {}\n")
    (tmp_path / "b.js").write_text('// b\nimport {\n  one,\n  two,\n} from "./a.js";\n\ntwo(one);\n')
    joined = page.joined([tmp_path / "a.js", tmp_path / "b.js"])
    assert joined.split() == ["const", "one", "=", "1;", "function", "two()", "{}", "//", "b", "two(one);"]


def test_what_we_and_the_notebooks_claim_is_not_counted_as_the_papers():
    places = ("Eq 5", "Eq 29; ours", "Fig 2C; notebooks", "Results, our figure")
    told = page.of_the_paper([{"place": place} for place in places])
    assert [claim["place"] for claim in told] == ["Eq 5", "Results, our figure"]


def test_a_verdict_comes_with_its_entry_in_the_ledger():
    entry = {"experiment": "e", "quantity": "q", "claim": "so it is"}
    table = pd.DataFrame([{"figure": "fig1", "id": "radius", "verdict": "holds", "measured": None}])
    (row,) = page.verdicts(table, {"claims": {"fig1": {"radius": entry}}, "findings": {}})
    assert row == {"at": {}, **entry, "figure": "fig1", "id": "radius", "verdict": "holds", "measured": ""}
