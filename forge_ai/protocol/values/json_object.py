"""A JSON object out of foreign bytes, or in a few words what they are instead.

Pure. Does not know who sent them, nor how much may be in them (`json_values`).
"""

from __future__ import annotations

import json
from typing import Any


def json_object(data: bytes) -> dict[str, Any]:
    """The object. Raises :class:`ValueError` with what it is instead, in words that go behind "sent "."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ValueError("something else than JSON") from error
    if not isinstance(found, dict):
        raise ValueError("JSON of another shape")
    return found
