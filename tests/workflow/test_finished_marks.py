"""Every figure of a finished run can be asked: no dot without a mark, no mark without its place in a dataset.

The run is one at toy size, or that of the option --run, at the scale of the paper.
"""

import importlib
import re
from collections import defaultdict
from functools import cache
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from helpers import drawn as marks
from helpers.drawn import SVG
from helpers.project import CONFIG
from sparse_lowrank.datasets import bulk, dataset_files, quantities
from sparse_lowrank.figures.panels.fig4 import NEGLIGIBLE

FIGURES = [*CONFIG["figures"], *CONFIG["supplementary_figures"], *CONFIG["benchmark_figures"]]
NOT_DRAWN_FROM_DATA = re.compile("text|legend|matplotlib.axis|patch")
IMAGES = {"phase_diagram": 4}  # two maps, whose cells are marks, and their colour bars

ZERO_ON_A_LOGARITHMIC_AXIS = 1e4  # lies at least so many points below
DEGREE = CONFIG["supplementary_figures"]["mean_field"]["e"]["options"]["out_degree"]
# Which values a panel shows of a variable, where it shows a part of them on purpose.
CHOSEN = {
    ("bulk_density.a", "eigenvalue_real"): lambda values: values.isel(out_degree=[-1], covariance=[0], replicate=[0]),
    ("bulk_density.f", "spectral_radius"): lambda values: values.sel(n_units=values.n_units > values.out_degree.item()),
    ("mean_field.c", "field_deviation"): lambda values: values.isel(n_units=[-1]),
    ("mean_field.c", "jacobian_radius"): lambda values: values.isel(n_units=[-1]),
    ("robustness.c", "positive_choice"): lambda values: values.where(abs(values.covariance - 0.06) < 1e-9),
    ("mean_field.e", "field_autocovariance"): lambda values: values.sel(out_degree=[DEGREE], method="nearest"),
}


@pytest.fixture(scope="module")
def file(request):
    """A function that gives the path of a file in the folder of results or of figures of the run."""
    if given := request.config.getoption("run"):
        return lambda folder, name: given / folder / name
    run = request.getfixturevalue("finished_once").path
    return lambda folder, name: run / folder / "smoke" / name


@pytest.fixture(scope="module")
def dataset(file):
    """A function that reads the dataset of an experiment."""
    return cache(lambda name: dataset_files.read(file("results", f"datasets/{name}.nc")))


@pytest.fixture(scope="module", params=FIGURES)
def figure(request, file):
    """The path of a figure."""
    path = file("figures", f"{request.param}.svg")
    if request.param in CONFIG["benchmark_figures"] and not path.exists():
        pytest.skip(f"{path} is built only when asked for")
    return path


@pytest.fixture(scope="module")
def drawn(figure):
    """All marks of a figure by id."""
    return marks.read(figure)


@pytest.fixture(scope="module")
def measured(drawn):
    """The marks of measured values by id."""
    return {name: mark for name, mark in drawn.items() if "value" in mark.says}


@pytest.fixture(scope="module")
def unmarked(figure):
    """Dots and images that are no part of a mark, a legend or an axis, with the name of their clip path."""
    return list(shapes_without_mark(ElementTree.parse(figure).getroot()))


def shapes_without_mark(element, clip=None):
    if element.get("class") == "mark" or NOT_DRAWN_FROM_DATA.match(element.get("id", "")):
        return
    clip = element.get("clip-path", clip)
    if element.tag in (f"{SVG}use", f"{SVG}image"):
        yield element, clip
    for child in element:
        if child.tag not in (f"{SVG}defs", f"{SVG}metadata"):
            yield from shapes_without_mark(child, clip)


def groups_without_mark(element):
    """The names of groups of shapes that are no part of a mark, a legend or an axis."""
    if element.get("class") == "mark" or NOT_DRAWN_FROM_DATA.match(element.get("id", "")):
        return
    if element.find(f"{SVG}path") is not None:
        yield element.get("id", "")
    for child in element:
        yield from groups_without_mark(child)


