"""Every task's ways side by side: seconds, ratios, agreement. `make bench`, or `run.py --toy` for correctness only.

Each way runs in a process of its own, ours with the arithmetic of every job of the workflow (one core, pinned kernels),
the others on all cores with the kernels that this processor likes best.
Ratios come from times taken in turn in this one run.
"""

import os
import pickle
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from sparse_lowrank import arithmetic
from sparse_lowrank.figures import plotting
from sparse_lowrank.planning import points
from sparse_lowrank.report import run_times
from tasks import EXPERIMENTS, TASKS

FIGURE = "fig3"
SPECTRA = ("gaussian_radius", "bulk_2000", "bulk_4000")
UNPINNED = "ours unpinned"


def run(name, way, size):
    """Seconds and result of one way of a task, in a process of its own."""
    free = {key: value for key, value in os.environ.items() if key not in arithmetic.VARIABLES}
    threads = dict.fromkeys(arithmetic.THREADS, "1") if way == UNPINNED else {}
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(scratch) / "result"
        command = [sys.executable, Path(__file__).with_name("one.py"), name, way, str(size), output]
        subprocess.run(command, check=True, env=free | threads)
        return pickle.loads(output.read_bytes())


def measure(name, toy):
    """One row for each way of a task that is not ours."""
    task = TASKS[name]
    found = {way: run(name, way, task.toy if toy else task.size) for way in (*task.ways, UNPINNED)}
    ours, result = found.pop("ours")
    for way, (seconds, other) in found.items():
        yield {
            "task": task.about,
            "against": way,
            "ours (s)": ours,
            "other (s)": seconds,
            "ratio": seconds / ours,
            "agreement": task.agreement(result, other),
            "unit": task.unit,
        }


def whole_figure():
    """Seconds that a figure takes with Snakemake, from nothing, on two cores, and what they go into (a DataFrame)."""
    with tempfile.TemporaryDirectory() as scratch:
        checkout = Path(scratch) / "checkout"
        subprocess.run(["git", "clone", "--quiet", ".", checkout], check=True)
        command = [sys.executable, "-m", "snakemake", "--quiet", "all", "--cores", "2", f"figures/{FIGURE}.pdf"]
        begin = time.perf_counter()
        subprocess.run(command, cwd=checkout, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        took = time.perf_counter() - begin
        jobs = run_times.jobs(checkout / "results/benchmarks", checkout / "results/logs")
        return took, run_times.by_activity(jobs)


def plain_figure(rows):
    """Seconds of the plain way for all eigenvalues that a figure needs, from its times at three sizes."""
    times = rows.set_index(["task", "against"])["other (s)"]
    measured = [(TASKS[name].size, times[TASKS[name].about, "plain"]) for name in SPECTRA]
    slope, intercept = np.polyfit(*np.log(np.transpose(measured)), 1)
    return sum(
        entry["replicates"] * np.exp(intercept + slope * np.log(point["n_units"]))
        for name, entry in EXPERIMENTS.items()
        if name.startswith(FIGURE)
        for point in points.points(entry).values()
    )


def plot(rows, path):
    """The ratios as bars."""
    rows = rows[rows["against"] != UNPINNED]
    with plotting.style():
        figure = Figure(figsize=(7.2, 0.5 + 0.32 * len(rows)))
        axes = figure.add_axes((0.56, 0.16, 0.4, 0.8), xscale="log")
        kinds = ["plain way" if way.startswith("plain") else "other library" for way in rows["against"]]
        axes.barh(range(len(rows)), rows["ratio"], color=[plotting.COLOURS[kind] for kind in kinds])
        axes.set_yticks(
            range(len(rows)), [f"{row.task}\nagainst {row.against}" for row in rows.itertuples()], fontsize=6
        )
        axes.bar_label(axes.containers[0], [f" {ratio:.3g}" for ratio in rows["ratio"]], fontsize=6.5)
        axes.axvline(1, color=plotting.COLOURS["reference"], lw=0.8)
        axes.invert_yaxis()
        axes.set_xlabel("time of the other way / our time")
        figure.savefig(path, metadata={"CreationDate": None})


def main(toy):
    sys.stdout.reconfigure(errors="replace")  # a terminal that cannot show a character gets a question mark
    results = Path("results/bench")
    results.mkdir(parents=True, exist_ok=True)
    rows = []
    for name in TASKS:
        rows += measure(name, toy)
        print(pd.DataFrame(rows[-len(TASKS[name].ways) :]).drop(columns="unit").to_string(index=False, header=False))
    table = pd.DataFrame(rows)
    if toy:
        return
    ours, activities = whole_figure()
    plain = plain_figure(table)
    table.loc[len(table)] = {
        "task": f"the whole of {FIGURE}, Snakemake and imports included, on two cores",
        "against": "plain, eigenvalues alone, from its times above",
        "ours (s)": ours,
        "other (s)": plain,
        "ratio": plain / ours,
    }
    activities.to_csv(results / "activities.csv", index=False)
    table.to_csv(results / "ratios.csv", index=False)
    plot(table, results / "ratios.pdf")
    for name in ("limits", "sweeps"):
        subprocess.run([sys.executable, Path(__file__).with_name(f"{name}.py"), results / f"{name}.csv"], check=True)
    for name in ("ratios", "limits", "activities", "sweeps"):
        print(f"\nresults/bench/{name}.csv\n{pd.read_csv(results / f'{name}.csv').to_string(index=False, na_rep='')}")


if __name__ == "__main__":
    main("--toy" in sys.argv)
