"""The events of a relayed stream as objects, for APIs that translate the answer.

What is no object becomes one with an `error`, and every error one with words: a stranger's server may have sent it.
Does not know into what. An answer that is passed on as it came is not parsed at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from forge_ai.api.border.failures import error_object
from forge_ai.engines.answers.event_stream import EventReader
from forge_ai.engines.answers.json_answers import read_engine_object
from forge_ai.engines.answers.pieces import DONE
from forge_ai.engines.answers.refusals import error_fields
from forge_ai.errors import ForgeError
from forge_ai.limits import EVENT_BYTES

Chunk = Mapping[str, Any]
FAILED: Final = "The answer failed."


class ChunkReader:
    """Takes the bytes of a relayed stream in blocks of any size."""

    def __init__(self) -> None:
        self._reader = EventReader(2 * EVENT_BYTES)  # the relay has given up what is longer

    def feed(self, block: bytes) -> list[Chunk]:
        """The chunks that this block completes."""
        return [_chunk(event) for event in self._reader.feed(block) if event != DONE]


def _chunk(event: bytes) -> Chunk:
    try:
        chunk = read_engine_object(event)
    except ForgeError as error:
        return error_object(error)
    return {**chunk, "error": error_fields(chunk["error"], FAILED)} if chunk.get("error") else chunk
