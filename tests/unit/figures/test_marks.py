"""Whatever is drawn can be pointed at in the SVG: a mark lies where its number lies, and says where that came from."""

from xml.etree import ElementTree

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure

from helpers import drawn as drawn_marks
from sparse_lowrank.figures import mark_titles, marks, plotting, svg_marks
from sparse_lowrank.provenance import figure_files
from sparse_lowrank.theory import formulas, phase_boundaries

ABOUT = {"Title": "fig9", "Description": "{}", "Date": None}
LEFT, BOTTOM, WIDTH, HEIGHT = 0.5, 0.4, 2.0, 1.0  # of the axes, in inches, on a page of 3 by 2
PAGE = 2.0


@pytest.fixture
def axes():
    """Axes from 0 to 10 and from 0 to 4 at a known place of the page."""
    return plotting.axes_at(Figure(figsize=(3, PAGE)).subfigures(), LEFT, BOTTOM, WIDTH, HEIGHT)


@pytest.fixture
def drawn(axes, tmp_path):
    """A function that saves what was drawn, with limits, and reads the marks."""

    def save(xlim=(0, 10), ylim=(0, 4)):
        axes.set(xlim=xlim, ylim=ylim)
        figure = axes.get_figure(root=True)
        marks.name_panel(figure, "b")
        with plotting.style():
            svg_marks.save(figure, tmp_path / "fig9.svg", "fig9", ABOUT, dpi=100)
        return drawn_marks.read(tmp_path / "fig9.svg")

    return save


def radii(values, **coordinates):
    """A dataset of spectral radii, n_units × replicate, as a part that knows the whole."""
    coordinates = coordinates or {"n_units": np.arange(1, 1 + len(values))}
    shape = ("n_units", "replicate")
    replicates = {"replicate": np.arange(np.shape(values)[1])}
    data = xr.Dataset({"spectral_radius": (shape, values)}, coordinates | replicates, {"experiment": "radii"})
    return marks.remembering(data)


def expected(x, y):
    """Where the point (x, y) lies in axes from 0 to 10 and from 0 to 4, in points from the upper left corner."""
    return pytest.approx((72 * (LEFT + WIDTH * x / 10), 72 * (PAGE - BOTTOM - HEIGHT * y / 4)), abs=1e-5)


def test_a_mean_is_one_mark_with_its_bar_where_its_number_lies(axes, drawn):
    plotting.measured(axes, radii([[1.0, 3.0], [2.0, 2.5]]), "spectral_radius", "n_units")
    found = drawn()
    assert list(found) == ["fig9.b.1", "fig9.b.2"]
    assert [mark.place for mark in found.values()] == [expected(1, 2), expected(2, 2.25)]
    assert found["fig9.b.1"].says == {
        "panel": "b",
        "kind": "measured",
        "experiment": "radii",
        "variable": "spectral_radius",
        "where": {"n_units": 1},
        "value": 2.0,
        "sd": np.sqrt(2),
        "n": 2,
    }
    assert found["fig9.b.1"].title == "spectral radius R = 2 ± 1.414 (mean ± s.d. of 2) at N = 1"


def test_a_bar_stays_where_it_was_and_is_a_part_of_the_mark_of_its_dot(axes, drawn, tmp_path):
    plotting.measured(axes, radii([[1.0, 3.0], [np.nan, np.nan], [2.0, 2.5]]), "spectral_radius", "n_units")
    found = drawn()
    assert [mark.says["where"]["n_units"] for mark in found.values()] == [1, 3]
    text = (tmp_path / "fig9.svg").read_text()
    for name, mark in found.items():
        copies = [use.get(drawn_marks.HREF) for use in mark.element.iter() if use.get("opacity") == "0"]
        assert copies == [f"#{name}-bar"]
        assert text.count(f'id="{name}-bar"') == 1
    outline = text.split('id="fig9.b.1-bar" d="')[1].split('"')[0]
    ends = np.array([end.split() for end in outline.replace("L", "M").split("M") if end.strip()], float)
    assert [tuple(end) for end in ends] == [expected(1, 2 - np.sqrt(2)), expected(1, 2 + np.sqrt(2))]


def test_numbers_are_stated_in_full_and_read_back_the_same(axes, drawn):
    value = 0.1 + 0.2
    plotting.measured(axes, radii([[value]]), "spectral_radius", "n_units")
    (mark,) = drawn().values()
    assert mark.says["value"] == value
    assert "sd" not in mark.says
    assert mark.says["n"] == 1


