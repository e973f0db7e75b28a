"""How long a finished run would take on more cores: its jobs, with the times that they took, scheduled as by Snakemake.

PYTHONPATH=scripts python benchmarks/schedule.py [RESULTS] [--cpu] [--start SECONDS] [--between SECONDS]

Every job starts as soon as what it needs is there and a core is free, those of higher priority first, then those that
have waited longest. Snakemake takes a time of its own to start a job on a free core, and one between the starts of any
two jobs; both are measured with jobs that do nothing, unless they are given. With `--cpu` the processor time of each
job stands for its time: for a run on a machine that was busy with other things.
"""

import argparse
import heapq
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import yaml

from sparse_lowrank.planning import figures
from sparse_lowrank.report import run_times

CORES, FIGURE = (2, 8, 32, 128), "fig3"
STAGES = {"spectra": "measure_spectra", "dynamics": "simulate_dynamics", "cost": "measure_cost"}
IDLE_JOBS = 120
IDLE_WORKFLOW = """
rule all:
    input: expand("{n}.done", n=range(int(config["jobs"])))
rule idle:
    output: "{n}.done"
    shell: "true > {output}"
"""


class Job(NamedTuple):
    """A job of a finished run: its seconds, and the names of the jobs whose results it needs."""

    seconds: float
    needs: list
    priority: int = 0


def jobs_of(table, config):
    """The jobs by name (rule/target), with what the rules say that they need.

    Takes the table of `run_times.jobs` and the configuration.
    """
    names = table.rule + "/" + table.target
    jobs = {}
    for name, rule, target, seconds in zip(names, table.rule, table.target, table.seconds, strict=True):
        jobs[name] = Job(seconds, list(needs(rule, target, list(names), config)), int(rule in STAGES.values()))
    return {name: job._replace(needs=[need for need in job.needs if need in jobs]) for name, job in jobs.items()}


def needs(rule, target, names, config):
    """The names of the jobs that a job needs."""
    shown = figures.all_figures(config)
    if rule in STAGES.values():
        yield f"generate_networks/{target}"
    elif rule == "join_parts":
        stage, point = target.split("/", 1)
        yield from (name for name in names if name.startswith(f"{STAGES[stage]}/{point}/"))
    elif rule == "aggregate":
        starts = [f"{made}/{target}/" for made in STAGES.values()] + [
            f"join_parts/{stage}/{target}/" for stage in STAGES
        ]
        yield from (name for name in names if name.startswith(tuple(starts)))
    elif rule in ("plot_panel", "plot_figure", "check_claims", "trace_figure"):
        panels = [shown[target[:-1]][target[-1]]] if rule == "plot_panel" else shown[target].values()
        yield from (f"aggregate/{name}" for panel in panels for name in panel["experiments"])
        if rule == "trace_figure":
            yield f"plot_figure/{target}"
    elif rule != "generate_networks":  # what collects verdicts, the report, the crate
        yield from (name for name in names if name.startswith(("check_claims/", "trace_figure/")))


def with_ancestors(jobs, target):
    """The jobs that one job needs, directly or not, and itself."""
    found, left = {}, [target]
    while left:
        name = left.pop()
        if name not in found:
            found[name] = jobs[name]
            left += jobs[name].needs
    return found


def critical_path(jobs):
    """The seconds of the longest chain of jobs each of which needs the one before, and their names in order."""
    longest = {}

    def until(name):
        if name not in longest:
            before = max((until(need) for need in jobs[name].needs), default=(0.0, []))
            longest[name] = (before[0] + jobs[name].seconds, [*before[1], name])
        return longest[name]

    return max(until(name) for name in jobs)


