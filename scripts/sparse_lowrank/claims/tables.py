"""Tables of verdicts: results/claims.csv and results/findings.csv."""

import io

import pandas as pd

from sparse_lowrank.errors import ForeignFile
from sparse_lowrank.records import files

NUMBERS = ["predicted", "measured", "uncertainty"]
COLUMNS = ["figure", "id", *NUMBERS, "verdict", "note"]


def read(path):
    """A table of verdicts, a pandas.DataFrame with these `COLUMNS`; what is not known is NaN.

    Raises UnopenedFile if it cannot be opened now, ForeignFile if it is none.
    """
    text = files.text_of(path)
    try:
        return pd.read_csv(io.StringIO(text), dtype=dict.fromkeys(NUMBERS, float))[COLUMNS]
    except (KeyError, ValueError) as error:  # those of pandas are ValueErrors
        raise ForeignFile(path, "is no table of verdicts") from error