def test_a_dot_that_is_nowhere_leaves_the_others_their_marks(axes, drawn):
    """Values that are no number, that are zero on a logarithmic axis, and that lie beyond the axes."""
    axes.set(yscale="log")
    plotting.single_dots(axes, radii([[1.0], [np.nan], [0.0], [2.0], [0.005], [3.0]]), "spectral_radius", "n_units")
    found = drawn(ylim=(0.1, 10)).values()
    assert [mark.says["value"] for mark in found] == [1.0, 2.0, 3.0]
    heights = [72 * (PAGE - BOTTOM - HEIGHT * (1 + np.log10(value)) / 2) for value in (1.0, 2.0, 3.0)]
    assert [mark.place[1] for mark in found] == pytest.approx(heights, abs=1e-5)


def test_every_eigenvalue_of_a_large_sorted_spectrum_is_a_mark(axes, drawn):
    real = np.linspace(0, 10, 1500)
    spectrum = xr.Dataset(
        {"eigenvalue_real": ("eigenvalue", real), "eigenvalue_imag": ("eigenvalue", 4 * (real / 10) ** 2)},
        {"eigenvalue": np.arange(1500), "replicate": 0},
        {"experiment": "spectra", "dimensions": ["replicate", "eigenvalue"]},
    )
    plotting.eigenvalue_dots(axes, spectrum, "measured")
    found = list(drawn().values())
    assert [mark.says["where"] for mark in found] == [{"replicate": 0, "eigenvalue": k} for k in range(1500)]
    assert all(mark.place == expected(mark.says["value"], mark.says["also"]["eigenvalue_imag"]) for mark in found[::50])
    assert found[1499].title == "Re λ = 10, Im λ = 4 at replicate 0, eigenvalue 1499"


def test_single_networks_and_their_mean_are_marks_apart(axes, drawn):
    data = radii([[1.0, 3.0], [2.0, 2.5]])
    plotting.single_dots(axes, data, "spectral_radius", "n_units", ms=2)
    plotting.mean_dots(axes, data, "spectral_radius", "n_units", "o-")
    found = list(drawn().values())
    assert [mark.says["value"] for mark in found] == [1, 2, 3, 2.5, 2, 2.25]
    assert [mark.says["where"].get("replicate") for mark in found] == [0, 0, 1, 1, None, None]


def test_a_part_of_a_dataset_tells_its_place_by_the_axes_of_the_whole_alone(axes, drawn):
    data = radii([[1.0, 3.0], [2.0, 2.5]], n_units=[10, 20], gain=0.8).sel(n_units=[20])
    plotting.single_dots(axes, data.isel(replicate=[1]), "spectral_radius", "n_units")
    told = marks.measured(data.spectral_radius.sel(n_units=20), data, "spectral_radius")
    assert [mark["where"] for mark in told] == [{"n_units": 20, "replicate": 0}, {"n_units": 20, "replicate": 1}]


def test_a_line_of_theory_names_its_formula_and_the_equation_of_its_docstring(axes, drawn):
    grid = np.linspace(0, 1, 5)
    plotting.theory_line(axes, grid, marks.law(formulas.outlier, 4.0, grid))
    plotting.correction_line(axes, grid, marks.law(phase_boundaries.bulk_limit, 1000, 200, grid), "exact edge")
    first, second = drawn().values()
    assert first.says == {
        "panel": "b",
        "kind": "theory",
        "formula": "theory.formulas.outlier",
        "equation": "7 and 28",
    }
    assert first.title == f"{formulas.outlier.__doc__.rstrip('.')}: theory.formulas.outlier"
    assert second.says["formula"] == "theory.phase_boundaries.bulk_limit"


def test_a_dot_tells_the_theory_at_its_place(axes, drawn):
    data = radii([[1.0, 3.0], [2.0, 2.5]], n_units=[1, 2], sparsity=("n_units", [0.0, 0.75]), gain=2.0)
    theory = marks.law(formulas.gaussian_radius, data.gain, data.sparsity)
    plotting.measured(axes, data, "spectral_radius", "n_units", theory=theory)
    told = [(mark.says["theory"], mark.says["formula"], mark.says["equation"]) for mark in drawn().values()]
    assert told == [(theory, "theory.formulas.gaussian_radius", "6 and 22") for theory in (2.0, 1.0)]


