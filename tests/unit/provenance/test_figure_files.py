"""A figure's file tells its origin whichever program saved it last, and a file of anybody ends in one line."""

import json
import re
import struct
import zlib

import pytest
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfReader, PdfWriter
from pypdf.xmp import XmpInformation

from sparse_lowrank.errors import ForeignFile, UserError
from sparse_lowrank.figures import saving
from sparse_lowrank.provenance import figure_files

ABOUT = {
    "datasets": {"fig1_spectra": {"path": "results/datasets/fig1_spectra.nc", "sha256": "0" * 64}},
    "panels": {"b": {"experiments": ["fig1_spectra"], "options": {"label": "σ (²) \\ ü"}}},
    "seed": 7,
    "dpi": 100,
    "software": {"python": "3.11"},
}


def drawn(path, title="fig1", **changes):
    """A small figure's file with this origin."""
    figure = Figure(figsize=(2, 1))
    figure.subplots().plot([0, 1], [0, 1])
    saving.save(figure, [path], title, ABOUT | changes)
    return path


def saved_by_another_program(path, **changes):
    """The same PDF, written by another library, with compressed objects of its own."""
    writer = PdfWriter(clone_from=path)
    writer.add_metadata({"/Producer": "Another Program 1.0", "/ModDate": "D:20260101000000Z", **changes})
    for page in writer.pages:
        page.compress_content_streams(level=1)
    writer.write(path)
    return path


def saved_with_origin_in_xmp_alone(path):
    """As a program of PDF 2.0 saves it, which does without document information."""
    title, origin = figure_files.told(path)
    writer = PdfWriter()
    writer.append(PdfReader(path))
    writer.metadata = None
    about = XmpInformation.create()
    about.dc_title, about.dc_description = {"x-default": title}, {"x-default": json.dumps(origin)}
    writer.xmp_metadata = about
    writer.write(path)
    return path


def saved_with_its_text(path):
    """A PNG as an editor of pictures saves it, which keeps the text but not the bytes."""
    with Image.open(path) as image:
        image.load()
        about = PngInfo()
        for key, text in image.text.items():
            about.add_itxt(key, text, zip=True)
        image.save(path, pnginfo=about, compress_level=1)
    return path


def appended_to(path):
    """A PDF with a change at its end, as a viewer saves a remark: the file as it was comes first."""
    before = path.read_bytes()
    writer = PdfWriter(path, incremental=True)
    writer.add_metadata({"/ModDate": "D:20260101000000Z"})
    writer.write(path)
    assert path.read_bytes().startswith(before)
    return path


@pytest.mark.parametrize("suffix", [".pdf", ".png", ".svg", ".tif", ".eps", ".PDF"])
def test_a_figure_tells_title_and_origin(tmp_path, suffix):
    file = drawn(tmp_path / f"fig1{suffix.lower()}")
    assert figure_files.told(file.rename(tmp_path / f"copy{suffix}")) == ("fig1", ABOUT)


@pytest.mark.parametrize("save", [saved_by_another_program, saved_with_origin_in_xmp_alone, appended_to])
def test_a_pdf_that_another_program_saved_tells_its_origin(tmp_path, save):
    file = drawn(tmp_path / "fig1.pdf")
    before = file.read_bytes()
    assert save(file).read_bytes() != before
    assert figure_files.told(file) == ("fig1", ABOUT)


def test_a_png_that_another_program_saved_with_its_text_tells_its_origin(tmp_path):
    assert figure_files.told(saved_with_its_text(drawn(tmp_path / "fig1.png"))) == ("fig1", ABOUT)


def screenshot(folder):
    Image.new("RGBA", (60, 40), "white").save(folder / "fig1.png")
    return folder / "fig1.png"


def optimised_svg(folder):
    file = drawn(folder / "fig1.svg")
    file.write_text(re.sub("<metadata>.*</metadata>", "", file.read_text(), flags=re.DOTALL))
    return file


