"""A small network of real hosts: network namespaces on a bridge. Needs root and iproute2, on Linux."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parents[2]
_numbers = itertools.count()


@cache
def why_not() -> str:
    """What is missing for a lab, to which root in a container may have no right; nothing when one can be made."""
    if sys.platform != "linux":
        return "network namespaces exist on Linux only"
    if os.geteuid() != 0:
        return "making network namespaces needs root"
    missing = [program for program in ("ip", "bridge") if shutil.which(program) is None]
    return f"{' and '.join(missing)} not installed (iproute2)" if missing else _refusal()


def _refusal() -> str:
    """What the system says to an attempt; nothing when it succeeds."""
    name = f"fg{os.getpid() % 10_000}trial"
    try:
        run("ip", "netns", "add", name)
        try:
            run("ip", "-n", name, "link", "add", "br0", "type", "bridge")
        finally:
            run("ip", "netns", "del", name)
    except subprocess.CalledProcessError as error:
        return f"networks cannot be made here: {' '.join(error.stderr.split())}"
    return ""


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=20).stdout


class Host:
    """One computer on the bridge, with the address 10.77.0.<number>."""

    def __init__(self, switch: str, number: int, folder: Path) -> None:
        self.switch = switch
        self.number = number
        self.namespace = f"{switch}h{number}"
        self.address = f"10.77.0.{number}"
        self.folder = folder / f"host{number}"
        self.programs: list[subprocess.Popen[str]] = []
        run("ip", "netns", "add", self.namespace)
        self._plug_in()

    def _plug_in(self) -> None:
        near, far = f"{self.namespace}e", self.port
        run("ip", "link", "add", near, "type", "veth", "peer", "name", far)
        run("ip", "link", "set", far, "netns", self.switch)
        run("ip", "-n", self.switch, "link", "set", far, "master", "br0", "up")
        run("ip", "link", "set", near, "netns", self.namespace)
        self.ip("link", "set", near, "name", "eth0")
        self.ip("link", "set", "lo", "up")
        self.ip("link", "set", "eth0", "up")
        self.ip("addr", "add", f"{self.address}/24", "brd", "10.77.0.255", "dev", "eth0")
        self.ip("route", "add", "default", "via", "10.77.0.254")

    def move(self, address: str) -> None:
        """Change the address, as a router does when a lease ends."""
        self.ip("addr", "del", f"{self.address}/24", "dev", "eth0")
        self.ip("addr", "add", f"{address}/24", "brd", "10.77.0.255", "dev", "eth0")
        self.address = address

    @property
    def port(self) -> str:
        """The port of the switch that this host hangs on."""
        return f"{self.namespace}p"

    def ip(self, *arguments: str) -> str:
        return run("ip", "-n", self.namespace, *arguments)

    def knows(self, *others: Host) -> None:
        """Enter the others' hardware addresses, as a switch with a proxy for ARP would answer for them."""
        for other in others:
            link = json.loads(run("ip", "-j", "-n", other.namespace, "link", "show", "eth0"))[0]
            self.ip("neigh", "replace", other.address, "lladdr", link["address"], "dev", "eth0", "nud", "permanent")

    def start(self, module: str, *arguments: str, **variables: str) -> subprocess.Popen[str]:
        """Start a Python module as a program on this host. It ends when its standard input is closed."""
        more = [f"{name}={value}" for name, value in variables.items()]
        program = subprocess.Popen(
            [
                *("ip", "netns", "exec", self.namespace),
                *("env", f"FORGE_AI_HOME={self.folder}", "FORGE_AI_INTERFACES=", *more),
                *(sys.executable, "-m", module, *arguments),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        self.programs.append(program)
        return program

    def node(self, name: str, *arguments: str) -> subprocess.Popen[str]:
        """Start a node and wait until it listens."""
        return self.ready(self.start("tests.netns.node", name, *arguments))

    def ready(self, program: subprocess.Popen[str]) -> subprocess.Popen[str]:
        """The program, when it has said that it is ready."""
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        return program

    def find(self, *arguments: str) -> dict[str, Any]:
        """Search from this host; see tests/netns/find.py."""
        program = self.start("tests.netns.find", *arguments)
        output, _ = program.communicate(timeout=30)
        result: dict[str, Any] = json.loads(output)
        return result

    def cut_the_cable(self) -> None:
        """Pull this host's cable out of the switch."""
        run("ip", "-n", self.switch, "link", "set", self.port, "down")

    def plug_it_in(self) -> None:
        """And put it back."""
        run("ip", "-n", self.switch, "link", "set", self.port, "up")

    def stop(self) -> None:
        for program in self.programs:
            if program.poll() is None:
                program.kill()
            program.communicate()
        run("ip", "netns", "del", self.namespace)


class Lab:
    """A bridge and the hosts on it. Everything is gone when the block is left."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.switch = f"fg{os.getpid() % 10_000}x{next(_numbers) % 100}"
        self.hosts: list[Host] = []

    def __enter__(self) -> Self:
        run("ip", "netns", "add", self.switch)
        run("ip", "-n", self.switch, "link", "add", "br0", "type", "bridge", "mcast_snooping", "0")
        run("ip", "-n", self.switch, "link", "set", "br0", "up")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for host in self.hosts:
            host.stop()
        run("ip", "netns", "del", self.switch)

    def host(self) -> Host:
        host = Host(self.switch, len(self.hosts) + 1, self.folder)
        self.hosts.append(host)
        return host

    def each_port(self, *options: str) -> None:
        """Set options on every port of the switch, such as ``bcast_flood off``."""
        for host in self.hosts:
            run("bridge", "-n", self.switch, "link", "set", "dev", host.port, *options)


@contextlib.contextmanager
def two_hosts(folder: Path) -> Iterator[tuple[Lab, Host, Host]]:
    with Lab(folder) as lab:
        yield lab, lab.host(), lab.host()
