"""Time one way of one task in this process: `one.py TASK WAY SIZE OUTPUT` writes (seconds, result) as a pickle."""

import pickle
import sys
import time
from pathlib import Path

from tasks import TASKS


def timed(way, inputs, repeats):
    """The shortest of several times in seconds, and the result."""
    times = []
    for _ in range(repeats):
        begin = time.perf_counter()
        result = way(inputs)
        times.append(time.perf_counter() - begin)
    return min(times), result


if __name__ == "__main__":
    name, way, size, output = sys.argv[1:]
    task = TASKS[name]
    found = timed(task.ways[way], task.inputs(int(size)), task.repeats)
    Path(output).write_bytes(pickle.dumps(found))
