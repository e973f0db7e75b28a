"""Files as they are found: one that cannot be opened now, one that is damaged, and one of somebody else.

These are three errors with three remedies (see `errors`). What a file holds is data: none of it is run.
"""

import contextlib
import errno
import fcntl
import json
import os
import stat
from pathlib import Path

from sparse_lowrank.errors import DamagedFile, ForeignFile, UnopenedFile

LARGEST = 100_000_000  # bytes of a text or of a picture; what this workflow makes has less than a tenth of it

BEGIN = '{\n "'  # of every JSON file of this workflow


@contextlib.contextmanager
def opened(path):
    """A file opened to read its bytes, which no program that asks for a lock can write meanwhile.

    Raises UnopenedFile if it cannot be opened or read, or if another program has it locked to write it.
    """
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise OSError(errno.EISDIR, "a folder or a device, not a file")
        with open(path, "rb") as file:
            _lock(file)
            yield file
    except OSError as error:
        raise UnopenedFile(path, error) from error


def bytes_of(path, remedy=None):
    """The content of a file of at most `LARGEST` bytes. Raises UnopenedFile, ForeignFile, with this remedy if given."""
    with opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > LARGEST:
            raise ForeignFile(path, f"has {size / 1e6:.0f} MB, more than any such file of this workflow", remedy)
        return file.read()


def text_of(path, remedy=None):
    """The text of a file, in UTF-8. Raises UnopenedFile, ForeignFile, with this remedy if given."""
    try:
        return bytes_of(path, remedy).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ForeignFile(path, f"is no text in UTF-8 ({error.reason} at byte {error.start})", remedy) from error


def json_of(path, *keys):
    """The content of a JSON file of this workflow, a dict with these keys.

    Raises UnopenedFile, DamagedFile if it begins as one and is not whole, ForeignFile if it holds something else.
    """
    text = text_of(path)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        kind = DamagedFile if BEGIN.startswith(text[: len(BEGIN)]) else ForeignFile
        raise kind(path, f"is not complete JSON ({error})") from error
    if not (isinstance(content, dict) and content.keys() >= set(keys)):
        raise ForeignFile(path, f"does not tell of {', '.join(keys)}, as such a file of this workflow does")
    return content


def within(folder, path):
    """Where a path leads from a folder; None if that is out of it. Links are not looked at: a folder may be one."""
    place = Path(os.path.normpath(Path(folder) / path))
    return place if place.is_relative_to(os.path.normpath(folder)) else None


def _lock(file):
    """Lock a file against writers until it is closed. Raises BlockingIOError if another program has it locked."""
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        pass  # a file system without locks: no program can lock it
