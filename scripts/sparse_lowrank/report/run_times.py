"""What a run cost, from the benchmark files and the logs of its jobs: rule by rule, and what the time went into."""

import contextlib
import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from sparse_lowrank.errors import ForeignFile
from sparse_lowrank.records import files

# What the jobs of every rule do besides their work, by its name in their logs.
SHARED = {
    "libraries": "starting Python and loading libraries",
    "files": "reading and writing files",
    "digests": "digests and sidecars",
}
UNKNOWN = "jobs without a log"
WAITING = "Snakemake, and cores that wait for it"
PAUSE = 60  # after so many seconds without a job the next job belongs to another run


def jobs(benchmarks, logs):
    """Every job that left a benchmark file.

    Parameters
    ----------
    benchmarks, logs : path
        The folders of Snakemake's benchmark files and of the jobs' logs.

    Returns
    -------
    pandas.DataFrame
        `rule`, `target`, `work`, `begin` and `end` (seconds since 1970), `seconds`, `memory` (peak, in MB), and the
        seconds for `libraries`, `files` and `digests`. The `work` is what the rest of the seconds went into.
    """
    rows = []
    for file in sorted(Path(benchmarks).rglob("*.tsv")):
        seconds, memory = _measured(file)
        name = file.relative_to(benchmarks)
        rule, *target = name.with_suffix("").parts
        row = {"rule": rule, "target": "/".join(target), "seconds": seconds, "memory": memory}
        said = _last_line(Path(logs) / (rule if name.stem == "all" else name.with_suffix("")))
        end = _time(said) or file.stat().st_mtime
        rows.append(row | {"end": end, "begin": end - seconds} | _spent(said))
    columns = ["rule", "target", "work", "seconds", "memory", "begin", "end", *SHARED]
    numbers = dict.fromkeys(columns[3:], float)
    return pd.DataFrame(rows, columns=columns).astype(numbers).fillna(dict.fromkeys(SHARED, 0.0))


def _measured(file):
    """Seconds and megabytes of the last run that a benchmark file tells. Raises ForeignFile if it is none."""
    text = files.text_of(file)
    try:
        last = pd.read_csv(io.StringIO(text), sep="\t", na_values="-").iloc[-1]
        return float(last["s"]), float(last["max_rss"])
    except (KeyError, IndexError, ValueError) as error:  # those of pandas are ValueErrors
        raise ForeignFile(file, "is no benchmark file of Snakemake") from error


def by_rule(table):
    """Number of jobs, total and longest seconds, and peak memory of every rule, the longest first."""
    groups = table.groupby("rule").agg(
        jobs=("seconds", "size"), total=("seconds", "sum"), longest=("seconds", "max"), memory=("memory", "max")
    )
    return groups.sort_values("total", ascending=False).reset_index()


def by_activity(table):
    """Seconds of the cores by activity and their share, the longest first: a DataFrame.

    The cores are as many as the jobs that ran at once; what no job used of them counts as `WAITING`.
    """
    rest = (table.seconds - table[list(SHARED)].sum(axis=1)).clip(lower=0)
    totals = rest.groupby(table.work).sum()
    shared = table[list(SHARED)].sum().rename(SHARED)
    totals = pd.concat([totals, shared]).groupby(level=0).sum()
    totals[WAITING] = max(0.0, at_once(table) * elapsed(table) - table.seconds.sum())
    rows = totals.sort_values(ascending=False).rename_axis("activity").reset_index(name="seconds")
    return rows.assign(share=rows.seconds / rows.seconds.sum())


def elapsed(table):
    """Seconds from the first job to the last, without pauses between runs."""
    total, until = 0.0, -float("inf")
    for job in table.sort_values("begin").itertuples():
        begin = until if job.begin - until < PAUSE else job.begin
        total += max(0.0, job.end - begin)
        until = max(until, job.end)
    return total


def at_once(table):
    """The largest number of jobs that ran at once; an overlap of a tenth of a second is none."""
    starts = [(job.begin + 0.1, 1) for job in table.itertuples() if job.seconds > 0.2]
    ends = [(job.end, -1) for job in table.itertuples() if job.seconds > 0.2]
    return int(pd.Series([step for _, step in sorted(starts + ends)]).cumsum().max()) if starts else 1


def spans(table):
    """When the jobs of a rule began and ended: a function of the rule and of their targets.

    The jobs of all parts of a point count as its own. It gives two times in ISO 8601, or None where no such job left a
    benchmark file.
    """
    known = {}
    for job in table.itertuples():
        known.setdefault((job.rule, re.sub(r"/\d+of\d+$", "", job.target)), []).append((job.begin, job.end))

    def span(rule, targets):
        found = [times for target in (*targets, "all") for times in known.get((rule, target), ())]
        if not found:
            return None
        return _iso(min(begin for begin, _ in found)), _iso(max(end for _, end in found))

    return span


def _iso(seconds):
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")


def _last_line(log):
    """The last line of the log of a job, given without its suffix; empty without one."""
    log = Path(f"{log}.log")
    return log.read_text(encoding="utf-8").splitlines()[-1] if log.exists() and log.stat().st_size else ""


def _time(said):
    """The seconds since 1970 with which a line of a log begins; None if it tells no time with its zone."""
    with contextlib.suppress(ValueError):
        time = datetime.fromisoformat(said.split(" ", 1)[0])
        return time.timestamp() if time.tzinfo else None


def _spent(said):
    """What a job says in the last line of its log: its work, and the seconds that it spent on other things."""
    spent = {what: float(took) for what, took in re.findall(r"(\w+): ([\d.]+) s", said) if what in SHARED}
    work = re.search(r"; the rest: (.+)$", said)
    return {**spent, "work": work[1] if work else UNKNOWN}
