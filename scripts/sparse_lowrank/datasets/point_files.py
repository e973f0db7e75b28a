"""Files of what was measured at one point: every network is a replicate, and the file states the stage that made it."""

import numpy as np

from sparse_lowrank.datasets import content_files
from sparse_lowrank.datasets.content_files import Content, Variable
from sparse_lowrank.measured import along
from sparse_lowrank.planning.parameters import SWEPT


def write(path, replicates, stage, origin, code, coordinates=None, **records):
    """Write what was measured of the networks of a point.

    Parameters
    ----------
    path : str or path
    replicates : list of Measured
        What was measured of each network, in order. Raises ValueError if they did not measure the same.
    stage : str
        "spectra", "dynamics" or "cost".
    origin : dict
        Of the networks: `experiment`, `point`, `seed` and `parameters`, and the `code` that drew them if they are in a
        file of their own; what else it holds is left out.
    code : iterable of str or path
        The files of code that measured; their digests are recorded.
    coordinates : dict, optional
        Values along further dimensions, by name; those that no variable has are left out.
    **records
        Further global attributes; mappings and lists are stored as JSON.
    """
    content = at_point(along("replicate", replicates), origin["parameters"], coordinates or {})
    content_files.write(
        content,
        path,
        title=f"{stage.capitalize()} of the networks of {origin['experiment']} at {origin['point']}",
        code=code,
        stage=stage,
        **{key: origin[key] for key in ("experiment", "point", "seed", "parameters")},
        **({"code_of_networks": origin["code"]} if "code" in origin else {}),
        **records,
    )


def join(parts, path):
    """Write the file of a point from the contents of its parts: the same as if one job had measured all its networks.

    Takes the parts in order, and of how they were made what the first one states.
    """
    variables = dict(parts[0].variables)
    for name, variable in variables.items():
        if "replicate" in variable.dims:
            values = np.concatenate([part.variables[name].values for part in parts])
            variables[name] = variable._replace(values=np.arange(len(values)) if name == "replicate" else values)
    content_files.save(parts[0]._replace(variables=variables), path)


def at_point(measured, parameters, coordinates=None):
    """What was measured at a point as a `Content`, with the point's numeric parameters as scalar coordinates.

    Takes a `Measured` whose values have the dimension `replicate` first, and the resolved parameters of the point.
    """
    variables = {name: _variable(measured.dims[name], values) for name, values in measured.items()}
    sizes = {dim: length for entry in variables.values() for dim, length in zip(entry.dims, entry.shape, strict=True)}
    fixed = {key: parameters[key] for key in SWEPT if key in parameters}
    # Numbered, so that spectra of networks of different size can be put side by side.
    along_dims = {name: range(sizes[name]) for name in ("replicate", "eigenvalue") if name in sizes}
    along_dims |= {name: values for name, values in (coordinates or {}).items() if name in sizes}
    variables |= {name: _variable((), value) for name, value in fixed.items()}
    variables |= {name: _variable((name,), values) for name, values in along_dims.items()}
    return Content(variables, frozenset(fixed), {})


def _variable(dims, values):
    return Variable(tuple(dims), np.asarray(values), {})
