"""A figure in hand is traced to its project wherever it lies, whatever it is called, and whichever program saved it."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.generic import NameObject, StreamObject

import audit
from helpers.project import ROOT
from helpers.workspace import user_environment

FIGURE = "figures/smoke/fig1"
IN_C = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture
def ask(capsys):
    """A function that audits a file in this process, and gives exit code and lines."""

    def asked(path, *arguments):
        code = audit.main([str(path), *map(str, arguments)])
        return code, "".join(capsys.readouterr())

    return asked


@pytest.fixture
def paper(finished_once, tmp_path):
    """A function that copies a file of the project to the folder of a paper, under another name."""

    def copied(suffix, file=FIGURE):
        (tmp_path / "paper").mkdir(exist_ok=True)
        return shutil.copy(finished_once.path / f"{file}{suffix}", tmp_path / f"paper/Figure 3 (final){suffix}")

    return copied


def assert_whole(found):
    """The whole chain was walked, and nothing is missing or wrong."""
    code, said = found
    assert code == 0, said
    assert len(re.findall(r"[├└]─ dataset \S+ \[intact\]", said)) == 4
    assert "networks [intact]" in said


@pytest.mark.parametrize("suffix", [".pdf", ".png", ".svg"])
def test_a_copy_under_another_name_is_known_by_its_digest(finished_once, ask, paper, suffix):
    _, said = found = ask(paper(suffix), "--project", finished_once.path)
    assert_whole(found)
    assert f"which says that it is fig1, a copy of {finished_once.path / FIGURE}{suffix}" in said
    assert "bytes" not in said


def test_a_copy_of_a_panel_is_known_by_the_panel_that_is_there(finished_once, ask, paper):
    code, said = ask(paper(".pdf", "figures/smoke/panels/fig1c"), "--project", finished_once.path)
    assert code == 0
    assert f"a copy of {finished_once.path}/figures/smoke/panels/fig1c.pdf" in said


def test_a_copy_is_traced_to_the_project_of_the_working_folder(finished_once, ask, paper, monkeypatch):
    file = paper(".pdf")
    assert ask(file)[0] == 4
    monkeypatch.chdir(finished_once.path)
    assert_whole(ask(file))


def test_a_copy_with_the_sidecar_beside_it_needs_no_other(finished_once, ask, paper, tmp_path):
    file = paper(".pdf")
    paper(".json")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/results").symlink_to(finished_once.path / "results")
    code, said = found = ask(file, "--project", tmp_path / "elsewhere")
    assert_whole(found)
    assert "no sidecar" not in said
    assert "a copy of" not in said


def test_a_link_to_a_figure_is_followed(finished_once, ask, tmp_path):
    (tmp_path / "figure_3.pdf").symlink_to(finished_once.path / f"{FIGURE}.pdf")
    assert_whole(ask(tmp_path / "figure_3.pdf"))


@pytest.mark.parametrize("links", [["results"], ["figures"], ["results", "figures"]], ids=" and ".join)
def test_results_and_figures_may_be_links_to_another_disk(finished_once, ask, tmp_path, links):
    for folder in ("results", "figures"):
        if folder in links:
            (tmp_path / folder).symlink_to(finished_once.path / folder)
        else:
            place = {"results": "results/smoke", "figures": "figures/smoke"}[folder]
            (tmp_path / folder).mkdir()
            (tmp_path / place).symlink_to(finished_once.path / place)
    assert_whole(ask(tmp_path / f"{FIGURE}.pdf"))


def test_git_leaves_links_in_place_of_results_and_figures_alone(tmp_path):
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    shutil.copy(ROOT / ".gitignore", tmp_path)
    for folder in ("results", "figures"):
        (tmp_path / folder).symlink_to("/tmp")
    listed = subprocess.run(
        ["git", "-C", tmp_path, "status", "--porcelain"], capture_output=True, text=True, check=True
    )
    assert listed.stdout == "?? .gitignore\n"


def saved_by_another_program(path):
    writer = PdfWriter(clone_from=path)
    writer.add_metadata({"/Producer": "Another Program 1.0"})
    for page in writer.pages:
        page.compress_content_streams(level=1)
    writer.write(path)


def saved_with_another_picture(path):
    """As an editor saves a figure in which it has painted something over."""
    writer = PdfWriter(clone_from=path)
    page, stream = writer.pages[0], StreamObject()
    stream.set_data(page.get_contents().get_data() + b"\n1 0 0 rg 0 0 50 50 re f\n")
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.write(path)


def saved_with_its_text(path, change=lambda image: None):
    with Image.open(path) as image:
        image.load()
        about = PngInfo()
        for key, text in image.text.items():
            about.add_itxt(key, text)
        change(image)
        image.save(path, pnginfo=about, compress_level=1)


def saved_with_a_dot_more(path):
    saved_with_its_text(path, lambda image: image.putpixel((5, 5), (0, 0, 0)))


def saved_with_its_rdf(path):
    """An SVG as an editor of drawings saves it, which keeps the metadata and writes the rest in its own way."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace("<svg ", '<svg inkscape="1.0" ', 1))


