"""The line that measured a variable is found in the code that a point states, or the failure is said."""

import json

import pytest
import xarray as xr

from helpers.project import ROOT
from sparse_lowrank.errors import UserError
from sparse_lowrank.planning import code
from sparse_lowrank.provenance.lines import line_of
from sparse_lowrank.records import digests

SPECTRA = "measurements.py"
# (the stage, what measured, the variable, the file and a part of the line)
LINES = [
    ("spectra", "radius", "spectral_radius", SPECTRA, "np.abs(pairs.values[0]), solver=pairs.solver"),
    ("spectra", "bulk_and_outlier", "solver", SPECTRA, "solver=pairs.solver,"),
    ("spectra", "bulk_and_outlier", "outlier_real", SPECTRA, "outlier_real=value.real"),
    ("spectra", "bulk_and_outlier", "outlier_alignment", SPECTRA, "outlier_alignment=alignment"),
    ("spectra", "bulk_growth", "bulk_radius", SPECTRA, "bulk_radius=moduli_of_bulk"),
    ("spectra", "whole", "eigenvalue_imag", SPECTRA, "eigenvalue_imag=values.imag"),
    ("spectra", "whole", "network_sha256", "measure_spectra.py", "network_sha256=sha256"),
    ("dynamics", "response", "input", "response.py", "input=course"),
    ("dynamics", "response", "participation_ratio", "dimensionality.py", "participation_ratio=participation_ratio("),
    ("dynamics", "autonomous", "kappa_r", "autonomous.py", "kappa_r=integration.projection(m, trajectory),"),
    ("dynamics", "evidence_integration", "readout_variance", "evidence_integration.py", "readout_variance=readout"),
]


def point(stage, measurement, changed=()):
    """What a point states of its making."""
    script = {"spectra": "measure_spectra.py", "dynamics": "simulate_dynamics.py"}[stage]
    module = [f"sparse_lowrank/dynamics/simulations/{measurement}.py"] * (stage == "dynamics")
    files = [f"scripts/{file}" for file in code.files_of(ROOT / "scripts", script, *module)]
    stated = {file: "another" if file in changed else digests.file_sha256(ROOT / file) for file in files}
    how = {"kind": measurement} if stage == "spectra" else {"options": json.dumps({"simulation": measurement})}
    about = {"experiment": "e", "point": "p", "commit": "c0ffee", "stage": stage, "code": json.dumps(stated)}
    return xr.Dataset(attrs={**about, **how})


@pytest.mark.parametrize(("stage", "measurement", "variable", "file", "text"), LINES)
def test_a_variable_leads_to_the_line_that_measures_it(stage, measurement, variable, file, text):
    place, _, line = line_of(point(stage, measurement), variable).partition("  ")
    path, _, number = place.partition(":")
    assert path.endswith(file)
    assert text in line
    assert (ROOT / path).read_text().splitlines()[int(number) - 1].strip() == line


def test_a_line_of_a_file_that_has_changed_is_told_with_that_remark():
    file = "scripts/sparse_lowrank/spectra/measurements.py"
    told = line_of(point("spectra", "radius", changed=[file]), "spectral_radius")
    assert told.endswith("(this file has changed since)")


def test_a_variable_that_no_line_measures_is_an_error():
    with pytest.raises(UserError, match="kappa_r: no line measures it .* commit c0ffee"):
        line_of(point("spectra", "radius"), "kappa_r")