def pdf_without_origin(folder):
    writer = PdfWriter()
    writer.add_blank_page(10, 10)
    writer.write(folder / "fig1.pdf")
    return folder / "fig1.pdf"


def encrypted_pdf(folder):
    writer = PdfWriter(clone_from=drawn(folder / "fig1.pdf"))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(folder / "fig1.pdf")
    return folder / "fig1.pdf"


def half_a_pdf(folder):
    file = drawn(folder / "fig1.pdf")
    file.write_bytes(file.read_bytes()[:2000])
    return file


def half_a_png(folder):
    file = drawn(folder / "fig1.png")
    file.write_bytes(file.read_bytes()[:600])
    return file


def png_of_a_terapixel(folder):
    """Of which the header alone is there, as an archive bomb would have it."""
    header = b"IHDR" + struct.pack(">IIBBBBB", 10**6, 10**6, 8, 6, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    (folder / "fig1.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunk)
    return folder / "fig1.png"


def svg_of_a_billion_letters(folder):
    """Ten entities, each ten times the one before it."""
    entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    text = (
        f'<!DOCTYPE svg [<!ENTITY a "lol">{entities}]><svg xmlns="http://www.w3.org/2000/svg"><title>&j;</title></svg>'
    )
    (folder / "fig1.svg").write_text(text)
    return folder / "fig1.svg"


def svg_that_names_a_file(folder):
    text = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]><svg><metadata>&a;</metadata></svg>'
    (folder / "fig1.svg").write_text(text)
    return folder / "fig1.svg"


def text_of_somebody(folder):
    (folder / "fig1.docx").write_text("notes")
    return folder / "fig1.docx"


SILENT = [
    screenshot,
    optimised_svg,
    pdf_without_origin,
    encrypted_pdf,
    half_a_pdf,
    half_a_png,
    png_of_a_terapixel,
    svg_of_a_billion_letters,
    svg_that_names_a_file,
    text_of_somebody,
]


@pytest.mark.parametrize("make", SILENT, ids=lambda make: make.__name__)
def test_a_file_that_says_nothing_of_its_origin_ends_in_one_line(tmp_path, make):
    with pytest.raises(
        figure_files.NothingTold, match="says nothing of its origin .*Remedy: give the PDF, PNG"
    ) as said:
        figure_files.told(make(tmp_path))
    assert len(str(said.value).splitlines()) == 1
    assert "delete" not in str(said.value)


@pytest.mark.parametrize("suffix", [".pdf", ".png", ".svg", ".tif", ".eps"])
def test_a_picture_of_more_than_a_hundred_megabytes_ends_in_one_line(tmp_path, suffix):
    with open(tmp_path / f"large{suffix}", "wb") as file:
        file.truncate(100_000_001)
    with pytest.raises(ForeignFile, match="has 100 MB, more than any such file"):
        figure_files.told(tmp_path / f"large{suffix}")


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "../../evil"},
        {"title": "fig1\u202e"},
        {"title": "os.path"},
        {"datasets": {"fig1_spectra": "results"}},
        {"datasets": ["results"]},
        {"panels": {"__init__": {"experiments": []}}},
        {"panels": {"b": {"experiments": "fig1_spectra"}}},
        {"seed": "7"},
        {"software": {}},
    ],
    ids=str,
)
def test_what_no_file_of_this_workflow_says_is_not_taken_for_its_origin(tmp_path, changes):
    with pytest.raises(UserError, match="not what a file of this workflow says") as refused:
        figure_files.told(drawn(tmp_path / "fig1.svg", **changes))
    assert "\u202e" not in str(refused.value)


def test_a_pdf_is_read_without_a_word_on_the_terminal(tmp_path, capfd):
    content = drawn(tmp_path / "fig1.pdf").read_bytes()
    (tmp_path / "odd.pdf").write_bytes(content.replace(b"startxref\n", b"startxref\n9"))
    figure_files.told(tmp_path / "odd.pdf")
    assert capfd.readouterr() == ("", "")
