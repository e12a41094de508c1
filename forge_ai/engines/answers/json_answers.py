"""The JSON that an engine or another server answers with: one object of bounded size, or one error.

Pure: does not know what was asked.
"""

from __future__ import annotations

from typing import Any, Final

from forge_ai.errors import EngineFault, PeerFault
from forge_ai.limits import JSON_VALUES, KIB
from forge_ai.protocol.values.json_object import json_object
from forge_ai.protocol.values.json_values import unpacks_to_too_much

SMALL_BYTES: Final = 64 * KIB  # so small an event is not looked through before it is unpacked


def parse_object(body: bytes, values: int = JSON_VALUES) -> dict[str, Any]:
    """A JSON object with so many values at most; anything else is :class:`PeerFault`."""
    if unpacks_to_too_much(body, values):
        raise PeerFault("What answers sent JSON of too many values.")
    try:
        return json_object(body)
    except ValueError as error:
        raise PeerFault(f"What answers sent {error}.") from error


def read_engine_object(body: bytes) -> dict[str, Any]:
    """An engine's answer as a JSON object; anything else is one :class:`EngineFault`."""
    if len(body) > SMALL_BYTES and unpacks_to_too_much(body):
        raise EngineFault("The engine sent JSON of too many values.")
    try:
        return json_object(body)
    except ValueError as error:
        raise EngineFault(f"The engine sent {error}.") from error
