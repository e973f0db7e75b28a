"""What Snakemake asks of the program `conda`, answered by rattler from one local channel.

Its first argument is the folder of the installation, which holds bin/ and channel/.
"""

import argparse
import asyncio
import json
import os
import sys
from pathlib import Path

import yaml
from rattler import Subdir, install, solve

VERSION = "24.7.1"  # the oldest that Snakemake takes


def create(base, file, prefix):
    """Solve and install an environment; whatever channels its file names, packages come from the local one."""
    specs = yaml.safe_load(Path(file).read_text())["dependencies"]

    async def solve_and_install():
        records = await solve(sources=[(base / "channel").as_uri()], specs=specs)
        await install(records, target_prefix=prefix, cache_dir=base / "cache", show_progress=False)

    asyncio.run(solve_and_install())


def main(base, *command):
    match command:
        case ("--version",):
            print("conda", VERSION)
        case ("info", "--json"):
            print(json.dumps({"conda_prefix": str(base), "platform": str(Subdir.current())}))
        case ("config", "--get", "channel_priority", "--json"):
            print(json.dumps({"get": {"channel_priority": "strict"}}))
        case ("clean", "-y", "--tarballs"):
            pass  # rattler keeps none
        case ("env", "create", *options):
            parser = argparse.ArgumentParser()
            parser.add_argument("--file", required=True)
            parser.add_argument("--prefix", required=True)
            parser.add_argument("--quiet", "--no-default-packages", action="store_true")
            chosen = parser.parse_args(options)
            create(base, chosen.file, chosen.prefix)
        case _:
            sys.exit(f"Error: this conda does not know: {' '.join(command)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
    # The threads of rattler can bring down an interpreter that tidies up before it ends.
    sys.stdout.flush()
    os._exit(0)