def test_every_course_is_a_mark_of_its_own(axes, drawn):
    courses = xr.Dataset(
        {"readout": (("coherence", "trial", "time"), np.arange(12.0).reshape(2, 2, 3) / 4)},
        {"time": [0, 5, 10], "coherence": [0.1, 0.9]},
        {"experiment": "trials"},
    )
    chosen = marks.remembering(courses).sel(coherence=0.9)
    plotting.courses(axes, chosen.readout, chosen, "trial")
    found = drawn().values()
    assert [mark.says["where"] for mark in found] == [{"coherence": 0.9, "trial": trial} for trial in (0, 1)]
    assert all(mark.says["variable"] == "readout" and "value" not in mark.says for mark in found)


def test_every_cell_of_a_map_is_a_mark_though_the_map_is_one_image(axes, drawn):
    data = xr.Dataset(
        {"kappa": (("covariance", "variance", "replicate"), np.arange(12.0).reshape(2, 3, 2))},
        {"covariance": [1.0, 3.0], "variance": [1.0, 3.0, 5.0]},
        {"experiment": "map"},
    )
    values = data.kappa
    mesh = axes.pcolormesh([0, 2, 4, 6], [0, 2, 4], values.mean("replicate"), rasterized=True)
    marks.cells(mesh, marks.means(values, data, "kappa"))
    found = list(drawn().values())
    assert [mark.says["where"] for mark in found[:2]] == [
        {"covariance": 1.0, "variance": 1.0},
        {"covariance": 1.0, "variance": 3.0},
    ]
    assert [mark.says["value"] for mark in found] == [0.5, 2.5, 4.5, 6.5, 8.5, 10.5]
    left, lower = expected(2, 0).expected
    right, upper = expected(4, 2).expected
    assert found[1].element.get("d") == f"M{left:.6g} {lower:.6g}H{right:.6g}V{upper:.6g}H{left:.6g}z"


def test_an_image_and_axes_are_marks_as_a_whole(axes, drawn):
    marks.whole(axes, about="an illustration")
    inset = plotting.axes_at(axes.get_figure(root=False), 1, 1, 0.5, 0.5)
    marks.whole(inset.imshow([[0, 1], [1, 0]]), about="a matrix")
    assert [mark.title for mark in drawn().values()] == ["an illustration", "a matrix"]


def test_marks_change_neither_picture_nor_metadata_and_give_the_same_bytes(axes, drawn, tmp_path):
    plotting.measured(axes, radii([[1.0, 3.0], [2.0, 2.5]]), "spectral_radius", "n_units")
    files = [tmp_path / name for name in ("fig9.svg", "again.svg", "bare.svg")]
    for copy in files[1:]:
        drawn()
        copy.write_bytes(files[0].read_bytes())
    drawn()
    with plotting.style():
        axes.get_figure(root=True).savefig(files[2], metadata=ABOUT)
    assert files[0].read_bytes() == files[1].read_bytes()
    assert figure_files.said(files[0]) == ("fig9", {})
    assert shapes(files[0]) == shapes(files[2])


def shapes(path):
    """What an SVG shows: shapes and their places, in order, without what is drawn unseen."""
    elements = [element for element in ElementTree.parse(path).iter() if element.get("opacity") != "0"]
    return [
        {key: value for key, value in element.attrib.items() if key not in ("id", "class", "data-mark")}
        for element in elements
        if element.tag.split("}")[1] in ("path", "use", "image", "rect")
    ]


def test_a_mark_that_does_not_lie_where_its_dot_is_drawn_is_refused(axes, drawn):
    (line,) = axes.plot([1, 2], [1, 2], "o")
    marks.points(line, [{"kind": "measured", "about": "a dot"}, {"kind": "measured", "about": "another"}])
    line.get_xydata = lambda: np.array([[1, 1], [2, 2.01]])
    with pytest.raises(ValueError, match="the mark of this dot lies at"):
        drawn()


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("eigenvalue_real", "real part Re λ"),
        ("variance", "variance of connectivity vectors σ²"),
        ("activity_m", "activity along m mᵀφ(x)/N"),
        ("coherence", "coherence c̄"),
        ("late_activity", "late activity"),
        ("outlier_real", "outlier λ₁"),
        ("field_half_time", "half-time of the field τ½/τ"),
    ],
)
def test_names_and_symbols_are_plain_unicode(variable, text):
    assert mark_titles.words(variable) == text
