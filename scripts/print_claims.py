"""Print the table of claims: python scripts/print_claims.py results/claims.csv"""

import sys

from sparse_lowrank.claims import tables
from sparse_lowrank.errors import UserError
from sparse_lowrank.records.terminal import say, shown

PRINTED = ["figure", "id", *tables.NUMBERS, "verdict"]


def print_claims(path):
    """Print predicted, measured and verdict of every claim, then how many there are of each verdict.

    Raises UnopenedFile if the table cannot be opened now, ForeignFile if it is none.
    """
    table = tables.read(path)[PRINTED].map(lambda value: shown(value) if isinstance(value, str) else value)
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
