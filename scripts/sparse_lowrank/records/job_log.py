"""The log of one job: progress while it runs, and how it ended."""

import contextlib
import logging
import sys
import traceback
from datetime import datetime

from sparse_lowrank import arithmetic
from sparse_lowrank.errors import UnopenedFile, UserError
from sparse_lowrank.records import stopwatch
from sparse_lowrank.records.terminal import shown


class _Formatter(logging.Formatter):
    """Times with their zone: a log tells when its job ended, wherever it is copied to."""

    def formatTime(self, record, datefmt=None):
        return datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")


@contextlib.contextmanager
def job_log(path, work="datasets, claims and the rest"):
    """Log to a file within a `with` block; an error ends the process after one line (ours) or a traceback (others).

    The last line says what the time went into: loading libraries, files and digests, and the rest into the `work`.
    """
    stopwatch.start()
    handler = logging.FileHandler(path, mode="w", encoding="utf-8")
    handler.setFormatter(_Formatter("%(asctime)s %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    if remark := arithmetic.remark():
        logging.info("%s", remark)
    try:
        yield logging.getLogger("sparse_lowrank")
        spent = ", ".join(f"{what}: {took:.3f} s" for what, took in stopwatch.spent().items())
        logging.info("done; %s; the rest: %s", spent, work)
    except UserError as error:
        _end(error)
    except OSError as error:
        logging.error("%s", traceback.format_exc())
        if error.filename is None or error.errno < 0:  # those of netCDF are negative
            raise
        _end(UnopenedFile(error.filename, error))
    except Exception:
        logging.error("%s", traceback.format_exc())
        raise


def _end(error):
    """End the process after one line in the log and on the terminal."""
    said = shown(str(error))
    logging.error("%s", said)
    sys.exit(f"Error: {said}")
