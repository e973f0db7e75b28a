"""What an audit can find of a file, and the tree of its findings."""

from dataclasses import dataclass, field
from enum import Enum
from functools import total_ordering


@total_ordering
class Finding(Enum):
    """Findings from best to worst: what each means, and the exit code of an audit in which it is the worst."""

    INTACT = ("intact", 0)
    UNVERIFIED = ("cannot be verified", 0)  # what is needed to verify it is not here
    REGENERABLE = ("absent, regenerable from the seed", 0)  # networks are deleted after use
    TOLD_OTHERWISE = ("as its run was told", 0)  # which is not what the project's files say now
    SAME_PICTURE = ("saved again by another program: the same picture", 0)
    REPRODUCED = ("reproduced bit for bit", 0)
    AGREES = ("reproduced within tolerance on another arithmetic", 0)
    OTHER_SOFTWARE = ("made with other versions than the lock's", 3)
    STALE_CODE = ("stale: code changed since", 3)
    STALE_CONFIGURATION = ("stale: configuration changed since", 3)
    RESAVED = ("saved again by another program", 7)  # whether it is the same picture is not known
    MISSING = ("missing", 4)
    UNOPENED = ("cannot be opened now", 4)
    NOT_REPRODUCED = ("not reproduced", 6)
    MISPLACED = ("misplaced: another figure under this name", 5)
    FOREIGN = ("not of this workflow", 5)
    REPLACED = ("replaced: not what it was used for", 5)
    DAMAGED = ("damaged: contradicts its own digest", 5)

    @property
    def exit_code(self):
        return self.value[1]

    def __str__(self):
        return self.value[0]

    def __lt__(self, other):
        order = list(type(self))
        return order.index(self) < order.index(other)


@dataclass
class Node:
    """A link of the chain: what it is, what was found of it, what it was made from, and by what in words."""

    name: str
    facts: str = ""
    maker: str = ""
    findings: list = field(default_factory=list)  # pairs of Finding and what was seen
    children: list = field(default_factory=list)

    def find(self, finding, seen=""):
        """Note a finding."""
        self.findings.append((finding, seen))

    @property
    def kind(self):
        """The first word of its name: figure, dataset, point or network."""
        return self.name.split()[0]

    @property
    def own(self):
        """The worst finding of the link itself."""
        return max((finding for finding, _ in self.findings), default=Finding.INTACT)

    @property
    def worst(self):
        """The worst finding of the link and of everything that it was made from."""
        return max([self.own, *(child.worst for child in self.children)])


def tree(*nodes, every=False):
    """The lines of a tree of nodes; points and networks of which the same was found share a line, unless `every`."""
    yield _heading(nodes, every)
    below = [child for node in nodes for child in node.children]
    blocks = [[f"! {seen}"] for _, seen in nodes[0].findings if seen]
    blocks += [tree(*group, every=every) for group in _alike(below, every)]
    for position, block in enumerate(blocks):
        first, rest = ("└─ ", "   ") if position == len(blocks) - 1 else ("├─ ", "│  ")
        for number, line in enumerate(block):
            yield (rest if number else first) + line


def _heading(nodes, every):
    """One node by name and facts; several, and those of which there is nothing to tell, by kind and number."""
    node = nodes[0]
    if len(nodes) == 1 and (every or not _is_many(node) or node.worst.exit_code):
        return " ".join(filter(None, [node.name, f"[{node.own}]", node.facts]))
    return f"{len(nodes)} {node.kind}{'s' * (len(nodes) > 1)} [{node.own}]"


def _alike(nodes, every):
    """Groups of nodes of which the same was found."""
    groups = {}
    for node in nodes:
        groups.setdefault(_found(node) if _is_many(node) and not every else id(node), []).append(node)
    return groups.values()


def _is_many(node):
    return node.kind in ("point", "network")


def _found(node):
    """All that was found of a node and of what it was made from."""
    return node.kind, tuple(node.findings), frozenset(map(_found, node.children))
