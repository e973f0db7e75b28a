"""A server that speaks S3, on this machine alone: SeaweedFS, started for the tests and stopped after them."""

import contextlib
import socket
import subprocess
import sys
import time
from pathlib import Path

from helpers.project import ROOT

ENVIRONMENT = ROOT / ".venv/storage"
PACKAGES = str(next(ENVIRONMENT.glob("lib/python*/site-packages")))
HOST = "127.0.0.1"
KEY = "tests"  # the server takes any


@contextlib.contextmanager
def server(folder):
    """The address of a running server that keeps its files in a folder."""
    ports = {name: free_port() for name in ("master", "volume", "filer", "s3")}
    options = [f"-{name}.port={port}" for name, port in ports.items()]
    command = [ENVIRONMENT / "bin/weed", "server", "-s3", f"-dir={folder}", f"-ip={HOST}", f"-ip.bind={HOST}", *options]
    with open(Path(folder) / "server.log", "w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_for(ports["s3"])
            yield f"http://{HOST}:{ports['s3']}"
        finally:
            process.terminate()
            process.wait(timeout=60)


def free_port():
    """A port that nobody uses, and whose number plus 10000, which the server takes as well, is a port, too."""
    while True:
        with socket.socket() as tried:
            tried.bind((HOST, 0))
            port = tried.getsockname()[1]
        if port < 55000:
            return port


def wait_for(port, seconds=300):
    """Wait until somebody answers at a port."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return
        time.sleep(0.2)
    raise TimeoutError(f"no answer at port {port} after {seconds} seconds")


def client(address):
    """A client of the server, of the library that the storage plugin uses."""
    sys.path.append(PACKAGES)
    import boto3

    keys = {"aws_access_key_id": KEY, "aws_secret_access_key": KEY, "region_name": "us-east-1"}
    return boto3.client("s3", endpoint_url=address, **keys)


def download(s3, bucket, folder):
    """Copy everything in a bucket into a folder."""
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        for entry in page.get("Contents", []):
            path = Path(folder) / entry["Key"]
            path.parent.mkdir(parents=True, exist_ok=True)
            s3.download_file(bucket, entry["Key"], str(path))
