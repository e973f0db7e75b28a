"""The report of somebody else's files: no text in them commands the page, hides in it or breaks it."""

import base64
import gzip
import hashlib
import json
import logging
import re
import unicodedata
from html.parser import HTMLParser
from xml.sax.saxutils import quoteattr

import pandas as pd
import pytest
import yaml

from helpers.project import ROOT
from helpers.strangers import DATASET, HOSTILE, write
from write_report import write_report

MARKUP = "<script>alert(1)</script><meta http-equiv='refresh'>]]>--><!--</style>&#27;&#x202e;\" onload='alert(1)"
VOID = {"meta", "link", "br", "hr", "img", "input", "wbr"}  # elements without an end
MEASURED = "scripts/sparse_lowrank/spectra/measurements.py"
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" onload="alert(1)">
<metadata>«metadata»</metadata><style>* {fill: red}</style><script>alert(1)</script><!-- «comment» -->
<path id="a&#x202e;b&quot;" d="M 0 0&#x9b;" style="fill: red; onclick: alert(1)"/>
<g class="mark" id="fig1.b.1" data-mark=%s><title>«title» &#x202e;&#x9b;&lt;script&gt;]]&gt;--&gt;</title></g>
</svg>"""

CAPTION = """%s

.. raw:: html

    <p>«raw»</p>

.. include:: /etc/passwd
"""


class Places(list):
    """Hostile texts, each with the name of the place where it stands, and these names."""

    def __call__(self, name):
        self.append(f"«{name}»")
        return f"«{name}» {HOSTILE} {MARKUP}"

    def file(self, name):
        """The same as the name of a file, or as what a line or a quoted text can hold."""
        return re.sub('[/\n"]', " ", self(name))


class Page(HTMLParser):
    """A page whose elements are closed in their order: these, all texts and values, and what scripts and style say."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.unclosed, self.elements, self.texts, self.said = [], [], [], {}
        self.feed(text)
        self.close()
        assert self.unclosed == []

    def handle_starttag(self, tag, attrs):
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.unclosed.append(tag)

    def handle_startendtag(self, tag, attrs):
        assert len(attrs) == len(dict(attrs)), self.get_starttag_text()
        assert all(re.fullmatch("(?!on)[a-z][a-z-]*", name) for name, _ in attrs), self.get_starttag_text()
        self.elements.append((tag, dict(attrs)))
        self.texts += [value for _, value in attrs if value]

    def handle_endtag(self, tag):
        assert self.unclosed.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)
        if self.unclosed[-1:] in (["script"], ["style"]):
            about = self.elements[-1][1]
            key = about.get("id", about.get("type", "style"))
            self.said[key] = self.said.get(key, "") + data

    def handle_comment(self, data):
        raise AssertionError(data)

    unknown_decl = handle_pi = handle_comment


@pytest.fixture(scope="module")
def stranger(tmp_path_factory):
    """The text of a report, and the names of all places of hostile texts."""
    folder, bad = tmp_path_factory.mktemp("stranger"), Places()
    datasets, marked = write_results(folder, bad)
    (folder / "fig1.svg").write_text(SVG % quoteattr(json.dumps(marked)))
    (folder / "fig1.json").write_text(json.dumps(sidecar(bad)))
    write_verdicts(folder, bad)
    write_job(folder, bad)
    write_report(
        figures={"fig1": folder / "fig1.svg"},
        supplement=[],
        datasets=datasets,
        claims=folder / "claims.csv",
        findings=folder / "findings.csv",
        ledger=folder / "claims.yaml",
        faithful=folder / "fidelity.yaml",
        captions={
            "fig1": f"{bad('caption')}\n\n.. raw:: html\n\n    <p>«raw»</p>\n\n.. include:: {folder}/claims.yaml\n"
        },
        configuration={
            "seed": bad("seed"),
            "pathvars": {"results": "results", "figures": bad("figures"), "logs": "logs", "benchmarks": "benchmarks"},
            "experiments": {"fig1_spectra": {"n_units": 10, bad("key"): bad("parameter") + "\0"}},
            "figures": {"fig1": {"b": {"experiments": ["fig1_spectra"], "options": {}}}},
            "supplementary_figures": {},
            "benchmark_figures": {},
        },
        graph=f'0[label = "{bad.file("rule")}"]\n1[label = "other"]\n1 -> 0\n',
        before=f"{folder}/",
        parts={
            "template": ROOT / "workflow/report/report.html.j2",
            "style": ROOT / "workflow/report/page.css",
            "script": [ROOT / f"workflow/report/{module}.js" for module in ("marks", "chain", "page")],
        },
        path=folder / "report.html",
        log=logging.getLogger("report"),
    )
    return (folder / "report.html").read_text(encoding="utf-8"), [*bad, "«title»"]


