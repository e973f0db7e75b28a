"""Parts of the page of the report, as plain data for its template."""

import base64
import json
import re
from pathlib import Path

import yaml
from docutils.core import publish_parts

from sparse_lowrank.planning.figures import all_figures
from sparse_lowrank.records import making


def figure_section(name, file, caption, configuration):
    """What the page shows of one figure: the picture and its caption in HTML, and its part of the configuration."""
    panels = all_figures(configuration)[name]
    experiments = {e: configuration["experiments"][e] for panel in panels.values() for e in panel["experiments"]}
    plain = json.loads(json.dumps({"experiments": experiments, "figures": {name: panels}}))
    return {
        "name": name,
        "title": re.sub("^Fig(?=[0-9])", "Figure ", name.capitalize().replace("_", " ")),
        "image": base64.b64encode(Path(file).read_bytes()).decode(),
        "caption": publish_parts(caption, writer="html5", settings_overrides={"report_level": 5})["body"],
        "parameters": yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=110),
    }


def software_of(sidecars):
    """Versions of what made the figures and their datasets, as they tell themselves, and of what makes this page."""
    chains = [json.loads(Path(path).read_text()) for path in sidecars]
    made = [about["software"] for chain in chains for about in (*chain["datasets"].values(), chain)]
    return dict(pair for versions in (*made, making.software("pandas", "snakemake")) for pair in versions.items())
