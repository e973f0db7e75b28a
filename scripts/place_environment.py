"""Print the folder for the environment of the project in the working folder: python scripts/place_environment.py"""

import os
import sys
from pathlib import Path

from sparse_lowrank.errors import UserError
from sparse_lowrank.planning import interpreter

if __name__ == "__main__":
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    try:
        print(interpreter.environment_of(Path.cwd(), cache))
    except UserError as error:
        sys.exit(f"Error: {error}")
