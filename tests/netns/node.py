"""A program for the lab: announces one node or many until its standard input is closed."""

from __future__ import annotations

import argparse
import contextlib
import json
import socket
import sys

from forge_ai.comms import DeviceDiscovery
from forge_ai.comms.lan.datagrams import PORTS
from forge_ai.comms.lan.dns_sd import Wyoming


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("--port", type=int, default=5000)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--take", type=int, default=0, help="let another program hold so many of the UDP ports")
    parser.add_argument("--wyoming", type=int, default=0, help="tell of this Wyoming port until a line comes")
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        for port in PORTS[: options.take]:
            take(stack, port)
        nodes = [
            stack.enter_context(DeviceDiscovery(name, options.port + number, dns_sd=options.count == 1))
            for number, name in enumerate(names(options.name, options.count))
        ]
        if options.wyoming:
            nodes[0].tell_of_wyoming(Wyoming(options.wyoming))
        say("ready")
        for _ in sys.stdin:
            if options.wyoming:
                nodes[0].tell_of_wyoming(None)
            say(json.dumps({node.name: list(node.addresses) for node in nodes[0].nodes()}))


def take(stack: contextlib.ExitStack, port: int) -> None:
    other_program = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    other_program.bind(("", port))


def names(name: str, count: int) -> list[str]:
    return [name] if count == 1 else [f"{name}{number}" for number in range(count)]


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
