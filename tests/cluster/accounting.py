"""SLURM's accounting, for the tests: slurmdbd on a MariaDB that only its own socket reaches, and one account."""

import getpass
import subprocess
from pathlib import Path

ACCOUNT = "lab"  # of the user who runs the tests
CONFIGURATION = Path("/etc/slurm/slurmdbd.conf")  # beside slurm.conf, where slurmdbd looks for it

TEMPLATE = """{first_line}
DbdHost=localhost
SlurmUser=root
AuthInfo=socket={state}/munge.socket
PidFile={state}/slurmdbd.pid
LogFile={state}/slurmdbd.log
StorageType=accounting_storage/mysql
StorageHost=localhost
StorageUser=root
StorageLoc=accounts
"""


def start(cluster):
    """Start MariaDB and slurmdbd, and wait until they answer.

    Parameters
    ----------
    cluster : module
        `slurm`, which has a running munged.
    """
    folder = cluster.STATE / "accounts"
    folder.mkdir(mode=0o700)
    socket = folder / "mariadbd.socket"
    start_mariadb(cluster.STATE, folder, socket)
    cluster.wait_for(socket.exists)
    CONFIGURATION.write_text(TEMPLATE.format(first_line=cluster.FIRST_LINE, state=cluster.STATE))
    CONFIGURATION.chmod(0o600)
    cluster.run("slurmdbd", MYSQL_UNIX_PORT=str(socket))
    cluster.wait_for(lambda: answers(cluster))


def start_mariadb(state, folder, socket):
    """Start a server without users and without a network, whose socket lies in a folder that is root's alone."""
    (state / "accounts.sql").write_text("CREATE DATABASE accounts;\n")
    options = {"datadir": folder, "socket": socket, "pid-file": state / "mariadbd.pid"}
    options |= {"init-file": state / "accounts.sql", "log-error": state / "mariadbd.log", "user": "root"}
    subprocess.Popen(
        ["/usr/sbin/mariadbd", "--no-defaults", "--skip-grant-tables", "--skip-networking"]
        + [f"--{option}={value}" for option, value in options.items()],
        start_new_session=True,
    )


def answers(cluster):
    """Whether slurmdbd can be asked."""
    try:
        return bool(cluster.run("sacctmgr", "--noheader", "list", "user"))
    except cluster.Refusal:
        return False


def add_account(cluster):
    """Give the user an account on the cluster, which then takes no job without one."""
    cluster.run("sacctmgr", "--immediate", "add", "account", ACCOUNT, f"cluster={cluster.NAME}")
    cluster.run(
        "sacctmgr", "--immediate", "add", "user", getpass.getuser(), f"account={ACCOUNT}", f"cluster={cluster.NAME}"
    )
