"""A drawing keeps what it shows when it becomes a part of the page, and its marks can be read."""

from xml.etree import ElementTree

import pytest

from sparse_lowrank.report import drawings

SVG = """<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="10pt" viewBox="0 0 10 10" xmlns="http://www.w3.org/2000/svg">
 <title>fig1</title>
 <metadata><about id="m">made by hand</about></metadata>
 <defs><style type="text/css">*{stroke-linejoin: round}</style><path id="dot" style="stroke: #000"/></defs>
 <g clip-path="url(#cut)">
  <g class="mark" id="fig1.a.1" data-mark="{&quot;panel&quot;: &quot;a&quot;, &quot;value&quot;: 0.5}">
   <title>R = 0.5</title><use xlink:href="#dot" x="1" style="fill: red; fill: blue; stroke-width: 2"/>
  </g>
 </g>
 <clipPath id="cut"><rect/></clipPath>
</svg>"""


@pytest.fixture
def drawing():
    return drawings.inlined(SVG, "fig1")


@pytest.fixture
def tree(drawing):
    return ElementTree.fromstring(drawing.replace("<svg", '<svg xmlns:xlink="http://www.w3.org/1999/xlink"', 1))


def test_marks_are_read_by_their_ids():
    assert drawings.marks(SVG) == {"fig1.a.1": {"panel": "a", "value": 0.5}}


def test_a_mark_may_have_its_attributes_in_any_order():
    mark = '<use data-mark=\'x\' xlink:href=\'#a\'/><use data-mark="{}" id="fig1.b.2" class="mark"/>'
    assert drawings.marks(mark) == {"fig1.b.2": {}}


def test_ids_of_a_drawing_begin_with_its_name_and_references_follow(tree):
    assert {e.get("id") for e in tree.iter() if e.get("id")} == {"fig1-dot", "fig1.a.1", "fig1-cut"}
    assert tree.find(".//use").get("{http://www.w3.org/1999/xlink}href") == "#fig1-dot"
    assert tree.find("g").get("clip-path") == "url(#fig1-cut)"


def test_styles_become_attributes_of_which_the_last_counts(tree):
    use = tree.find(".//use")
    assert (use.get("fill"), use.get("stroke-width"), use.get("style")) == ("blue", "2", None)


def test_neither_metadata_nor_style_sheets_come_along(drawing):
    assert drawing.startswith("<svg")
    assert "made by hand" not in drawing
    assert "<style" not in drawing


def test_the_title_of_a_mark_stays_and_that_of_the_file_goes(tree):
    assert [title.text for title in tree.iter("title")] == ["R = 0.5"]
    assert tree.get("viewBox") == "0 0 10 10"
    assert tree.get("width") is None