def place_of(dot):
    return float(dot.get("x")), float(dot.get("y"))


def values_at(says, data):
    """The values in the dataset of which a mark speaks: one, or one of each network of a mean."""
    values, at = quantities.measured(says["variable"], data), says.get("at", {})
    if "radius" in at:
        relative = bulk.moduli(data) / bulk.bulk_edges(data)
        values = (relative < at["radius"]).sum("eigenvalue") / relative.count("eigenvalue")
    if "above" in at:
        values = (values > at["above"]).astype(float)
    if "decile" in at:
        values = values.isel(decile=int(np.flatnonzero(at["decile"] == bulk.DECILES)[0]))
    for name, value in says.get("only", {}).items():
        values = values.where(quantities.measured(name, data) == value)
    return values.sel(says["where"])


def shown(values, panel, group, data):
    """Of the values of a variable those that a panel means to show, as its caption says."""
    first = group[0]
    if "component" in values.dims:
        values = values.where(data.explained_variance_ratio > NEGLIGIBLE)
    if first["variable"] == "outlier_real" and panel.startswith(("fig3", "superposition")) and "n" in first:
        values = values.where(data.outlier_separated.mean("replicate") > 0.5)
    if panel == "mean_field.c" and "n" not in first:
        values = values.where(data.is_stationary == 1)
    if panel in ("scaling.b", "scaling.c"):
        values = values.min("replicate")  # the network that costs least
    if choose := CHOSEN.get((panel, first["variable"])):
        fixed = [name for name, coordinate in values.coords.items() if coordinate.ndim == 0]
        values = choose(values.expand_dims(fixed))
    if "only" in first:
        branches = (values.where(quantities.branch(data) == sign).mean("replicate") for sign in (1, -1))
        return np.concatenate([branch.values.ravel() for branch in branches])
    return (values.mean("replicate") if "n" in first else values).values


def test_nothing_is_cut_off_at_the_edge_of_a_figure(figure):
    """Not a label, nor a dot: all around there is a white margin."""
    with Image.open(figure.with_suffix(".png")) as image:
        pixels = np.asarray(image)
    for edge in (pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]):
        assert (edge > 250).all()


def test_no_dot_and_no_bar_that_is_seen_is_without_a_mark(figure, drawn, unmarked):
    root = ElementTree.parse(figure).getroot()
    boxes = {f"url(#{clip.get('id')})": clip[0].attrib for clip in root.iter(f"{SVG}clipPath")}
    for dot, clip in unmarked:
        if dot.tag == f"{SVG}use":
            x, y, width, height = (float(boxes[clip][key]) for key in ("x", "y", "width", "height"))
            assert not (x <= place_of(dot)[0] <= x + width and y <= place_of(dot)[1] <= y + height), dot.attrib
    assert sum(dot.tag == f"{SVG}image" for dot, _ in unmarked) == IMAGES.get(figure.stem, 0)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert {name.removesuffix("-bar") for name in ids if name.endswith("-bar")} <= set(drawn)
    assert not [name for name in groups_without_mark(root) if re.match("LineCollection|QuadContourSet", name)]


def test_every_value_is_that_of_its_place_in_the_dataset(measured, dataset):
    assert measured
    for says in (mark.says for mark in measured.values()):
        values = values_at(says, dataset(says["experiment"]))
        if "n" not in says:
            assert values.ndim == 0, says
            assert says["value"] == float(values), says
        else:
            assert values.dims == ("replicate",), says
            assert says["n"] == values.count()
            assert says["value"] == pytest.approx(float(values.mean()), rel=1e-12, abs=1e-15), says
            deviation = float(values.std(ddof=1)) if says["n"] > 1 else None
            assert says.get("sd") == (deviation and pytest.approx(deviation, rel=1e-9, abs=1e-15)), says


