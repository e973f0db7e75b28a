"""How planning, aggregation, sidecar, audit and report grow with the number of points of a sweep.

The points are tiny networks, made in this process one after the other; what follows is timed. A bare Snakefile of the
same shape tells how much of a plan is Snakemake's own: the same rules, with one input and no parameter each.

PYTHONPATH=scripts python benchmarks/sweeps.py OUTPUT.csv [COUNT ...]
"""

import json
import logging
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import sparse_lowrank  # noqa: F401 # isort: skip - before NumPy, for the arithmetic of every job

import numpy as np
import pandas as pd
import yaml

from aggregate import aggregate
from generate_networks import generate_networks
from measure_spectra import measure_spectra
from plot_figure import plot_figure
from sparse_lowrank.planning import code, points
from sparse_lowrank.provenance import audit, chain
from sparse_lowrank.records import making
from sparse_lowrank.report import drawings, origins, run_times
from trace_figure import trace_figure

COUNTS = (100, 1000, 4000)
SCRIPTS = ("generate_networks.py", "measure_spectra.py")
NAME, SEED, LOG = "sweep", 1, logging.getLogger("sweeps")
TOLD = {"run_configuration": ""}  # no values on the command line
PANELS = {"c": {"experiments": [NAME]}}
DATASET, FIGURE = f"results/datasets/{NAME}.nc", "figures/fig1"
BARE = """
POINTS = [f"sparsity={number}" for number in range(config["points"])]
rule aggregate:
    input: expand("spectra/{point}.nc", point=POINTS)
    output: "dataset.nc"
    shell: "true"
rule generate_networks:
    output: temp("networks/{point}.nc")
    shell: "true"
rule measure_spectra:
    input: "networks/{point}.nc"
    output: "spectra/{point}.nc"
    shell: "true"
"""


def sweep(count):
    """The configuration of a sweep of so many points."""
    sparsity = {"linspace": [0, 0.9, count]}
    entry = {"network": "gaussian", "n_units": 40, "gain": 1.0, "sparsity": sparsity, "replicates": 2}
    return entry | {"spectra": "radius"}


def planned(*arguments):
    """Seconds of the processor that a plan takes."""
    begin = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "snakemake", "-n", "--quiet", "all", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    return end.ru_utime + end.ru_stime - begin.ru_utime - begin.ru_stime


def plans(count):
    """Seconds of the plan of a sweep, and of that of a bare Snakefile of the same shape."""
    Path("sweep.yaml").write_text(yaml.safe_dump({"experiments": {NAME: sweep(count)}}), encoding="utf-8")
    Path("bare").mkdir(exist_ok=True)
    Path("bare/Snakefile").write_text(BARE, encoding="utf-8")
    bare = ("--snakefile", "bare/Snakefile", "--directory", "bare", "--config", f"points={count}")
    return {"plan": planned("--configfile", "sweep.yaml", "--", DATASET), "bare plan": planned(*bare)}


def point_files(count):
    """The files of all points, made in this process; the files of code that they state are those of the jobs."""
    Path("networks").mkdir(exist_ok=True)
    folder, files = Path(f"results/spectra/{NAME}"), []
    folder.mkdir(parents=True, exist_ok=True)
    scripts = making.PROJECT / "scripts"  # whose code is at work here, and not that of the clone
    used = {name: [scripts / file for file in code.files_of(scripts, name)] for name in SCRIPTS}
    for name, parameters in points.points(sweep(count)).items():
        networks, path = Path("networks/one.nc"), folder / f"{name}.nc"
        generate_networks(networks, SEED, NAME, name, parameters, 2, used["generate_networks.py"], LOG, **TOLD)
        measure_spectra(networks, path, "radius", used["measure_spectra.py"], LOG, **TOLD)
        files.append(str(path))
        _benchmark_file(name)
    return files


def _benchmark_file(name):
    file = Path(f"results/benchmarks/measure_spectra/{NAME}/{name}.tsv")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("s\tmax_rss\n0.5\t100\n", encoding="utf-8")


def steps(count, files):
    """Functions that do what follows upon the points, by name, in their order."""
    pictures = [f"{FIGURE}.{suffix}" for suffix in ("pdf", "png", "svg")]
    traced = {"figure": "fig1", "files": pictures, "code": [], "panels": PANELS, "seed": SEED}
    traced |= {"folder": "results", "inputs": {NAME: DATASET}, "lock": "requirements.txt", **TOLD}
    return {
        "aggregation": lambda: aggregate(files, DATASET, "results", NAME, ["sparsity"], sweep(count), [], LOG, **TOLD),
        "figure": lambda: plot_figure({NAME: DATASET}, pictures, "results", "fig1", PANELS, SEED, 100, LOG),
        "sidecar": lambda: trace_figure(f"{FIGURE}.json", LOG, **traced),
        "audit": lambda: audit.walk(chain.Chain(f"{FIGURE}.pdf")),
        "report": report,
    }


def report():
    """What the report takes of the points: their chains, the marks of the figure, and the times of their jobs."""
    picture = drawings.read(f"{FIGURE}.svg", "fig1")
    _, texts = drawings.shortened(picture.marks)
    json.dumps(origins.tables({NAME: DATASET}, "results", picture.marks, []))
    drawings.inlined(picture, texts)
    run_times.by_rule(run_times.jobs("results/benchmarks", "results/logs"))


def followed(count):
    """Seconds of the processor for each step that follows upon so many points, by name."""
    for folder in ("results/datasets", "figures"):
        Path(folder).mkdir(parents=True, exist_ok=True)
    found = {}
    for name, step in steps(count, point_files(count)).items():
        begin = time.process_time()
        step()
        found[name] = time.process_time() - begin
    return found


def table(counts):
    """Seconds of each step at several numbers of points, and between the last two the exponent with which it grows.

    That of "plan, ours" is of what a plan takes beyond a bare one.
    """
    columns = {}
    for count in counts:
        with tempfile.TemporaryDirectory() as scratch:
            subprocess.run(["git", "clone", "--quiet", ".", scratch], check=True)
            here = os.getcwd()
            os.chdir(scratch)
            try:
                columns[count] = plans(count) | followed(count)
            finally:
                os.chdir(here)
    rows = pd.DataFrame(columns)
    rows.loc["plan, ours"] = rows.loc["plan"] - rows.loc["bare plan"]
    *_, before, last = counts
    rows["exponent"] = np.log(rows[last] / rows[before]) / np.log(last / before)
    return rows.rename_axis("seconds for so many points").reset_index()


if __name__ == "__main__":
    output, *given = sys.argv[1:]
    table([int(count) for count in given] or COUNTS).to_csv(output, index=False, float_format="%.3g")
