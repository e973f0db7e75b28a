"""A drawing keeps what it shows when it becomes a part of the page, and its marks can be read."""

from xml.etree import ElementTree

import pytest

from sparse_lowrank.errors import ForeignFile
from sparse_lowrank.report import drawings

SVG = """<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="10pt" viewBox="0 0 10 10" xmlns="http://www.w3.org/2000/svg">
 <title>fig1</title>
 <metadata><about id="m">made by hand</about></metadata>
 <defs><style type="text/css">*{stroke-linejoin: round}</style>
  <path id="dot" d="M 1.23456 78.9" style="stroke: #000"/></defs>
 <g clip-path="url(#cut)">
  <g class="mark" id="fig1.a.1" data-mark="{&quot;panel&quot;: &quot;a&quot;, &quot;value&quot;: 0.5}">
   <title>R = 0.5</title><use xlink:href="#dot" x="123.4567" style="fill: red; fill: #0000ff; stroke-width: 2"/>
  </g>
 </g>
 <clipPath id="cut"><rect/></clipPath>
</svg>"""


@pytest.fixture
def read(tmp_path):
    """A function that reads a text as the SVG of Figure 1."""

    def reading(svg):
        (tmp_path / "fig1.svg").write_text(svg)
        return drawings.read(tmp_path / "fig1.svg", "fig1")

    return reading


@pytest.fixture
def drawing(read):
    return drawings.inlined(read(SVG), {"fig1.a.1": "7 0.5"})


@pytest.fixture
def tree(drawing):
    return ElementTree.fromstring(drawing)


def svg(content):
    """An SVG with this content."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{content}</svg>'


def test_marks_are_read_by_their_ids(read):
    assert read(SVG).marks == {"fig1.a.1": {"panel": "a", "value": 0.5}}


def test_a_mark_may_have_its_attributes_in_any_order(read):
    mark = '<use data-mark="{}" id="fig1.b.2" class="mark"/>'
    assert read(svg('<use href="#a"/>' + mark)).marks == {"fig1.b.2": {}}


@pytest.mark.parametrize(
    "content",
    [
        "\x1b",
        "&#27;",
        "<g>",
        "&later;",
        '<g class="mark" id="fig1.a.1" data-mark="["/>',
        '<g class="mark" id="fig1.a.1" data-mark="[1]"/>',
        "<g>" * 100_000 + "</g>" * 100_000,
    ],
    ids=lambda content: ascii(content[:40]),
)
def test_what_is_no_svg_of_this_workflow_is_refused(read, content):
    with pytest.raises(ForeignFile, match=r"fig1\.svg: is no figure of this workflow"):
        read(svg(content))


@pytest.mark.parametrize(
    "content",
    [
        "<script>run()</script>",
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>text</p></foreignObject>",
        "<html:script xmlns:html='http://www.w3.org/1999/xhtml'>run()</html:script>",
        "<a href='javascript:run()'><path d='M 0 0'/></a>",
        "<animate attributeName='href' to='javascript:run()'/>",
        "<text>text</text>",
        "<!-- text -->",
        "<title>text</title>",
        "text",
    ],
)
def test_what_does_not_draw_stays_behind_with_all_that_is_in_it(read, content):
    assert drawings.inlined(read(svg(content)), {}) == drawings.inlined(read(svg("")), {})


@pytest.mark.parametrize(
    "attributes",
    [
        "onload='run()'",
        "class='close'",
        "data-mark='{}'",
        "href='https://example.org/'",
        "href='other.svg#dot'",
        "style='onload: run(); x&gt;&lt;script&gt;: y'",
    ],
)
def test_an_attribute_that_does_not_draw_stays_behind(read, attributes):
    assert read(svg(f"<use {attributes}/>")).root[0].attrib == {}


def test_a_title_is_text_in_which_nothing_hides(read):
    content = "<g><title>a&#x202e;b&#x9b;<![CDATA[<script>]]&gt;]]><g/></title></g>"
    (title,) = read(svg(content)).root.iter("title")
    assert (title.text, len(title)) == ("a[U+202E]b[U+009B]<script>]]&gt;", 0)


def test_a_mark_is_told_in_few_letters(tree):
    assert tree.find(".//*[@class='mark']").get("data-mark") == "7 0.5"


def test_marks_of_a_kind_differ_in_their_numbers_alone():
    first = {"panel": "a", "where": {"n_units": 200}, "value": 1e-7}
    marks = {"a.1": first, "a.2": {**first, "value": 2.5}, "b.1": {**first, "panel": "b"}}
    kinds, texts = drawings.shortened(marks)
    assert kinds == [{"panel": letter, "where": {"n_units": None}, "value": None} for letter in "ab"]
    assert texts == {"a.1": "0 200 1e-07", "a.2": "0 200 2.5", "b.1": "1 200 1e-07"}


def test_ids_of_a_drawing_begin_with_its_name_and_references_follow(tree):
    assert {e.get("id") for e in tree.iter() if e.get("id")} == {"fig1-dot", "fig1.a.1", "fig1-cut"}
    assert tree.find(".//use").get("href") == "#fig1-dot"
    assert tree.find("g").get("clip-path") == "url(#fig1-cut)"


def test_styles_become_attributes_of_which_the_last_counts(tree):
    use = tree.find(".//use")
    assert (use.get("fill"), use.get("stroke-width"), use.get("style")) == ("#0000ff", "2", None)


def test_of_a_position_the_digits_stay_that_can_be_seen(tree):
    assert tree.find(".//use").get("x") == "123.45"
    assert tree.find(".//path").get("d") == "M 1.23456 78.9"


def test_neither_metadata_nor_style_sheets_come_along(drawing):
    assert drawing.startswith("<svg")
    assert "made by hand" not in drawing
    assert "<style" not in drawing


def test_the_title_of_a_mark_stays_and_that_of_the_file_goes(tree):
    assert [title.text for title in tree.iter("title")] == ["R = 0.5"]
    assert tree.get("viewBox") == "0 0 10 10"
    assert tree.get("width") is None


def test_the_corners_of_a_line_need_one_letter_and_those_after_a_curve_need_theirs(read):
    path = "M 1 2 L 3 4 L 5 6 Q 7 8 9 10 L 11 12 L 13 14 z"
    assert ' d="M 1 2 3 4 5 6 Q 7 8 9 10 L 11 12 13 14 z"' in drawings.inlined(read(svg(f'<path d="{path}"/>')), {})
