"""Where the marks of the figures came from, as plain data that the page looks up: each file and each network once."""

import json
from functools import cache, partial

import numpy as np

from sparse_lowrank.datasets import dataset_files, quantities
from sparse_lowrank.planning import places
from sparse_lowrank.planning.parameters import SWEPT
from sparse_lowrank.provenance import lines
from sparse_lowrank.report import reading


def tables(datasets, folder, marks, claims):
    """All that a page needs to tell the chain of each mark.

    Parameters
    ----------
    datasets : dict
        Paths of the datasets by name of experiment.
    folder : str
        The folder of all results.
    marks : dict
        What each mark is, by its id; see `drawings.Drawing`.
    claims : list of dict
        The claims and findings, with their verdicts.

    Returns
    -------
    dict
        `experiments`: of each its dataset, its points with their networks, and the lines of code that measured its
        variables; `made`: by which software and arithmetic files were made; `replicates`: the values behind each mean,
        by id of its mark; `formulas`: the theory that marks name; `claims`. Raises UnreadableFile.
    """
    made, experiments, replicates, measuring = [], {}, {}, {}
    for name, path in datasets.items():
        own = {key: mark for key, mark in marks.items() if mark.get("experiment") == name and "variable" in mark}
        data, told = dataset_files.read(path), places.of_dataset(folder, name)
        before = places.before(path, told)
        results = [dataset_files.read(before + point) for point in json.loads(data.attrs["inputs"])]
        asked = {name for mark in own.values() for name in (mark["variable"], *mark.get("also", ()))}
        asked |= {claim["quantity"] for claim in claims if claim["experiment"] == name}
        experiments[name] = {
            "path": told,
            "sha256": data.attrs["content_sha256"],
            "seed": int(data.attrs["seed"]),
            "coordinates": sorted(data.coords),
            "made": _making(data, made),
            "points": _points(data, results, made),
            "variables": {variable: _variable(variable, data, results, measuring) for variable in sorted(asked)},
        }
        measured = cache(partial(quantities.measured, data=data))
        replicates |= {key: values for key, mark in own.items() if (values := _values(mark, measured))}
    formulas = sorted({mark["formula"] for mark in marks.values() if "formula" in mark})
    return {
        "experiments": experiments,
        "made": made,
        "replicates": replicates,
        "formulas": {name: reading.definition(name) for name in formulas},
        "claims": [_claim(claim) for claim in claims],
    }


def _claim(claim):
    told = ("figure", "claim", "verdict", "experiment", "at", "quantity")
    return {"id": f"{claim['figure']}.{claim['id']}", **{key: claim[key] for key in told}}


def _points(data, results, made):
    """The points of an experiment by name: where they lie in it, their networks' SHA-256, and their files."""
    points = {}
    for path, result in zip(json.loads(data.attrs["inputs"]), results, strict=True):
        point = points.setdefault(result.attrs["point"], {"files": []})
        point["at"] = {key: result[key].values.tolist() for key in SWEPT if key in result.coords}
        point["networks"] = result.network_sha256.values.tolist()
        point["files"].append({"path": path, "sha256": result.attrs["content_sha256"], "made": _making(result, made)})
    return points


def _making(dataset, made):
    """The place in the list `made` of what a file says of its making, entered if it is new."""
    about = {key: dataset.attrs[key] for key in ("history", "commit")}
    about |= {key: json.loads(dataset.attrs[key]) for key in ("software", "arithmetic") if key in dataset.attrs}
    if about not in made:
        made.append(about)
    return made.index(about)


def _variable(name, data, results, measuring):
    """Off which variables a quantity is read, and the lines of code that measured it."""
    variables = reading.read_off(name, data)
    found = [] if name in variables else [reading.quantity(name)]
    for variable in variables:
        found.append(_line(variable, next(result for result in results if variable in result), measuring))
    return {"reads": variables, "lines": found}


def _line(variable, point, measuring):
    """The line of code that measured a variable; `measuring` remembers those of points made by the same code."""
    key = (variable, *(point.attrs.get(name) for name in ("code", "kind", "options")))
    if key not in measuring:
        measuring[key] = lines.line_of(point, variable)
    return measuring[key]


def _values(mark, measured):
    """The values of the replicates whose mean a mark shows; None if it shows something else.

    Takes a function that gives a quantity of the experiment by its name.
    """
    if "n" not in mark:
        return None
    where = mark.get("where", {})
    values = measured(mark["variable"]).sel(where)
    for name, value in mark.get("only", {}).items():
        values = values.where(measured(name).sel(where) == value)
    values = values.sel({name: place for name, place in mark.get("at", {}).items() if name in values.coords})
    if values.dims != ("replicate",) or not np.isclose(float(values.mean()), mark["value"], rtol=1e-9, atol=1e-12):
        return None
    return [None if np.isnan(value) else value for value in values.values.tolist()]