def test_further_variables_of_a_dot_are_those_of_the_same_place(measured, dataset):
    for says in (mark.says for mark in measured.values()):
        for name, value in says.get("also", {}).items():
            found = float(dataset(says["experiment"])[name].sel(says["where"]))
            assert value == found or (name == "outlier_imag" and value == -found)  # the conjugate partner


def test_every_value_that_is_seen_in_a_panel_has_its_mark(figure, measured, dataset, unmarked):
    groups = defaultdict(list)
    for says in (mark.says for mark in measured.values()):
        if "at" not in says:
            is_eigenvalue = says["variable"] in ("eigenvalue_real", "outlier_real") and "n" not in says
            variable = "eigenvalue_real" if is_eigenvalue else says["variable"]
            groups[says["panel"], says["experiment"], variable, "n" in says].append(says)
    missing = 0
    for (letter, experiment, variable, _), group in groups.items():
        data = dataset(experiment)
        values = shown(quantities.measured(variable, data), f"{figure.stem}.{letter}", group, data)
        assert len(group) <= np.isfinite(values).sum()
        missing += np.isfinite(values).sum() - len(group)
    dots = [place_of(dot) for dot, _ in unmarked if dot.tag == f"{SVG}use"]
    assert missing == sum(y < ZERO_ON_A_LOGARITHMIC_AXIS for _, y in dots)


def test_one_scale_places_all_dots_of_the_same_axes(figure, measured):
    """One scale, linear or logarithmic, fits all of them: a mark lies on the dot of its own value."""
    axes_of = {
        inner.get("id"): axes.get("id")
        for axes in ElementTree.parse(figure).iter(f"{SVG}g")
        if axes.get("id", "").startswith("axes")
        for inner in axes.iter()
    }
    scales = defaultdict(list)
    for name, mark in measured.items():
        if mark.element.tag != f"{SVG}path":  # the cell of a map
            x, y = mark.place
            value, also = mark.says.get("drawn", mark.says["value"]), mark.says.get("also", {})
            if mark.says["variable"] in ("eigenvalue_real", "outlier_real") and also:
                scales[axes_of[name], "x"].append((value, x))
                scales[axes_of[name], "y"].append((next(iter(also.values())), y))
            else:
                scales[axes_of[name], "y"].append((value, y))
    assert scales
    for pairs in scales.values():
        numbers, places = np.array(pairs).T
        fits = [numbers, np.log(numbers)] if numbers.min() > 0 else [numbers]
        if len(set(numbers)) > 2:
            assert min(np.ptp(places - np.polyval(np.polyfit(fit, places, 1), fit)) for fit in fits) < 1e-4


def test_every_course_is_one_line_of_its_dataset(drawn, dataset):
    for says in (mark.says for mark in drawn.values()):
        if says["kind"] == "measured" and "value" not in says:
            assert dataset(says["experiment"])[says["variable"]].sel(says["where"]).dims == ("time",)


def test_every_theory_is_a_documented_formula_that_names_its_equation(drawn):
    for mark in drawn.values():
        if "formula" in mark.says:
            _, module, *names = mark.says["formula"].split(".")
            formula = importlib.import_module(f"sparse_lowrank.theory.{module}")
            for name in names:
                formula = getattr(formula, name)
            first = formula.__doc__.strip().splitlines()[0]
            assert mark.says.get("equation", "") in first
            assert mark.says["kind"] != "theory" or re.sub("[`*]", "", first).rstrip(".") in mark.title


def test_every_panel_has_marks_with_a_title_of_one_line(figure, drawn):
    panels = {**CONFIG["figures"], **CONFIG["supplementary_figures"], **CONFIG["benchmark_figures"]}[figure.stem]
    assert {mark.says["panel"] for mark in drawn.values()} == set(panels)
    for name, mark in drawn.items():
        assert re.fullmatch(rf"{figure.stem}\.{mark.says['panel']}\.[1-9]\d*", name)
        assert mark.title.strip()
        assert "$" not in mark.title
        assert "\\" not in mark.title
