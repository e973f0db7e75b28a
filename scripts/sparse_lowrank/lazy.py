"""Parts of NumPy that are loaded at their first use, since no job uses them.

SciPy copies every name of NumPy when it is imported. This alone would load what translates Fortran, and NumPy's tools
for tests: a fifth of the time that a job takes to start.
"""

import sys
from importlib.machinery import PathFinder
from importlib.util import LazyLoader

PARTS = {"numpy.f2py", "numpy.testing"}


class Finder:
    """Finds these modules where Python does, and lets them load when they are first asked for something."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name not in PARTS:
            return None
        spec = PathFinder.find_spec(name, path, target)
        spec.loader = LazyLoader(spec.loader)
        return spec


def install():
    """Use the finder from now on, before all others."""
    if Finder not in sys.meta_path:
        sys.meta_path.insert(0, Finder)
