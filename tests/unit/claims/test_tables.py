"""A table of verdicts is read as it was written, and what is none is refused in one line."""

import json
import logging
import math

import pytest

from collect_claims import collect_claims
from sparse_lowrank.claims import tables
from sparse_lowrank.errors import ForeignFile

VERDICT = {
    "id": "radius",
    "figure": "fig1",
    "place": "Eq 21",
    "claim": "so it is",
    "predicted": 1.0,
    "measured": 0.99,
    "uncertainty": None,
    "verdict": "holds",
    "note": "near",
}


def test_it_is_read_as_it_was_written(tmp_path):
    (tmp_path / "fig1.json").write_text(json.dumps({"claims": [VERDICT]}))
    collect_claims([tmp_path / "fig1.json"], tmp_path / "claims.csv", logging.getLogger())
    (row,) = tables.read(tmp_path / "claims.csv").to_dict("records")
    assert math.isnan(row["uncertainty"])
    assert row | {"uncertainty": None} == {name: VERDICT[name] for name in tables.COLUMNS}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "figure,id\nfig1,radius\n",
        "figure,id,predicted,measured,uncertainty,verdict,note\nfig1,radius,one,1,0,holds,\n",
        'figure,id,predicted,measured,uncertainty,verdict,note\n"fig1',
    ],
)
def test_what_is_no_such_table_is_refused(tmp_path, text):
    (tmp_path / "claims.csv").write_text(text)
    with pytest.raises(ForeignFile) as caught:
        tables.read(tmp_path / "claims.csv")
    assert len(str(caught.value).splitlines()) == 1
    assert "claims.csv" in str(caught.value)
    assert "is no table of verdicts" in str(caught.value)
