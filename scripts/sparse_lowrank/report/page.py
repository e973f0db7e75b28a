"""Parts of the page of the report, as plain data for its template."""

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path

import yaml
from docutils.core import publish_parts

from sparse_lowrank.planning.figures import all_figures
from sparse_lowrank.records import files, making

# Whatever the user has in .docutils; and a caption brings neither files nor HTML of its own.
CAPTIONS = {"report_level": 5, "_disable_config": True, "file_insertion_enabled": False, "raw_enabled": False}


def figure_section(name, file, caption, configuration):
    """What the page shows of one figure beside the drawing: title, caption in HTML, parameters, chain."""
    panels = all_figures(configuration)[name]
    experiments = {e: configuration["experiments"][e] for panel in panels.values() for e in panel["experiments"]}
    plain = json.loads(json.dumps({"experiments": experiments, "figures": {name: panels}}))
    return {
        "name": name,
        "title": re.sub("^Fig(?=[0-9])", "Figure ", name.capitalize().replace("_", " ")),
        "pdf": f"{configuration['pathvars']['figures']}/{name}.pdf",
        "caption": publish_parts(caption, writer="html5", settings_overrides=CAPTIONS)["body"],
        "parameters": yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=110),
        "chain": sidecar_of(file),
    }


def sidecar_of(file):
    """The chain of a figure, beside its file. Raises UnopenedFile, DamagedFile, ForeignFile."""
    return files.json_of(Path(file).with_suffix(".json"), "volatile", "software", "datasets")


def about_figure(section):
    """What the chains of a figure's marks tell of the figure itself."""
    chain = section["chain"]
    return {
        "title": section["title"],
        "pdf": section["pdf"],
        "traced": chain["volatile"],
        "software": chain["software"],
    }


def verdicts(table, ledger):
    """The rows of a table of verdicts, each with its entry in the ledger: a list of dicts."""
    told = ledger["claims"] | ledger["findings"]
    rows = table.astype(object).fillna("").to_dict("records")
    return [{"at": {}, **told[row["figure"]][row["id"]], **row} for row in rows]


def of_the_paper(claims):
    """Those claims that the paper makes, and not we or its authors' notebooks: a list."""
    return [claim for claim in claims if not claim["place"].endswith(("ours", "notebooks"))]


def software_of(sidecars):
    """Versions of what made the figures and their datasets, as they tell themselves, and of what makes this page."""
    chains = [sidecar_of(path) for path in sidecars]
    made = [about["software"] for chain in chains for about in (*chain["datasets"].values(), chain)]
    return dict(pair for versions in (*made, making.software("pandas", "snakemake")) for pair in versions.items())


def packed(text):
    """A text compressed, as base64; the same text gives the same."""
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def joined(modules):
    """Modules of JavaScript, in the order of their use, as one: what they import from each other is at hand."""
    texts = (Path(module).read_text(encoding="utf-8") for module in modules)
    return "\n".join(re.sub(r"^import .*?;\n|^export ", "", text, flags=re.MULTILINE | re.DOTALL) for text in texts)


def policy(style, script):
    """The content security policy of a page that has this style and this script, and nothing else."""
    allowed = {
        "default-src": "'none'",
        "img-src": "data:",
        "style-src": _hash(style),
        "script-src": _hash(script),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{what} {source}" for what, source in allowed.items())


def _hash(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
