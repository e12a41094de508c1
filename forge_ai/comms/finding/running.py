"""Notes in the data folder about which of its nodes run now, so that other programs of the same person find them.

Does not know whether they answer: the note of a killed node stays, so whoever reads one checks with a hello.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from forge_ai.paths import Home, write_whole


@dataclass(frozen=True, slots=True)
class Run:
    """One running node: where programs of this computer reach it, and the address on which it listens, if known."""

    name: str
    port: int
    host: str = "127.0.0.1"
    listens: str = ""


def announce_run(home: Home, name: str, port: int, host: str = "") -> None:
    """Write the note of a node that listens on ``port``, and on which address if not on all."""
    home.create()
    write_whole(home.run / f"node-{port}.json", json.dumps(asdict(Run(name, port, near(host), host))).encode())


def near(host: str) -> str:
    """Where programs of this computer reach a node that listens on ``host``."""
    return {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound


def forget_run(home: Home, port: int) -> None:
    """Remove the note. If the disk does not allow that, it stays, as that of a killed node does."""
    with suppress(OSError):
        (home.run / f"node-{port}.json").unlink()


def running_nodes(home: Home) -> list[Run]:
    """The nodes that left a note, by port. One that cannot be read does not count, nor any on a disk that is gone."""
    try:
        notes = sorted(home.run.glob("node-*.json")) if home.run.is_dir() else []
    except OSError:
        return []
    return [run for note in notes if (run := _read(note))]


def _read(note: Path) -> Run | None:
    """The node of a note; None for one that was taken away meanwhile, too."""
    try:
        found = json.loads(note.read_bytes())
        host, listens = str(found.get("host", "127.0.0.1")), str(found.get("listens", ""))
        return Run(str(found["name"]), int(found["port"]), host, listens)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
