"""Print the table of claims: python scripts/print_claims.py results/claims.csv"""

import io
import sys

import pandas as pd

from sparse_lowrank.errors import ForeignFile, UserError
from sparse_lowrank.records import files
from sparse_lowrank.records.terminal import say, shown

COLUMNS = ["figure", "id", "predicted", "measured", "uncertainty", "verdict"]


def print_claims(path):
    """Print predicted, measured and verdict of every claim, then how many there are of each verdict.

    Raises UnopenedFile if the table cannot be opened now, ForeignFile if it is none.
    """
    try:
        table = pd.read_csv(io.StringIO(files.text_of(path)))[COLUMNS]
    except (KeyError, ValueError) as error:  # those of pandas are ValueErrors
        raise ForeignFile(path, "is no table of claims") from error
    table = table.map(lambda value: shown(value) if isinstance(value, str) else value)
    say(*table.to_string(index=False, na_rep="", float_format=lambda number: f"{number:.4g}").splitlines())
    say(*(f"{count:3d} {verdict}" for verdict, count in table.verdict.value_counts().items()))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        print_claims(sys.argv[1])
    except UserError as error:
        say(f"Error: {error}", file=sys.stderr)
        sys.exit(1)
