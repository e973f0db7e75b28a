"""The log of a job ends with what its time went into, or with the error that ended it."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from sparse_lowrank.errors import UserError
from sparse_lowrank.records import stopwatch
from sparse_lowrank.records.job_log import job_log


def test_time_is_counted_once_for_the_innermost_activity():
    stopwatch.start()
    with stopwatch.counted_as("files"):
        time.sleep(0.02)
        with stopwatch.counted_as("digests"):
            time.sleep(0.05)
    spent = stopwatch.spent()
    assert 0.02 <= spent["files"] < spent["digests"]
    assert spent["libraries"] > 0


def test_the_last_line_says_what_the_time_went_into(tmp_path):
    with job_log(tmp_path / "job.log", work="eigenvalues") as log, stopwatch.counted_as("files"):
        log.info("network 1 of 1")
    first, last = (tmp_path / "job.log").read_text().splitlines()
    assert first.endswith("network 1 of 1")
    assert "done; libraries: " in last
    assert ", files: 0." in last
    assert last.endswith("; the rest: eigenvalues")


def test_every_line_begins_with_a_time_and_its_zone(tmp_path):
    with job_log(tmp_path / "job.log"):
        pass
    (line,) = (tmp_path / "job.log").read_text().splitlines()
    assert abs(datetime.fromisoformat(line.split()[0]) - datetime.now(UTC)) < timedelta(minutes=1)


def test_an_error_of_ours_ends_the_job_in_one_line(tmp_path):
    with pytest.raises(SystemExit, match="^Error: no such network$"), job_log(tmp_path / "job.log"):
        raise UserError("no such network")
    (line,) = (tmp_path / "job.log").read_text().splitlines()
    assert line.endswith("no such network")


def test_a_file_that_cannot_be_opened_ends_the_job_in_one_line(tmp_path):
    with (
        pytest.raises(SystemExit, match=r"^Error: .*: cannot be opened now \(.*\)\. Remedy: "),
        job_log(tmp_path / "job.log"),
    ):
        tmp_path.read_bytes()


def test_any_other_error_leaves_its_traceback(tmp_path):
    with pytest.raises(ZeroDivisionError), job_log(tmp_path / "job.log"):
        1 / 0  # noqa: B018
    assert "Traceback" in (tmp_path / "job.log").read_text()
