"""A number for this device that stays the same, for as long as its folder stays.

Does not know keys or certificates.
"""

from __future__ import annotations

import secrets

from forge_ai.paths import Home, storage_faults, write_whole


def stored_device_id(home: Home) -> str:
    """The id in the data folder; a new one is drawn and stored when there is none. Raises :class:`StorageFault`."""
    home.create()
    path = home.root / "device_id"
    with storage_faults(path):
        if not path.exists():
            write_whole(path, secrets.token_hex(16).encode("ascii"))
        return path.read_text("ascii").strip()
