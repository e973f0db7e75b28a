"""The graph of rules as SVG, in layers from sources to targets; no program but Snakemake is needed."""

import re
import subprocess
import sys
import tempfile
from html import escape

from sparse_lowrank.records import making

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 132, 26, 22, 44, 8


def of_workflow():
    """What `snakemake --rulegraph` prints; without the profile, whose progress display may not be installed here."""
    command = [sys.executable, "-m", "snakemake", "--rulegraph", "dot", "--nolock", "--forceall"]
    command += ["--workflow-profile", "none", "--snakefile", making.PROJECT / "Snakefile"]
    with tempfile.TemporaryDirectory() as scratch:  # the project's own folder need not be writable
        return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=scratch).stdout


def edges_of(dot):
    """The pairs (rule, rule that uses it) in what `snakemake --rulegraph` prints, sorted, since it has no order."""
    names = dict(re.findall(r'^\s*(\d+)\[label = "([^"\\]+)', dot, flags=re.MULTILINE))
    return sorted((names[a], names[b]) for a, b in re.findall(r"^\s*(\d+) -> (\d+)", dot, flags=re.MULTILINE))


def layers_of(edges):
    """The rules in layers, each below every rule that it uses, in the order of the edges."""
    depth = dict.fromkeys((rule for edge in edges for rule in edge), 0)
    for _ in depth:
        for used, user in edges:
            depth[user] = max(depth[user], depth[used] + 1)
    return [[rule for rule in depth if depth[rule] == level] for level in range(max(depth.values(), default=-1) + 1)]


def svg(dot):
    """An SVG picture of the rule graph that `snakemake --rulegraph` prints."""
    edges = edges_of(dot)
    layers = layers_of(edges)
    widest = max(map(len, layers), default=0)
    width = 2 * MARGIN + widest * (WIDTH + GAP_X) - GAP_X
    height = 2 * MARGIN + len(layers) * (HEIGHT + GAP_Y) - GAP_Y
    places = {
        rule: (
            (width - len(layer) * (WIDTH + GAP_X) + GAP_X) / 2 + k * (WIDTH + GAP_X),
            MARGIN + row * (HEIGHT + GAP_Y),
        )
        for row, layer in enumerate(layers)
        for k, rule in enumerate(layer)
    }
    lines = [_edge(places[used], places[user]) for used, user in edges]
    boxes = [_box(rule, *place) for rule, place in places.items()]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" class="rules">'
    return "\n".join([head, "<title>Rules and what they use</title>", *lines, *boxes, "</svg>"])


def _edge(used, user):
    (x1, y1), (x2, y2) = (used[0] + WIDTH / 2, used[1] + HEIGHT), (user[0] + WIDTH / 2, user[1])
    bend = (y2 - y1) / 2
    return f'<path d="M{x1:g} {y1:g} C{x1:g} {y1 + bend:g} {x2:g} {y2 - bend:g} {x2:g} {y2:g}" class="edge"/>'


def _box(rule, x, y):
    text = f'<text x="{x + WIDTH / 2:g}" y="{y + HEIGHT / 2 + 4:g}" text-anchor="middle">{escape(rule)}</text>'
    return f'<rect x="{x:g}" y="{y:g}" width="{WIDTH}" height="{HEIGHT}" rx="5"/>{text}'
