"""A program for the lab: one search, its nodes and the time to each of them, as JSON."""

from __future__ import annotations

import argparse
import json
import sys

from forge_ai.clock import SystemClock
from forge_ai.comms.finding.finder import Finder
from forge_ai.comms.finding.found import PairedDevice, by_name
from forge_ai.comms.lan.datagrams import PORTS
from forge_ai.comms.lan.interfaces import interfaces_of_settings


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--until", type=int, default=0, help="stop when so many nodes are found")
    parser.add_argument("--known", default="", help="last address of a paired device")
    parser.add_argument("--scan", type=int, default=0)
    options = parser.parse_args()
    clock = SystemClock()
    finder = Finder(
        interfaces=interfaces_of_settings()(),
        ports=PORTS,
        paired=lambda: {"a-paired-device": PairedDevice("pc", options.known)} if options.known else {},
        confirm=lambda _: None,
        clock=clock,
    )
    times: dict[str, float] = {}
    start = clock.steady()
    for node in finder.run(options.seconds, scan_port=options.scan):
        times[node.name] = clock.steady() - start
        if options.until and len(times) >= options.until:
            break
    result = {
        "nodes": by_name(finder.nodes()),
        "seconds": times,
        "reasons": [reason.what for reason in finder.reasons()],
    }
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main()
