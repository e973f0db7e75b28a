"""Audit: walk from a figure's file to the seeds, and hold every link against every digest that is there."""

import json
from pathlib import Path

from sparse_lowrank.datasets import content_files
from sparse_lowrank.errors import UnreadableFile
from sparse_lowrank.networks import network_files
from sparse_lowrank.planning import places
from sparse_lowrank.planning.figures import KINDS, all_figures
from sparse_lowrank.provenance import makers, runs
from sparse_lowrank.provenance.findings import Finding, Node
from sparse_lowrank.records import digests, making


def walk(chain):
    """The links of a `Chain` and what was found of them: a Node with datasets below it, then points, then networks."""
    node = Node(f"figure {chain.title}", str(chain.path))
    _check_figure(chain, node)
    node.children = [_dataset(chain, name, stated) for name, stated in chain.origin["datasets"].items()]
    return node


def _check_figure(chain, node):
    if chain.title != chain.path.stem:
        node.find(Finding.MISPLACED, f"the file says that it is {chain.title}")
    _check_panels(chain, node)
    for key in ("seed", "dpi"):
        runs.check(node, (key,), chain.origin.get(key), chain.runs, chain.digest)
    runs.check_kept(node, chain.runs, chain.digest)
    makers.check(node, chain.origin["software"], chain.origin.get("arithmetic", {}))
    if chain.sidecar is None:
        node.find(Finding.UNVERIFIED, "no sidecar beside it: neither its bytes nor the code that drew it are known")
    else:
        _check_sidecar(chain, node)


def _check_panels(chain, node):
    """Hold the panels that the file states against what was told: all of a figure, or one that is alone."""
    whole = chain.title in all_figures(chain.configured)
    figure = chain.title if whole else chain.title[:-1]
    kind = next((kind for kind in KINDS if figure in chain.configured[kind]), KINDS[0])
    panels = chain.origin["panels"]
    for place, stated in [((), panels)] if whole else [((letter,), panel) for letter, panel in panels.items()]:
        runs.check(node, (kind, figure, *place), stated, chain.runs, chain.digest)


def _check_sidecar(chain, node):
    stated = chain.sidecar["files"].get(chain.path.name)
    if stated and stated != digests.file_sha256(chain.path):
        node.find(Finding.REPLACED, "its bytes are not those that the sidecar states")
    _check_code(node, chain.sidecar["code"])
    makers.check_lock(node, chain.sidecar["lock"])
    commit = chain.sidecar["volatile"]["commit"]
    node.facts += f", traced at commit {commit}"
    if making.NO_COMMIT in (commit, making.commit()):
        node.find(Finding.UNVERIFIED, "this copy is not in Git, so that commit cannot be looked up")


def _dataset(chain, experiment, stated):
    node, dataset = _link(chain, f"dataset {experiment}", stated["path"], stated["sha256"], "figure")
    if dataset is not None:
        told = dataset.attrs.get("run_configuration", ""), *filter(None, [chain.digest])
        parameters, seed = json.loads(dataset.attrs["parameters"]), int(dataset.attrs["seed"])
        runs.check(node, ("experiments", experiment), parameters, chain.runs, *told)
        runs.check(node, ("seed",), seed, chain.runs, *told)
        if told[0] != chain.digest:
            runs.check_kept(node, chain.runs, told[0])
        node.children = [_point(chain, *stated) for stated in json.loads(dataset.attrs["inputs"]).items()]
    return node


def _point(chain, path, sha256):
    node, result = _link(chain, f"point {Path(path).stem}", path, sha256, "dataset")
    if result is not None:
        kept = chain.root / places.of_networks(path)
        node.children = _networks(kept, map(str, result.variables["network_sha256"].values))
    return node


def _link(chain, name, path, sha256, user):
    """The node of a dataset or point of which its `user` states the content, and the content unless unreadable."""
    node = Node(name, f"sha256 {sha256[:12]}… {path}")
    if not (chain.root / path).exists():
        node.find(Finding.MISSING, "it is not here")
        return node, None
    try:
        dataset = content_files.read(chain.root / path)
    except UnreadableFile as error:
        node.find(Finding.DAMAGED, str(error))
        return node, None
    if dataset.attrs["content_sha256"] != sha256:
        node.find(Finding.REPLACED, f"its content is not what the {user} was made from")
    elif chain.bytes.get(path, None) not in (None, digests.file_sha256(chain.root / path)):
        node.find(Finding.REPLACED, "its content is as stated, but its bytes are not those that the sidecar states")
    _check_code(node, json.loads(dataset.attrs["code"]) | json.loads(dataset.attrs.get("code_of_networks", "{}")))
    makers.check(node, json.loads(dataset.attrs["software"]), json.loads(dataset.attrs.get("arithmetic", "{}")))
    return node, dataset


def _networks(path, digests):
    """The nodes of the networks that a point measured; their file, if there was one, is there only if it was kept."""
    found, damage = {}, None
    try:
        if path.exists():
            found = {replicate: sha256 for replicate, _, sha256 in network_files.read(path)}
    except UnreadableFile as error:
        damage = str(error)
    nodes = []
    for replicate, digest in enumerate(digests):
        node = Node(f"network {replicate}", f"sha256 {digest[:12]}…")
        if damage:
            node.find(Finding.DAMAGED, damage)
        elif replicate not in found:
            node.find(Finding.REGENERABLE)
        elif found[replicate] != digest:
            node.find(Finding.REPLACED, f"{path.name} holds another network than the one that was measured")
        nodes.append(node)
    return nodes


def _check_code(node, stated):
    for file, sha256 in stated.items():
        now = making.PROJECT / file
        if not now.exists():
            node.find(Finding.STALE_CODE, f"{file} is no longer here")
        elif digests.file_sha256(now) != sha256:
            node.find(Finding.STALE_CODE, f"{file} has changed")
