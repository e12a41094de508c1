"""Where the running coordinator of this data folder is found by its own node, and which paths the node passes on.

The coordinator listens on loopback and wants a secret that only this folder's owner can read. Does not know what is
said there.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from forge_ai.paths import write_whole

FILE: Final = "training.json"
FLEET: Final = "v1/fleet/"
SECRET_HEADER: Final = "x-forge-secret"  # noqa: S105 - a header's name
DEVICE_HEADER: Final = "x-forge-device"
PROOF_HEADER: Final = "x-forge-proof"
NAME_HEADER: Final = "x-forge-name"
# All that a device may reach: five routes of our own, and the five calls of Flower's fleet that carry messages.
# Registering, asking for code and everything that controls runs are not among them.
PATHS: Final = frozenset(
    {
        ("GET", "plan"),
        ("POST", "enter"),
        ("POST", "report"),
        ("POST", "leave"),
        ("GET", "status"),
        ("POST", FLEET + "pull-messages"),
        ("POST", FLEET + "push-messages"),
        ("POST", FLEET + "pull-object"),
        ("POST", FLEET + "push-object"),
        ("POST", FLEET + "confirm-message-received"),
    }
)


@dataclass(frozen=True, slots=True)
class CoordinatorNote:
    """The coordinator's port on loopback, the secret that opens it, and the name of the model in training."""

    name: str
    port: int
    secret: str = field(repr=False)

    @property
    def proof(self) -> str:
        """What only the coordinator of this note says: another program may have its port since it was killed."""
        return proof_of(self.secret)


def proof_of(secret: str) -> str:
    """The word by which a coordinator is known to whoever knows its secret."""
    return hashlib.sha256(f"coordinator {secret}".encode()).hexdigest()


def leave_note(run_folder: Path, note: CoordinatorNote) -> None:
    """Leave the note by which the node finds the coordinator; readable by its owner only."""
    write_whole(run_folder / FILE, json.dumps(asdict(note)).encode())


def take_note_away(run_folder: Path, note: CoordinatorNote) -> None:
    """Take the note away, unless another coordinator has left its own since."""
    if read_note(run_folder) == note:
        (run_folder / FILE).unlink(missing_ok=True)


def read_note(run_folder: Path) -> CoordinatorNote | None:
    """The note, if there is one that can be read. The coordinator behind it may have been killed."""
    try:
        found = json.loads((run_folder / FILE).read_bytes())
        return CoordinatorNote(str(found["name"]), int(found["port"]), str(found["secret"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
