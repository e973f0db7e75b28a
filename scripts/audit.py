"""Where a figure came from: python scripts/audit.py figures/fig2.pdf

Walks from each figure to its datasets, points, networks and seeds, and verifies every digest on the way. The exit code
is that of the worst finding: 0 all well, 3 stale, 4 missing, 6 not reproduced, 5 tampered with; 1 or 2 is a wrong
question.
"""

import argparse
import sys

import sparse_lowrank  # noqa: F401 - before NumPy is loaded
from replay import replay
from sparse_lowrank.errors import UserError
from sparse_lowrank.provenance import dots
from sparse_lowrank.provenance.audit import walk
from sparse_lowrank.provenance.chain import Chain
from sparse_lowrank.provenance.findings import Finding, tree
from sparse_lowrank.provenance.makers import makers


def main(arguments=None):
    """Audit every figure named on the command line; the exit code is the worst."""
    parser = argparse.ArgumentParser(prog="audit.py", description=__doc__.split("\n\n")[0])
    parser.add_argument("figures", nargs="+", metavar="FIGURE", help="a figure or a panel: PDF, PNG, SVG, TIFF or EPS")
    parser.add_argument("--every", action="store_true", help="list every link, not only the remarkable")
    parser.add_argument("--panel", metavar="LETTER", help="the panel of the dot that --where names")
    parser.add_argument("--where", nargs="+", metavar="KEY=VALUE", default=[], help="e.g. n_units=2000 replicate=3")
    parser.add_argument("--replay", type=int, metavar="K", help="compute K points anew from their seeds, and compare")
    options = parser.parse_args(arguments)
    sys.stdout.reconfigure(errors="replace")  # a terminal that cannot show a character gets a question mark
    try:
        return max(audit(path, options) for path in options.figures).exit_code
    except UserError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1


def audit(path, options):
    """Audit one figure, or explain one of its dots; print what is found and return the worst finding."""
    chain = Chain(path)
    where = dots.parsed(options.where)
    worst = Finding.INTACT
    if options.panel or where:
        print(*dots.explain(chain, options.panel, where), sep="\n")
    else:
        node = walk(chain)
        print(*tree(node, every=options.every), *makers(node), sep="\n")
        worst = node.worst
    if options.replay is not None:
        for what, agreement in replay(chain, options.replay, options.panel, where):
            print(f"{what}: {agreement.said}")
            worst = max(worst, agreement.finding)
    return worst


if __name__ == "__main__":
    sys.exit(main())
