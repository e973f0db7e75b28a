"""Where a figure came from: python scripts/audit.py figures/fig2.pdf

Walks from each figure to its datasets, points, networks and seeds, and verifies every digest on the way. The exit code
is that of the worst finding: 0 all well, 3 stale, 7 saved again by another program, 4 missing or closed to us, 6 not
reproduced, 5 tampered with; 1 or 2 is a wrong question.
"""

import argparse
import sys

import sparse_lowrank  # noqa: F401 - before NumPy is loaded
from replay import replay
from sparse_lowrank.errors import UnopenedFile, UserError
from sparse_lowrank.provenance import dots
from sparse_lowrank.provenance.audit import walk
from sparse_lowrank.provenance.chain import Chain
from sparse_lowrank.provenance.findings import Finding, tree
from sparse_lowrank.provenance.makers import makers
from sparse_lowrank.records.terminal import say


def main(arguments=None):
    """Audit every figure named on the command line; the exit code is the worst."""
    parser = argparse.ArgumentParser(prog="audit.py", description=__doc__.split("\n\n")[0])
    parser.add_argument("figures", nargs="+", metavar="FIGURE", help="a figure or a panel: PDF, PNG, SVG, TIFF or EPS")
    parser.add_argument("--project", metavar="FOLDER", help="the folder that holds results/, if it is elsewhere")
    parser.add_argument("--every", action="store_true", help="list every link, not only the remarkable")
    parser.add_argument("--panel", metavar="LETTER", help="the panel of the dot that --where names")
    parser.add_argument("--where", nargs="+", metavar="KEY=VALUE", default=[], help="e.g. n_units=2000 replicate=3")
    parser.add_argument("--replay", type=int, metavar="K", help="compute K points anew from their seeds, and compare")
    options = parser.parse_args(arguments)
    try:
        return max(audit(path, options) for path in options.figures).exit_code
    except UserError as error:
        return refused(error)
    except OSError as error:
        return refused(UnopenedFile(error.filename, error))


def refused(error):
    """Say in one line why there is no answer; return the exit code."""
    say(f"Error: {error}", file=sys.stderr)
    return 1


def audit(path, options):
    """Audit one figure, or explain one of its dots; print what is found and return the worst finding."""
    chain = Chain(path, options.project)
    where = dots.parsed(options.where)
    worst = Finding.INTACT
    if options.panel or where:
        say(*dots.explain(chain, options.panel, where))
    else:
        node = walk(chain)
        say(*tree(node, every=options.every), *makers(node))
        worst = node.worst
    if options.replay is not None:
        for what, agreement in replay(chain, options.replay, options.panel, where):
            say(f"{what}: {agreement.said}")
            worst = max(worst, agreement.finding)
    return worst


if __name__ == "__main__":
    sys.exit(main())
