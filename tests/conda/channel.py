"""Make a local conda channel: the running Python, and packages as they are installed in an environment of pip."""

import asyncio
import io
import json
import os
import platform
import re
import sys
import sysconfig
from importlib.metadata import distributions
from importlib.util import cache_from_source
from pathlib import Path

from conda_package_streaming.create import anonymize, conda_builder
from packaging.requirements import Requirement
from rattler import Subdir
from rattler.index import index_fs

# Where the names of conda-forge and bioconda are not those of the package index.
CONDA_NAMES = {"matplotlib": "matplotlib-base", "snakemake": "snakemake-minimal"}
PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
# Wheels bring their BLAS along; conda has it as a package whose build names the library.
BLAS = ("libblas", "3.9.0", "0_openblas")
UNUSED = {"site-packages", "dist-packages", "__pycache__", "test", "tests", "idlelib", "ensurepip"}


def make_channel(site, channel, wanted):
    """Write the packages and their index.

    Parameters
    ----------
    site : Path
        The folder site-packages where the packages are installed.
    channel : Path
        The folder of the channel, to be made.
    wanted : iterable of str
        Conda names of packages; what they require follows.
    """
    installed = {conda_name(found.name): found for found in distributions(path=[str(site)])}
    folder = channel / str(Subdir.current())
    folder.mkdir(parents=True)
    write_package(folder, "python", platform.python_version(), [], files_of_python())
    queue, made = list(wanted), {"python"}
    while queue:
        name = queue.pop()
        if name not in made:
            made.add(name)
            if name == BLAS[0]:
                write_package(folder, *BLAS[:2], [], [], build=BLAS[2])
                continue
            required = dict(requirements_of(installed[name]))
            depends = ["python", *map(" ".join, required.items())]
            write_package(folder, name, installed[name].version, depends, files_of(installed[name]))
            queue += required
    (channel / "noarch").mkdir()
    asyncio.run(index_fs(channel))


def conda_name(name):
    """The conda name of a distribution."""
    name = re.sub(r"[-_.]+", "-", name).lower()
    return CONDA_NAMES.get(name, name)


def requirements_of(distribution):
    """What a distribution requires here, extras left out: pairs (conda name, versions)."""
    for requirement in map(Requirement, distribution.requires or []):
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield conda_name(requirement.name), str(requirement.specifier) or "*"


def files_of(distribution):
    """The modules of a distribution: pairs (place in the package, file). Programs stay behind: all run by `-m`."""
    for file in distribution.files:
        if ".." not in file.parts and "__pycache__" not in file.parts:
            yield f"lib/{PYTHON}/site-packages/{file}", Path(file.locate())


def files_of_python():
    """The interpreter and its library, tests left out."""
    yield f"bin/{PYTHON}", Path(sys.executable).resolve()
    yield "bin/python", Path(sys.executable).resolve()
    library = Path(sysconfig.get_path("stdlib"))
    for file in library.rglob("*"):
        place = file.relative_to(library)
        if file.is_file() and not UNUSED & set(place.parts) and file.suffix != ".a":
            yield f"lib/{PYTHON}/{place}", file


def with_bytecode(files):
    """The files, each module with its bytecode where it has any: jobs that cannot write it would compile it again."""
    for place, file in files:
        yield place, file
        if file.suffix == ".py" and Path(cache_from_source(file)).exists():
            yield cache_from_source(place), Path(cache_from_source(file))


def write_package(folder, name, version, depends, files, build="0"):
    """Write a package of conda, with what conda needs to know of it."""
    stem = f"{name}-{version}-{build}"
    files = dict(with_bytecode(files))
    index = {"name": name, "version": version, "build": build, "build_number": 0, "depends": depends}
    about = {
        "info/index.json": index | {"subdir": folder.name},
        "info/paths.json": {
            "paths": [{"_path": place, "path_type": "hardlink"} for place in files],
            "paths_version": 1,
        },
    }
    with conda_builder(stem, folder, compression_level=1) as package:
        for place, file in files.items():
            package.add(file, place, filter=anonymize)
        for place, content in about.items():
            text = json.dumps(content).encode()
            member = package.tarinfo(place)
            member.size = len(text)
            package.addfile(member, io.BytesIO(text))


if __name__ == "__main__":
    make_channel(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
    # The threads of rattler can bring down an interpreter that tidies up before it ends.
    sys.stdout.flush()
    os._exit(0)
