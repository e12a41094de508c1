"""The program in the child process of an engine that hears or speaks: hands it the Wyoming events that come on stdin.

It and the engine (in the file that is named, such as `sphinx_child.py`) import nothing of ForgeAI, so that they start
fast and need no path to it. Ends when stdin does. Does not know what the events mean.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from typing import Any


def main() -> None:
    """Obey until stdin ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no event
    orders = read(sys.stdin.buffer)
    if orders is None:
        return
    engine = engine_in(sys.argv[1]).begin(orders[1], Answers(answers).say)
    while event := read(sys.stdin.buffer):
        engine.obey(*event)


def engine_in(path: str) -> Any:
    """The module in that file."""
    spec: Any = importlib.util.spec_from_file_location("engine", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(source: Any) -> tuple[str, dict[str, Any], bytes] | None:
    """The next event, None at the end."""
    line = source.readline()
    if not line.endswith(b"\n"):
        return None
    header = json.loads(line)
    data = source.read(header.get("data_length") or 0)
    payload = source.read(header.get("payload_length") or 0)
    return header["type"], json.loads(data) if data else {}, payload


class Answers:
    """The way back to the parent."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def say(self, kind: str, payload: bytes = b"", **data: Any) -> None:
        """One event."""
        body = json.dumps(data).encode()
        line = {"type": kind, "data_length": len(body), "payload_length": len(payload)}
        self._file.write(json.dumps(line).encode() + b"\n" + body + payload)
        self._file.flush()


if __name__ == "__main__":
    main()
