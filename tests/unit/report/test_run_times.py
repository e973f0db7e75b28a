"""The report's account of a run adds up: nothing that the cores did is counted twice or left out."""

import os
import time

import pytest

from sparse_lowrank.errors import ForeignFile
from sparse_lowrank.records import job_log, stopwatch
from sparse_lowrank.report import run_times


@pytest.fixture
def job(tmp_path):
    """A function that leaves the benchmark file and the log of a job."""

    def leave(rule, target, begin, seconds, spent="", memory=100.0, work="its work"):
        log = tmp_path / "logs" / rule / f"{target}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(f"12:00 network 1 of 1\n12:01 done; {spent}; the rest: {work}\n")
        file = tmp_path / "benchmarks" / rule / f"{target}.tsv"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"s\th:m:s\tmax_rss\n{seconds}\t0:00:00\t{memory}\n")
        os.utime(file, (begin + seconds, begin + seconds))
        return run_times.jobs(tmp_path / "benchmarks", tmp_path / "logs")

    return leave


def test_activities_and_waiting_add_up_to_the_time_that_the_cores_had(job):
    job(
        "generate_networks",
        "a/x",
        1000,
        10,
        "libraries: 1.000 s, files: 2.000 s, digests: 0.500 s",
        work="drawing networks",
    )
    job("measure_spectra", "a/x", 1012, 20, "libraries: 1.500 s", work="eigenvalues")
    table = job("simulate_dynamics", "b/y", 1001, 30, "libraries: 1.500 s")
    shares = run_times.by_activity(table).set_index("activity")
    assert run_times.at_once(table) == 2
    assert run_times.elapsed(table) == 32
    assert shares.seconds[run_times.SHARED["libraries"]] == 4
    assert shares.seconds["drawing networks"] == 6.5
    assert shares.seconds["eigenvalues"] == 18.5
    assert shares.seconds[run_times.WAITING] == 2 * 32 - 60
    assert shares.seconds.sum() == 2 * 32
    assert shares.share.sum() == pytest.approx(1)


def test_a_pause_between_two_runs_is_no_part_of_either(job):
    job("generate_networks", "a/x", 1000, 10)
    table = job("generate_networks", "a/y", 90000, 5)
    assert run_times.elapsed(table) == 15
    assert run_times.at_once(table) == 1


def test_a_rule_is_told_by_its_jobs_their_time_and_their_memory(job):
    job("measure_spectra", "a/x", 1000, 10, memory=200.0)
    rule = run_times.by_rule(job("measure_spectra", "a/y", 1010, 5, memory=300.0)).iloc[0]
    assert (rule.jobs, rule.total, rule.longest, rule.memory) == (2, 15, 10, 300)


def test_the_log_of_a_job_ends_with_what_its_seconds_were_spent_on(tmp_path):
    with job_log.job_log(tmp_path / "rule.log", work="sleeping, mostly"), stopwatch.counted_as("files"):
        time.sleep(0.01)
    (tmp_path / "rule.tsv").write_text("s\tmax_rss\n1\t1\n")
    (job,) = run_times.jobs(tmp_path, tmp_path).itertuples()
    assert job.files >= 0.01
    assert job.work == "sleeping, mostly"
    assert job.libraries > 0


def test_the_log_tells_when_a_job_ended_wherever_it_is_copied_to(job, tmp_path):
    job("measure_spectra", "a/x", 1000, 10)
    log = tmp_path / "logs/measure_spectra/a/x.log"
    log.write_text("1970-01-01T01:00:20.500+01:00 done; ; the rest: eigenvalues\n")
    table = run_times.jobs(tmp_path / "benchmarks", tmp_path / "logs")
    assert (table.begin[0], table.end[0]) == (10.5, 20.5)
    span = run_times.spans(table)("measure_spectra", ["a/x"])
    assert span == ("1970-01-01T00:00:10.500+00:00", "1970-01-01T00:00:20.500+00:00")


def test_several_jobs_of_a_step_took_from_the_first_begin_to_the_last_end(job):
    job("measure_spectra", "a/x", 1000, 10)
    span = run_times.spans(job("measure_spectra", "a/y", 1005, 10))
    begin, end = span("measure_spectra", ["a/x", "a/y", "a/never"])
    assert (begin, end) == ("1970-01-01T00:16:40.000+00:00", "1970-01-01T00:16:55.000+00:00")
    assert span("measure_spectra", ["a/never"]) is None


def test_a_point_in_parts_took_from_the_begin_of_the_first_to_the_end_of_the_last(job):
    job("measure_spectra", "a/x/1of2", 1000, 10)
    span = run_times.spans(job("measure_spectra", "a/x/2of2", 1005, 10))
    assert span("measure_spectra", ["a/x"]) == ("1970-01-01T00:16:40.000+00:00", "1970-01-01T00:16:55.000+00:00")


@pytest.mark.parametrize("text", ["", "s\tmax_rss\n", "seconds\n1\n", "s\tmax_rss\none\t1\n"])
def test_what_is_no_benchmark_file_is_refused_in_one_line(tmp_path, text):
    (tmp_path / "rule.tsv").write_text(text)
    with pytest.raises(ForeignFile, match="is no benchmark file") as caught:
        run_times.jobs(tmp_path, tmp_path)
    assert len(str(caught.value).splitlines()) == 1
