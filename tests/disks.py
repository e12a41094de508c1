"""Disks that refuse."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
from contextlib import contextmanager, suppress

import pytest


@contextmanager
def files_of_at_most(size):
    """While inside, no file of this process may grow beyond ``size`` bytes, as if the disk were full after that.

    Only around the one act that is to fail: the limit holds for the test runner's own output as well.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)


@contextmanager
def disk_of(folder, size):
    """While inside, ``folder`` is a disk of its own with room for ``size`` bytes."""
    folder.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder]
    if os.geteuid() or subprocess.run(mount, check=False).returncode:
        pytest.skip("mounting needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)  # a test that failed may hold a file open


def fill(folder):
    """Leave no room on the disk of a folder; the file that takes it all."""
    ballast = folder / "ballast"
    with ballast.open("ab", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    return ballast


def protect(folder):
    """Make the disk of a folder read-only."""
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