# What another program has done: (the kind of file, the exit code, the verdict)
SAVED = {
    saved_by_another_program: (".pdf", 0, "saved again by another program: the same picture"),
    saved_with_another_picture: (".pdf", 7, "saved again by another program"),
    saved_with_its_text: (".png", 0, "saved again by another program: the same picture"),
    saved_with_a_dot_more: (".png", 7, "saved again by another program"),
    saved_with_its_rdf: (".svg", 7, "saved again by another program"),
}


@pytest.mark.parametrize("save", SAVED, ids=lambda save: save.__name__)
def test_a_file_that_another_program_saved_is_told_as_that(finished_once, ask, paper, save):
    suffix, wanted, verdict = SAVED[save]
    file = paper(suffix)
    save(file)
    code, said = ask(file, "--project", finished_once.path)
    assert code == wanted
    assert f"[{verdict}]" in said.splitlines()[0]
    assert "its origin is told, its bytes are another program's" in said


def test_a_picture_that_another_program_saved_can_be_held_against_one_drawn_anew(finished_once, ask, paper):
    for save, agrees in ((saved_by_another_program, True), (saved_with_another_picture, False)):
        file = paper(".pdf")
        save(file)
        _, said = ask(file, "--project", finished_once.path, "--replay", "0")
        assert ("the same picture, in a file of other bytes" in said) is agrees


def test_a_figure_without_its_sidecar_is_told_as_that(finished_once, ask, tmp_path):
    (tmp_path / "figures/smoke").mkdir(parents=True)
    shutil.copy(finished_once.path / f"{FIGURE}.pdf", tmp_path / "figures/smoke")
    (tmp_path / "results").symlink_to(finished_once.path / "results")
    code, said = found = ask(tmp_path / f"{FIGURE}.pdf")
    assert_whole(found)
    assert "no sidecar beside it" in said


def test_a_sidecar_that_is_cut_short_or_of_another_program_does_not_stop_an_audit(finished_once, ask, paper):
    file = paper(".pdf")
    sidecar = os.path.splitext(file)[0] + ".json"
    with open(sidecar, "w") as opened:
        opened.write('{"caption": "Figure 3"}')
    assert_whole(ask(file, "--project", finished_once.path))
    with open(sidecar, "w") as opened:
        opened.write('{\n "description": "The chain')
    code, said = ask(file, "--project", finished_once.path)
    assert code == 1
    assert "is not complete JSON" in said


def test_a_project_that_is_not_there_is_an_error_of_one_line(ask, paper):
    code, said = ask(paper(".pdf"), "--project", "/no/such/folder")
    assert code == 1
    assert re.fullmatch(r"Error: --project /no/such/folder: no such folder\. Remedy: .*\n", said)


@pytest.mark.parametrize(
    ("variables", "shown"),
    [(IN_C, r"\|- dataset"), ({"PYTHONIOENCODING": "latin-1"}, r"\|- dataset"), ({"PYTHONUTF8": "1"}, "├─ dataset")],
    ids=["C", "latin-1", "UTF-8"],
)
def test_scripts_run_in_any_locale(finished_once, variables, shown):
    commands = {
        "audit.py": [f"{FIGURE}.pdf", "--replay", "0"],
        "print_claims.py": ["results/smoke/claims.csv"],
    }
    for script, arguments in commands.items():
        command = [sys.executable, finished_once.path / "scripts" / script, *arguments]
        environment = user_environment() | variables
        done = subprocess.run(command, cwd=finished_once.path, env=environment, capture_output=True)
        assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
        said = done.stdout.decode("latin-1" if "latin-1" in variables.values() else "utf-8")
        assert re.search(shown if script == "audit.py" else "^ *\\d+ holds$", said, flags=re.MULTILINE), said
