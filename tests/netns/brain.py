"""A program for the lab: a node whose engine says the next word for each line on standard input, until that is closed.

It prints `asked` for every question, and what the engine was told of the answer so far.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading

from forge_ai.comms import EnigmaNode
from forge_ai.settings import settings_of_this_process
from forge_ai.testing.scripted_engine import Asked, Reply, Say, ScriptedEngine, Wait, say

MODEL = "scripted"


class Speaker:
    """Answers each chat with its words, each when its gate has been opened."""

    def __init__(self, words: list[str]) -> None:
        self.gates = [threading.Event() for _ in words]
        self._steps = [step for word, gate in zip(words, self.gates, strict=True) for step in (Wait(gate), Say(word))]

    def answer(self, asked: Asked) -> Reply:
        if not asked.path.endswith("/chat/completions"):
            return say("ok")
        said = [entry["content"] for entry in asked.fields["messages"] if entry["role"] == "assistant"]
        tell({"asked": "".join(said)})
        return Reply(tuple(self._steps))

    def go(self) -> None:
        next(gate for gate in self.gates if not gate.is_set()).set()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("--words", default="The |sea |is |deep |and |wide.")
    options = parser.parse_args()
    speaker = Speaker(options.words.split("|"))
    with ScriptedEngine(otherwise=speaker.answer, models=(MODEL,)) as engine:
        settings = settings_of_this_process(name=options.name, upstream=engine.url, model=MODEL, sync="asked")
        with EnigmaNode(settings=settings) as node:
            node.start_server()
            sys.stdout.write("ready\n")
            sys.stdout.flush()
            for _ in sys.stdin:
                speaker.go()


def tell(fields: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
