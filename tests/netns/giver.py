"""A program for the lab: gives a node memories without end, and prints for how long it went on after the last word."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

from forge_ai.clock import SystemClock
from forge_ai.comms import EnigmaNode
from forge_ai.comms.sync.memory_link import MemoryLink
from forge_ai.errors import ForgeError
from forge_ai.memory.facts import FactSource
from forge_ai.settings import settings_of_this_process
from tests.netns.brain import tell

CLOCK = SystemClock()


def endless(node: EnigmaNode) -> Iterator[bytes]:
    frames = list(node.services.memory.replica.delta({}))
    while True:
        yield from frames


def main() -> None:
    with EnigmaNode(settings=settings_of_this_process(name=sys.argv[1], sync="asked")) as node:
        for number in range(200):
            node.services.memory.facts.remember(f"The word of day {number} is {number * 7919}.", FactSource())
        link = MemoryLink(node.services, node.peer(node.connect_to(sys.argv[2])))
        begun: list[float] = []
        listener = threading.Thread(target=lambda: begun.append(len(sys.stdin.readline()) and CLOCK.steady()))
        listener.start()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        try:
            link.give(endless(node))
        except ForgeError as error:
            listener.join()
            tell({"seconds": CLOCK.steady() - begun[0], "error": error.message})


if __name__ == "__main__":
    main()
