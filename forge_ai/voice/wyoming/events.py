"""The events of the Wyoming protocol, version 1: their bytes, read from strangers within bounds.

An event is one line of JSON with a type, then perhaps more JSON, then perhaps a payload such as sound. Pure: knows no
sockets. Our own child processes speak the same, over their pipes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from forge_ai.errors import BadMessage
from forge_ai.limits import WYOMING_DATA_BYTES, WYOMING_LINE_BYTES, WYOMING_PAYLOAD_BYTES
from forge_ai.protocol.values.whole_number import is_version, is_whole
from forge_ai.voice.audio.sound import RATE, Sound

if TYPE_CHECKING:
    from forge_ai.voice.audio.samples import Resampler

CHUNK_BYTES: Final = 2_048
_HINT: Final = "Wyoming services speak one line of JSON for each event; check the address and port."


@dataclass(frozen=True, slots=True)
class WyomingEvent:
    """One event: what kind it is, its fields, and its payload."""

    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)
    payload: bytes = b""

    def text(self, name: str = "text") -> str:
        """A field that should be text; "" when it is not."""
        value = self.data.get(name)
        return value if isinstance(value, str) else ""

    def encoded(self) -> bytes:
        """The event as it travels."""
        line: dict[str, Any] = {"type": self.kind, "version": "1.0.0"}
        data = json.dumps(self.data, ensure_ascii=False).encode() if self.data else b""
        if data:
            line["data_length"] = len(data)
        if self.payload:
            line["payload_length"] = len(self.payload)
        return json.dumps(line).encode() + b"\n" + data + self.payload


class EventReader:
    """Reads events out of bytes as they come."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, block: bytes) -> list[WyomingEvent]:
        """Take in more bytes; returns the events that are whole now. Raises :class:`BadMessage` for anything else."""
        self._held += block
        events = []
        while (found := self._event()) is not None:
            events.append(found)
        return events

    def _event(self) -> WyomingEvent | None:
        end = self._held.find(b"\n", 0, WYOMING_LINE_BYTES + 1)
        if end < 0:
            if len(self._held) > WYOMING_LINE_BYTES:
                raise BadMessage("A Wyoming event begins with a line that does not end.", hint=_HINT)
            return None
        line = _object(bytes(self._held[:end]))
        data_length = _length(line, "data_length", WYOMING_DATA_BYTES)
        payload_length = _length(line, "payload_length", WYOMING_PAYLOAD_BYTES)
        start = end + 1
        middle, last = start + data_length, start + data_length + payload_length
        if len(self._held) < last:
            return None
        data = line.get("data") or {}
        if data_length:
            data = {**(data if isinstance(data, dict) else {}), **_object(bytes(self._held[start:middle]))}
        payload = bytes(self._held[middle:last])
        del self._held[:last]
        return _event(line, data, payload)


def _event(line: Mapping[str, Any], data: object, payload: bytes) -> WyomingEvent:
    kind = line.get("type")
    if not isinstance(kind, str) or not isinstance(data, dict):
        raise BadMessage("A Wyoming event has no type.", hint=_HINT)
    return WyomingEvent(kind, data, payload)


def _object(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadMessage("A Wyoming event is not JSON.", hint=_HINT) from error
    if not isinstance(found, dict):
        raise BadMessage("A Wyoming event is not a JSON object.", hint=_HINT)
    return found


def _length(line: Mapping[str, Any], name: str, most: int) -> int:
    value = line.get(name) or 0
    if not is_whole(value) or not 0 <= value <= most:
        raise BadMessage(f"A Wyoming event says a {name} of {str(value)[:20]}, at most {most}.", hint=_HINT)
    return value


# Sound in events


def sound_start(rate: int) -> WyomingEvent:
    """The event that mono sound of 16 bits a sample begins."""
    return WyomingEvent("audio-start", {"rate": rate, "width": 2, "channels": 1})


def sound_chunks(sound: Sound) -> Iterator[WyomingEvent]:
    """The events with the sound, in chunks that are short enough to be played as they come."""
    fields = {"rate": sound.rate, "width": 2, "channels": 1}
    for start in range(0, len(sound.samples), CHUNK_BYTES):
        yield WyomingEvent("audio-chunk", fields, sound.samples[start : start + CHUNK_BYTES])


SOUND_STOP: Final = WyomingEvent("audio-stop")


def sound_of(event: WyomingEvent) -> Sound:
    """The sound of one chunk. Raises :class:`BadMessage` for what is not mono with 16 bits."""
    rate = event.data.get("rate")
    if not is_whole(rate) or not 4_000 <= rate <= 192_000:
        raise BadMessage("A chunk of sound does not say its rate.")
    if not (is_version(event.data.get("width"), 2) and is_version(event.data.get("channels"), 1)):
        raise BadMessage("Only sound with 16 bits a sample and one channel is understood.")
    return Sound(rate, event.payload[: len(event.payload) // 2 * 2])


class Arriving:
    """Brings the chunks of one stream of sound to ``RATE``, whatever rate each has."""

    def __init__(self) -> None:
        self._rate = RATE
        self._resampler: Resampler | None = None

    def take(self, sound: Sound) -> bytes:
        """The samples of the next chunk at ``RATE``."""
        if sound.rate != self._rate:
            from forge_ai.voice.audio.samples import Resampler

            self._rate = sound.rate
            self._resampler = Resampler(sound.rate, RATE) if sound.rate != RATE else None
        return self._resampler.feed(sound.samples) if self._resampler else sound.samples
