"""Random numbers that depend on what they are for, never on when, where or in which order they are drawn."""

import hashlib

import numpy as np


def generator(root, *purpose):
    """Random generator for one purpose.

    Parameters
    ----------
    root : int
        The workflow's root seed, a non-negative integer.
    *purpose : str or int
        What the numbers are for: experiment, point, replicate, role ("weights", "mask", …).

    Returns
    -------
    numpy.random.Generator
        The same stream for the same root and purpose, statistically independent of every other purpose.
    """
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(root, spawn_key=spawn_key(*purpose))))


def spawn_key(*purpose):
    """The SHA-256 digest of a purpose as eight 32-bit words, a spawn key for `numpy.random.SeedSequence`."""
    digest = hashlib.sha256("/".join(map(str, purpose)).encode()).digest()
    return tuple(int.from_bytes(digest[i : i + 4], "big") for i in range(0, 32, 4))
