"""A program for the lab: a device that asks. Each line on its input is an object of wishes; it prints what it hears.

Its own brain answers with own words at once.
"""

from __future__ import annotations

import json
import sys

from forge_ai.clock import SystemClock
from forge_ai.comms import EnigmaNode
from forge_ai.engines.engine import GenerationOptions
from forge_ai.errors import ForgeError
from forge_ai.protocol.values.chat import Message
from forge_ai.settings import settings_of_this_process
from forge_ai.testing.scripted_engine import ScriptedEngine, say
from tests.netns.brain import MODEL, tell


def main() -> None:
    with ScriptedEngine(otherwise=say("own ", "words."), models=(MODEL,)) as engine:
        settings = settings_of_this_process(name="pi", upstream=engine.url, model=MODEL, sync="asked")
        with EnigmaNode(settings=settings) as node:
            for address in sys.argv[1:]:
                node.connect_to(address)
            sys.stdout.write("ready\n")
            sys.stdout.flush()
            for line in sys.stdin:
                ask(node, json.loads(line))


def ask(node: EnigmaNode, wishes: dict[str, object]) -> None:
    clock = SystemClock()
    begun = clock.steady()
    brain = node.brain(tell=lambda text: tell({"told": text}), **wishes)  # type: ignore[arg-type]
    text = ""
    try:
        for piece in brain.stream([Message("user", "Tell me of the sea.")], GenerationOptions()):
            text += piece.text
            if piece.text:
                tell({"piece": piece.text})
    except ForgeError as error:
        tell({"error": error.code, "message": error.message, "text": text, "seconds": clock.steady() - begun})
        return
    spoken = [part.name for part in brain.spoken]
    tell({"text": text, "spoken": spoken, "seconds": clock.steady() - begun})


if __name__ == "__main__":
    main()
