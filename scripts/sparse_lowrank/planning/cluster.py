"""Whether SLURM knows the account and the partition of the profile: asked before any job, since a job cannot say it."""

import getpass
import re
import subprocess

from sparse_lowrank.errors import ConfigurationError

DOCUMENT = "default-resources"  # of the profile, or of the command line
ACCOUNTS = "sacctmgr --noheader --parsable2 show associations format=account users=$USER"
PARTITIONS = "sinfo --noheader --format=%R"
# Of each resource: what the profile has in its place before it is filled in, and the command that lists what there is.
ASKED = {"slurm_account": ("your_account", ACCOUNTS), "slurm_partition": ("your_partition", PARTITIONS)}


def check(resources):
    """Refuse an account or a partition that is not there. Where SLURM does not answer, nothing is refused.

    Parameters
    ----------
    resources : dict
        The profile's default resources as they were written.

    Raises
    ------
    ConfigurationError
        With the key, its value, and what there is instead.
    """
    for key, (placeholder, command) in ASKED.items():
        given = str(resources.get(key, "")).strip("\"'")
        if given == placeholder:
            raise ConfigurationError(
                key, given, "is not filled in", f"write what `{command}` lists.", document=DOCUMENT
            )
        # Anything but a plain name is an expression, which only a job evaluates.
        there = _listed(command) if re.fullmatch(r"[\w.-]+", given) else []
        if there and given.lower() not in map(str.lower, there):
            remedy = f"write {' or '.join(there)}."
            raise ConfigurationError(key, given, "is not there, or not for you", remedy, document=DOCUMENT)


def _listed(command):
    """What a command lists; nothing where it fails, as on a cluster without accounting."""
    try:
        mine = command.replace("$USER", getpass.getuser())
        answer = subprocess.run(mine.split(), capture_output=True, text=True, timeout=60)
    except (OSError, KeyError, subprocess.TimeoutExpired):
        return []
    return sorted(set(answer.stdout.split())) if answer.returncode == 0 else []
