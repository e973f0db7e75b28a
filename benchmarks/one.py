"""Time one way of one task in this process: `one.py TASK WAY SIZE OUTPUT` writes (seconds, result) as a pickle.

Our way has the pinned arithmetic of every job. The others have the kernels that this processor likes best; and so has
"ours unpinned", which tells what pinning costs.
"""

import os
import pickle
import sys
import time
from pathlib import Path

WAY = sys.argv[2]
if WAY == "ours":
    import sparse_lowrank  # noqa: F401
else:
    environment = dict(os.environ)
    import numpy  # noqa: F401 - before our package, which pins its arithmetic
    import scipy.linalg  # noqa: F401

from tasks import TASKS  # noqa: E402

if WAY != "ours":
    os.environ |= {variable: "" for variable in os.environ.keys() - environment.keys()} | environment


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
    found = timed(task.ways[way.removesuffix(" unpinned")], task.inputs(int(size)), task.repeats)
    Path(output).write_bytes(pickle.dumps(found))