def makespan(jobs, cores, start, between):
    """Seconds from the first start to the last end on so many cores.

    `start` and `between` are what Snakemake takes on a free core before a job, and between two starts.
    """
    waiting = {name: len(job.needs) for name, job in jobs.items()}
    users = {name: [] for name in jobs}
    for name, job in jobs.items():
        for need in job.needs:
            users[need].append(name)
    ready = [(-jobs[name].priority, 0.0, name) for name, count in waiting.items() if not count]
    heapq.heapify(ready)
    running, now, next_start = [], 0.0, 0.0
    while ready or running:
        if ready and len(running) < cores and now >= next_start:
            *_, name = heapq.heappop(ready)
            heapq.heappush(running, (now + start + jobs[name].seconds, name))
            next_start = now + between
        elif running and (not ready or len(running) == cores or running[0][0] <= next_start):
            now, done = heapq.heappop(running)
            for name in users[done]:
                waiting[name] -= 1
                if not waiting[name]:
                    heapq.heappush(ready, (-jobs[name].priority, now, name))
        else:
            now = next_start
    return now


def processor_seconds(benchmark):
    """The processor time that a benchmark file states; 0.1 s where the job was too short to be sampled."""
    row = pd.read_csv(f"{benchmark}.tsv", sep="\t", na_values=["-", "NA"]).iloc[-1]
    return 0.1 if pd.isna(row.cpu_time) else row.cpu_time


def idle_seconds(cores, n_jobs):
    """Seconds that Snakemake takes for so many jobs that do nothing."""
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / "Snakefile").write_text(IDLE_WORKFLOW, encoding="utf-8")
        command = [sys.executable, "-m", "snakemake", "--quiet", "all", "--cores", str(cores), "--config"]
        begin = time.perf_counter()
        subprocess.run([*command, f"jobs={n_jobs}"], cwd=scratch, check=True, capture_output=True)
        return time.perf_counter() - begin


def snakemakes_own():
    """Seconds that Snakemake takes before a job on a free core, and between two starts on many cores."""
    return [(idle_seconds(cores, IDLE_JOBS) - idle_seconds(cores, 1)) / (IDLE_JOBS - 1) for cores in (1, 32)]


def table(jobs, start, between):
    """Makespan and efficiency by number of cores."""
    total = sum(job.seconds for job in jobs.values())
    rows = [(cores, makespan(jobs, cores, start, between)) for cores in CORES]
    return pd.DataFrame(
        [(cores, seconds, total / cores / seconds) for cores, seconds in rows],
        columns=["cores", "seconds", "efficiency"],
    )


def tell(title, jobs, start, between):
    seconds, path = critical_path(jobs)
    each = [job.seconds for job in jobs.values()]
    print(f"\n{title}: {len(jobs)} jobs, {sum(each):.0f} s in all, the longest {max(each):.0f} s")
    print(table(jobs, start, between).round(2).to_string(index=False))
    print(f"critical path, {seconds:.1f} s: " + ", then ".join(f"{name} ({jobs[name].seconds:.1f} s)" for name in path))


def main(results, cpu, start, between):
    config = yaml.safe_load(Path("config.yaml").read_text(encoding="utf-8"))
    run = run_times.jobs(results / "benchmarks", results / "logs")
    took = run.end.max() - run.begin.min()
    if cpu:
        run["seconds"] = [processor_seconds(results / "benchmarks" / name) for name in run.rule + "/" + run.target]
    if start is None or between is None:
        start, between = snakemakes_own()
    print(f"The run took {took:.0f} s. Snakemake takes {start:.3f} s before a job, {between:.3f} s between two starts.")
    jobs = jobs_of(run, config)
    paper = {name for figure in config["figures"] for name in with_ancestors(jobs, f"trace_figure/{figure}")}
    paper |= {name for figure in config["figures"] for name in with_ancestors(jobs, f"check_claims/{figure}")}
    tell("all that ran", jobs, start, between)
    tell("the paper's figures", {name: jobs[name] for name in paper}, start, between)
    tell(f"figures/{FIGURE}.pdf", with_ancestors(jobs, f"plot_figure/{FIGURE}"), start, between)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("results", type=Path, nargs="?", default=Path("results"))
    parser.add_argument("--cpu", action="store_true")
    parser.add_argument("--start", type=float)
    parser.add_argument("--between", type=float)
    given = parser.parse_args()
    main(given.results, given.cpu, given.start, given.between)
