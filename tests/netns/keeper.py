"""A program for the lab: a node that keeps memories. `remember TEXT` keeps one; any other line prints all there are."""

from __future__ import annotations

import sys

from forge_ai.comms import EnigmaNode
from forge_ai.memory.facts import FactSource
from forge_ai.settings import settings_of_this_process
from forge_ai.testing.scripted_engine import ScriptedEngine
from tests.netns.brain import MODEL, tell


def main() -> None:
    with ScriptedEngine(models=(MODEL,)) as engine:
        settings = settings_of_this_process(name=sys.argv[1], upstream=engine.url, model=MODEL)
        with EnigmaNode(settings=settings) as node:
            node.start_server()
            for address in sys.argv[2:]:
                node.connect_to(address)
            sys.stdout.write("ready\n")
            sys.stdout.flush()
            for line in sys.stdin:
                word, _, text = line.strip().partition(" ")
                if word == "remember":
                    node.services.memory.facts.remember(text, FactSource())
                tell({"facts": sorted(record.text for record in node.services.memory.facts.listed())})


if __name__ == "__main__":
    main()
