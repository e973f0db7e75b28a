"""How close the workflow's kernels come to what one core of this machine can do, all measured in this process.

A kernel cannot be faster than its floating-point operations at the speed of a large matrix product, its bytes at the
speed of a triad of the same working set, or its random numbers at the speed of the generator.
"""

import sys
import time
from dataclasses import dataclass

import sparse_lowrank  # noqa: F401 # isort: skip - before NumPy, for the arithmetic of every job

import numpy as np
import pandas as pd

from sparse_lowrank.networks import ensembles, masks, products
from sparse_lowrank.spectra import eigenvalues, krylov

EIGENVECTORS = 25  # operations per n³ for all eigenvalues and eigenvectors (Golub & Van Loan, section 7.5)
COLUMNS = ["kernel", "seconds", "gflop_per_second", "gigabyte_per_second", "limited_by", "fraction_of_limit", "why"]


@dataclass
class Kernel:
    """A kernel: what it runs, and how many operations, bytes and random numbers that takes at least."""

    name: str
    run: callable
    flops: float = 0.0
    bytes: float = 0.0
    draws: float = 0.0
    why: str = ""


def seconds(run, at_least=0.3):
    """The shortest of as many runs as fit into a while."""
    run()
    times = []
    while len(times) < 3 or sum(times) < at_least:
        begin = time.perf_counter()
        run()
        times.append(time.perf_counter() - begin)
    return min(times)


def triad_bandwidth(working_set):
    """Bytes per second of a = b + c, which reads two arrays and writes one, of this size in all."""
    b, c = np.ones((2, max(int(working_set) // 24, 1000)))
    a = np.empty_like(b)
    return 3 * b.nbytes / seconds(lambda: np.add(b, c, out=a))


def gemm_speed(n=2000):
    """Floating-point operations per second of a large product of matrices."""
    a, b = np.random.default_rng(0).normal(size=(2, n, n))
    return 2 * n**3 / seconds(lambda: a @ b)


def kernels():
    """The kernels at the sizes of the paper."""
    rng, n = np.random.default_rng(0), 2000
    yield dense_product(rng, n, 1)
    yield dense_product(rng, n, 10, "ten columns are too few for the blocks in which BLAS multiplies")
    adds = "one addition at a time, to sums in the first-level cache: the indices are not the limit"
    yield sparse_product(rng, n, 200, 1, adds)
    yield sparse_product(rng, n, 600, 1, "the sums of every eight units are looked up, by places of 8 bytes")
    gathers = "each weight adds a row of 60 rates to one of 60 sums, both from the second-level cache, without blocking"
    yield sparse_product(rng, n, 80, 60, gathers)
    yield eigensolver(rng, 1000, {"sparsity": 0.5})
    yield eigensolver(rng, 2000, {"out_degree": 200})
    yield Kernel(
        "Gaussian weights, N = 2000, dense",
        lambda: rng.normal(size=n * n),
        bytes=8 * n**2,
        draws=n**2,
    )
    sorts = "sorting each column's choices and drawing repeated ones again costs four times the draws"
    yield Kernel(
        "mask of 200 connections per unit, N = 2000",
        lambda: masks.fixed_out_degree(rng, n, 200),
        bytes=4 * 200 * n,
        draws=200 * n,
        why=sorts,
    )


def dense_product(rng, n, columns, why=""):
    network = ensembles.generate({"network": "gaussian", "n_units": n, "sparsity": 0, "gain": 1.0}, 1, "limits")
    recurrent, rates = products.product(network, columns), rng.normal(size=(n, columns))
    name = f"dense product, N = {n}, {columns} trial{'s' * (columns > 1)}"
    return Kernel(name, lambda: recurrent(rates), 2 * n**2 * columns, 8 * n**2, why=why)


def sparse_product(rng, n, degree, columns, why=""):
    """Of a rank-one network: each connection costs an index, and each column of each connection a rate and a sum."""
    parameters = {"network": "rank_one", "n_units": n, "out_degree": degree, "variance": 0.09, "covariance": 0.01}
    network = ensembles.generate({**parameters, "scaled": False, "orthogonal": True}, 1, "limits")
    recurrent, rates = products.product(network, columns), rng.normal(size=(n, columns))
    name = f"sparse product, N = {n}, C = {degree}, {columns} trial{'s' * (columns > 1)}"
    return Kernel(name, lambda: recurrent(rates), 2 * degree * n * columns, 4 * degree * n, why=why)


def eigensolver(rng, n, connections):
    """Each product reads the matrix; each vector is made orthogonal to half the basis on average, read twice."""
    matrix = ensembles.generate({"network": "gaussian", "n_units": n, "gain": 1.0, **connections}, 1, "limits").matrix
    space = krylov.KrylovSpace(matrix.tocsr().__matmul__, rng.normal(size=n), rng, n)
    space.converge(1, eigenvalues.N_COMPARED, eigenvalues.TOLERANCE)
    products = space.dimension
    each = n * products
    return Kernel(
        f"leading eigenvalues, N = {n}, {matrix.nnz} connections, {products} products",
        lambda: eigenvalues.leading(matrix, np.random.default_rng(0)),
        products * (2 * matrix.nnz + 2 * each) + EIGENVECTORS * products**3,
        products * (12 * matrix.nnz + 8 * each),
        why="the eigenvectors of the projection, three times on the way, are found by LAPACK without blocks",
    )


def table():
    """One row per kernel and per limit, as a DataFrame."""
    gemm, rng = gemm_speed(), np.random.default_rng(0)
    draws = 1e6 / seconds(lambda: rng.normal(size=10**6))
    integers = 1e6 / seconds(lambda: rng.integers(2000, size=10**6, dtype=np.int32))
    rows = [
        {"kernel": "limit: product of matrices", "gflop_per_second": gemm / 1e9},
        {"kernel": "limit: triad of 64 MB", "gigabyte_per_second": triad_bandwidth(64e6) / 1e9},
        {"kernel": "limit: triad of 4 MB", "gigabyte_per_second": triad_bandwidth(4e6) / 1e9},
    ]
    for kernel in kernels():
        took = seconds(kernel.run)
        least = {
            "operations": kernel.flops / gemm,
            "bytes": kernel.bytes / triad_bandwidth(kernel.bytes),
            "random numbers": kernel.draws / (integers if "mask" in kernel.name else draws),
        }
        limit = max(least, key=least.get)
        rows.append(
            {
                "kernel": kernel.name,
                "seconds": took,
                "gflop_per_second": kernel.flops / took / 1e9,
                "gigabyte_per_second": kernel.bytes / took / 1e9,
                "limited_by": limit,
                "fraction_of_limit": least[limit] / took,
                "why": kernel.why if least[limit] / took < 1 / 3 else "",
            }
        )
    return pd.DataFrame(rows, columns=COLUMNS)


if __name__ == "__main__":
    table().to_csv(sys.argv[1], index=False)
