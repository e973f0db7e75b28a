"""What the seconds of this process are spent on, by activity; the report adds them up over all jobs."""

import contextlib
import time

_spent = {}
_inner = []


@contextlib.contextmanager
def counted_as(activity):
    """Count the time of a `with` block, or of a decorated function, for an activity, less what blocks within count."""
    _inner.append(0.0)
    begin = time.perf_counter()
    try:
        yield
    finally:
        took = time.perf_counter() - begin
        _spent[activity] = _spent.get(activity, 0.0) + took - _inner.pop()
        if _inner:
            _inner[-1] += took


def start():
    """Begin anew; what the process has cost so far, in seconds of the processor, was for loading libraries."""
    _spent.clear()
    _spent["libraries"] = time.process_time()


def spent():
    """Seconds by activity."""
    return dict(_spent)
