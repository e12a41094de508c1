"""The program in the child process of an engine that hears or speaks: hands it the Wyoming events that come on stdin.

The engine is in the file that the first argument names, such as `sphinx_child.py`. Neither imports anything of ForgeAI,
so that they start fast and need no import path. Ends when stdin does. Does not know what the events mean.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from typing import Any


def main() -> None:
    """Begin the engine with the first event, the orders, and hand it all others until stdin ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no event
    orders = read(sys.stdin.buffer)
    if orders is None:
        return
    engine = engine_in(sys.argv[1]).begin(orders[1], Answers(answers).say)
    while event := read(sys.stdin.buffer):
        engine.obey(*event)


def engine_in(path: str) -> Any:
    """The module in that file, whose ``begin`` makes the engine."""
    spec: Any = importlib.util.spec_from_file_location("engine", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(source: Any) -> tuple[str, dict[str, Any], bytes] | None:
    """The type, the data and the payload of the next event; None at the end."""
    line = source.readline()
    if not line.endswith(b"\n"):
        return None
    header = json.loads(line)
    data = source.read(header.get("data_length") or 0)
    payload = source.read(header.get("payload_length") or 0)
    return header["type"], json.loads(data) if data else {}, payload


class Answers:
    """Sends events back to the parent."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def say(self, kind: str, payload: bytes = b"", **data: Any) -> None:
        """Send one event of that type."""
        body = json.dumps(data).encode()
        line = {"type": kind, "data_length": len(body), "payload_length": len(payload)}
        self._file.write(json.dumps(line).encode() + b"\n" + body + payload)
        self._file.flush()


if __name__ == "__main__":
    main()
