"""Audit: walk from a figure's file to the seeds, and hold every link against every digest that is there."""

import json
from pathlib import Path

from sparse_lowrank.errors import DamagedFile, ForeignFile, UnopenedFile, UnreadableFile
from sparse_lowrank.figures import pictures
from sparse_lowrank.networks import network_files
from sparse_lowrank.planning import places
from sparse_lowrank.planning.figures import KINDS, all_figures
from sparse_lowrank.provenance import figure_files, makers, runs
from sparse_lowrank.provenance.findings import Finding, Node
from sparse_lowrank.records import digests, files, making

FINDING_OF = {UnopenedFile: Finding.UNOPENED, DamagedFile: Finding.DAMAGED, ForeignFile: Finding.FOREIGN}
OTHER_BYTES = "its origin is told, its bytes are another program's"


def walk(chain):
    """The links of a `Chain` and what was found of them: a Node with datasets below it, then points, then networks."""
    node = Node(f"figure {chain.title}", str(chain.path))
    _check_figure(chain, node)
    node.children = [_dataset(chain, name, stated) for name, stated in chain.origin["datasets"].items()]
    return node


def _check_figure(chain, node):
    _check_name(chain, node)
    _check_panels(chain, node)
    for key in ("seed", "dpi"):
        runs.check(node, (key,), chain.origin.get(key), chain.runs, chain.digest)
    runs.check_kept(node, chain.runs, chain.digest)
    makers.check(node, chain.origin["software"], chain.origin.get("arithmetic", {}))
    _check_bytes(chain, node)
    if chain.sidecar is None:
        node.find(Finding.UNVERIFIED, "no sidecar beside it: neither its bytes nor the code that drew it are known")
    else:
        _check_sidecar(chain, node)


def _check_name(chain, node):
    """A copy may have any name; a file in the project's own folders may not have that of another figure."""
    name = chain.path.stem
    if name == chain.title:
        return
    figures = all_figures(chain.configured)
    own = [folder.resolve() for folder in (chain.figures, chain.figures / "panels")]
    if chain.path.parent.resolve() in own and (name in figures or name[:-1] in figures):
        node.find(Finding.MISPLACED, f"the file says that it is {chain.title}")
    else:
        node.facts += f", which says that it is {chain.title}"


def _check_bytes(chain, node):
    """Hold the file's bytes against what the sidecar states of them, or against the project's own file."""
    own, original = digests.file_sha256(chain.path), chain.original and digests.file_sha256(chain.original)
    sidecar = chain.sidecar or {"files": {}}
    stated = sidecar["files"].get(f"{chain.title}{chain.path.suffix.lower()}", original)
    if stated in (None, own):
        node.facts += f", a copy of {chain.original}" if original == own else ""
    elif not _has_origin_of(chain):
        node.find(Finding.REPLACED, "its bytes are not those that the sidecar states, nor is what it was made from")
    elif original == stated and pictures.are_the_same(chain.original, chain.path):
        node.find(Finding.SAME_PICTURE, f"{OTHER_BYTES}; its picture is that of {chain.original}")
    else:
        node.find(Finding.RESAVED, f"{OTHER_BYTES}; --replay 0 draws the figure again and compares the pictures")


def _has_origin_of(chain):
    """Whether the file says that it was made from what the sidecar states or, without one, the project's own file."""
    if chain.sidecar is None:
        return figure_files.told(chain.original) == (chain.title, chain.origin)
    sidecar, said = chain.sidecar, chain.origin
    digests_told = {name: stated["content_sha256"] for name, stated in sidecar["datasets"].items()}
    same = {name: stated["sha256"] for name, stated in said["datasets"].items()}.items() <= digests_told.items()
    told, panels = sidecar["configuration"], said["panels"]
    return same and told["seed"] == said["seed"] and all(told["panels"].get(key) == panels[key] for key in panels)


def _check_panels(chain, node):
    """Hold the panels that the file states against what was told: all of a figure, or one that is alone."""
    whole = chain.is_whole
    figure = chain.title if whole else chain.title[:-1]
    kind = next((kind for kind in KINDS if figure in chain.configured[kind]), KINDS[0])
    panels = chain.origin["panels"]
    for place, stated in [((), panels)] if whole else [((letter,), panel) for letter, panel in panels.items()]:
        runs.check(node, (kind, figure, *place), stated, chain.runs, chain.digest)


def _check_sidecar(chain, node):
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
        digests_stated = map(str, result.variables["network_sha256"].values)
        node.children = _networks(chain, places.of_networks(path), digests_stated)
    return node


def _link(chain, name, path, sha256, user):
    """The node of a dataset or point of which its `user` states the content, and the content unless unreadable."""
    node = Node(name, f"sha256 {sha256[:12]}… {path}")
    try:
        if not chain.place(path).exists():
            node.find(Finding.MISSING, f"it is not in {chain.root}; --project names another folder")
            return node, None
        dataset = chain.content(path)
    except UnreadableFile as error:
        node.find(FINDING_OF[type(error)], str(error))
        return node, None
    if dataset.attrs["content_sha256"] != sha256:
        node.find(Finding.REPLACED, f"its content is not what the {user} was made from")
    elif chain.bytes.get(path) not in (None, digests.file_sha256(chain.place(path))):
        node.find(Finding.REPLACED, "its content is as stated, but its bytes are not those that the sidecar states")
    _check_code(node, json.loads(dataset.attrs["code"]) | json.loads(dataset.attrs.get("code_of_networks", "{}")))
    makers.check(node, json.loads(dataset.attrs["software"]), json.loads(dataset.attrs.get("arithmetic", "{}")))
    return node, dataset


def _networks(chain, path, digests):
    """The nodes of the networks that a point measured; their file, or one for each part, is there if it was kept."""
    found, error = {}, None
    try:
        kept = chain.place(path)
        for file in [*filter(Path.exists, [kept]), *kept.with_suffix("").glob("*of*.nc")]:
            found |= {replicate: sha256 for replicate, _, sha256 in network_files.read(file)}
    except UnreadableFile as raised:
        error = raised
    nodes = []
    for replicate, digest in enumerate(digests):
        node = Node(f"network {replicate}", f"sha256 {digest[:12]}…")
        if error:
            node.find(FINDING_OF[type(error)], str(error))
        elif replicate not in found:
            node.find(Finding.REGENERABLE)
        elif found[replicate] != digest:
            node.find(Finding.REPLACED, f"{path} holds another network than the one that was measured")
        nodes.append(node)
    return nodes


def _check_code(node, stated):
    for file, sha256 in stated.items():
        now = files.within(making.PROJECT, file)
        if now is None or not now.exists():
            node.find(Finding.STALE_CODE, f"{file} is no longer here")
        elif digests.file_sha256(now) != sha256:
            node.find(Finding.STALE_CODE, f"{file} has changed")