def write_results(folder, bad):
    """A dataset of one point, and a mark that shows it."""

    def making(name):
        told = {key: json.dumps({bad(f"{name}-{key}"): "\0"}) for key in ("software", "arithmetic")}
        return told | {key: bad(f"{name}-{key}") for key in ("history", "commit")}

    path = f"results/spectra/{bad.file('path')}.nc"
    code = {"code": json.dumps({MEASURED: "0" * 64})}
    sha256 = write(folder, path, making("point") | code, network=bad("network"), point=bad("name"))
    write(folder, DATASET, making("dataset"), inputs={path: sha256})
    mark = {"panel": "b", "kind": "measured", "experiment": "fig1_spectra", "variable": "spectral_radius"}
    return {"fig1_spectra": f"{folder}/{DATASET}"}, mark | {"about": bad("mark") + "\0", "value": 1.5}


def sidecar(bad):
    volatile = {key: bad(key) + "\0" for key in ("created", "commit")}
    software = [{bad(f"package-{whose}"): bad(f"version-{whose}") + "\0"} for whose in ("figure", "dataset")]
    return {"volatile": volatile, "software": software[0], "datasets": {"fig1_spectra": {"software": software[1]}}}


def write_verdicts(folder, bad):
    """The ledger with a claim, the verdict on it, and the table of fidelity."""
    key = bad("id")
    claim = {"place": bad("place"), "claim": bad("claim") + "\0", "experiment": "fig1_spectra"}
    told = {"claims": {"fig1": {key: claim | {"quantity": "spectral_radius"}}}, "findings": {}}
    entry = {"panels": {"fig1": "b"}, "here": {"parameter": "n_units"}}
    entry |= {name: bad(name) + "\0" for name in ("paper", "notebooks", "why")}
    for name, content in (("claims", told), ("fidelity", {bad("topic"): [entry]})):
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(content))
    row = {"figure": "fig1", "id": key, "verdict": bad("verdict"), "note": bad("note")}
    row |= {"predicted": 1.0, "measured": 1.0, "uncertainty": None}
    pd.DataFrame([row]).to_csv(folder / "claims.csv", index=False)
    pd.DataFrame(columns=list(row)).to_csv(folder / "findings.csv", index=False)


def write_job(folder, bad):
    """The benchmark file and the log of a job."""
    job = f"{bad.file('folder')}/{bad.file('job')}"
    for kind, suffix, said in (
        ("benchmarks", "tsv", "s\tmax_rss\n1\t1\n"),
        ("logs", "log", f"done; ; the rest: {bad.file('work')}\n"),
    ):
        file = folder / kind / f"{job}.{suffix}"
        file.parent.mkdir(parents=True)
        file.write_text(said)


def hidden(text):
    """The characters of a text that command, reverse, hide or are none, lines and columns aside."""
    return {sign for sign in set(text) - {"\n", "\t"} if unicodedata.category(sign) in ("Cc", "Cf", "Cn", "Cs")}


def texts_of(data):
    """All texts in data of JSON."""
    if isinstance(data, str):
        yield data
    for part in [*data, *data.values()] if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from texts_of(part)


def test_the_texts_of_a_stranger_stand_in_the_page_with_nothing_hidden(stranger):
    """In the page itself, and in the data from which its script takes what it shows."""
    page, places = stranger
    parsed = Page(page)
    answers = json.loads(gzip.decompress(base64.b64decode(parsed.said["origins"])))
    texts = [*parsed.texts, *texts_of(answers)]
    assert hidden(page) == set()
    assert [text for text in texts if hidden(text)] == []
    assert [place for place in places if not any(place in text for text in texts)] == []
    assert len(places) > 30
    assert any("[U+001B]]0;owned[U+0007][U+009B]2J" in text for text in texts)


def test_nothing_of_a_stranger_becomes_an_element_of_the_page(stranger):
    elements = Page(stranger[0]).elements
    scripts = [attributes["type"] for tag, attributes in elements if tag == "script"]
    assert scripts == ["text/plain", "text/plain", "application/json", "module"]
    tags = [tag for tag, _ in elements]
    assert (tags.count("meta"), tags.count("style")) == (3, 1)
    assert not {"iframe", "object", "embed", "base", "form", "metadata", "foreignobject"} & {*tags}
    assert not any(left in stranger[0] for left in ("«metadata»", "«comment»", "«raw»", "root:"))


def test_the_policy_of_such_a_page_allows_its_own_script_and_style_alone(stranger):
    parsed = Page(stranger[0])
    (policy,) = (about["content"] for tag, about in parsed.elements if "http-equiv" in about)
    for kind, said in (("script", parsed.said["module"]), ("style", parsed.said["style"])):
        digest = base64.b64encode(hashlib.sha256(said.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy.split("; ")
    assert policy.startswith("default-src 'none'; ")
