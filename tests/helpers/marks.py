"""What the datasets hold of a mark of a figure."""

from sparse_lowrank.datasets import quantities

# Quantities by the content of their dataset and their name: some take a second.
_measured = {}


def held(mark, datasets):
    """The values of a mark's quantity at its place, a DataArray; None where its place is none of the dataset's.

    Parameters
    ----------
    mark : dict
        What the mark is.
    datasets : dict
        Datasets by name of experiment.
    """
    data = datasets[mark["experiment"]]
    values = _quantity(mark["variable"], data).sel(mark["where"])
    for name, value in mark.get("only", {}).items():
        values = values.where(_quantity(name, data).sel(mark["where"]) == value)
    at = mark.get("at", {})
    return values.sel(at) if at.keys() <= set(values.coords) else None


def _quantity(name, data):
    key = data.attrs["content_sha256"], name
    if key not in _measured:
        _measured[key] = quantities.measured(name, data)
    return _measured[key]
