"""Print the table of claims: python scripts/print_claims.py results/claims.csv"""

import sys

import pandas as pd


def print_claims(path):
    """Print predicted, measured and verdict of every claim, then how many there are of each verdict."""
    table = pd.read_csv(path)
    columns = ["figure", "id", "predicted", "measured", "uncertainty", "verdict"]
    print(table[columns].to_string(index=False, na_rep="", float_format=lambda number: f"{number:.4g}"))
    for verdict, count in table.verdict.value_counts().items():
        print(f"{count:3d} {verdict}")


if __name__ == "__main__":
    print_claims(sys.argv[1])
