"""Which machine and folder an identity was made in, so that a copy of the folder is noticed.

Does not know what an identity is, nor what is done about a copy.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from forge_ai.errors import StorageFault

_MACHINE_FILES: Final = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


@dataclass(frozen=True, slots=True)
class Location:
    """A machine and the folder on it. ``machine`` is a hash of the machine's own number, "" where it has none."""

    machine: str
    folder: str

    def to_bytes(self) -> bytes:
        """The location as JSON."""
        return json.dumps(asdict(self)).encode()


def read_location(data: bytes) -> Location | None:
    """The location in such JSON, or None when it cannot be read."""
    try:
        found = json.loads(data)
        return Location(str(found["machine"]), str(found["folder"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def this_location(folder: Path) -> Location:
    """The machine that this program runs on, and that folder on it."""
    return Location(_machine(), str(folder.resolve()))


def _machine() -> str:
    number = next(filter(None, map(_text, _MACHINE_FILES)), "") or _network_card()
    return hashlib.sha256(b"forge-ai machine " + number.encode()).hexdigest()[:32] if number else ""


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _network_card() -> str:
    number = uuid.getnode()
    invented = number >> 40 & 1  # the standard library sets this bit in a number of its own, where it found no card
    return "" if invented else f"{number:012x}"


def is_copy(made_in: Location, now_in: Location, *, still_there: bool) -> bool:
    """Whether an identity that was made in one location and is found in another is a copy.

    On another machine it is. On the same machine it is only when the first folder still holds that identity
    (``still_there``); otherwise the folder was moved.
    """
    if made_in.machine and now_in.machine and made_in.machine != now_in.machine:
        return True
    return made_in.folder != now_in.folder and still_there


def unreadable(place: Path) -> StorageFault:
    """The error for an identity whose files are not what they should be."""
    return StorageFault(
        f"The key of this device in {place} cannot be read.",
        hint="Move that folder away to make a new device of this one; every other device must then let it in again.",
    )
