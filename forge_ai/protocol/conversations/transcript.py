"""The transcript of a conversation: who, about what, every turn, and why it ended; as a value and as JSON.

Does not know where transcripts are kept or how they are shown. See docs/specs/dialogue-v1.md.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, get_args

from forge_ai.errors import BadInput, ForgeError
from forge_ai.limits import (
    DIALOGUE_SPEAKERS,
    DIALOGUE_TURN_CHARACTERS,
    DIALOGUE_TURNS,
    JSON_VALUES,
    SPEAKER_NAME_CHARACTERS,
    TRANSCRIPT_BYTES,
)
from forge_ai.protocol.conversations.dialogue import PERSON, Ending, Reason, Turn, clean
from forge_ai.protocol.values.json_values import unpacks_to_too_much

FORMAT: Final = "forge-ai conversation v1"
_REASONS: Final = get_args(Reason)


@dataclass(frozen=True, slots=True)
class Transcript:
    """A conversation that was held, or is being held: ``ended`` is None until it is over."""

    speakers: tuple[str, ...]
    topic: str
    turns: tuple[Turn, ...]
    ended: Ending | None = None
    person: str = PERSON

    def to_json(self) -> dict[str, Any]:
        """The transcript as plain JSON values."""
        return {
            "format": FORMAT,
            "speakers": list(self.speakers),
            "person": self.person,
            "topic": self.topic,
            "turns": [asdict(turn) for turn in self.turns],
            "ended": asdict(self.ended) if self.ended else None,
        }

    def to_text(self) -> str:
        """The transcript as the text of a JSON file."""
        return json.dumps(self.to_json(), ensure_ascii=False, indent=1) + "\n"


def parse_transcript(data: bytes) -> Transcript:
    """The transcript in a file's bytes; texts are cleaned. Raises :class:`BadInput` for everything that is none."""
    if len(data) > TRANSCRIPT_BYTES:
        raise BadInput("This file is too large to be a conversation.")
    if unpacks_to_too_much(data, JSON_VALUES, JSON_VALUES):
        raise BadInput("This file holds too many values to be a conversation.")
    try:
        fields = json.loads(data)
        if not isinstance(fields, dict) or fields.get("format") != FORMAT:
            raise BadInput(
                "This file is no conversation of ForgeAI.",
                hint="Give a file from: forge-ai converse ... --out talk.json",
            )
        return _transcript(fields)
    except ForgeError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise BadInput(f"This conversation cannot be read: {ascii(str(error))[1:120]}.") from error


def _transcript(fields: Mapping[str, Any]) -> Transcript:
    speakers, turns, ended = fields["speakers"], fields["turns"], fields.get("ended")
    if not 2 <= len(speakers) <= DIALOGUE_SPEAKERS or len(turns) > 2 * DIALOGUE_TURNS:
        raise BadInput("A conversation has 2 to 8 speakers and at most 20,000 turns.")
    names = tuple(speaker_name(name) for name in speakers)
    person = speaker_name(fields.get("person", PERSON))
    said = tuple(_turn(entry, (*names, person)) for entry in turns)
    return Transcript(names, _text(fields["topic"]), said, _ending(ended) if ended else None, person)


def _turn(entry: Mapping[str, Any], names: tuple[str, ...]) -> Turn:
    speaker = speaker_name(entry["speaker"])
    if speaker not in names:
        raise BadInput(f"{ascii(speaker)[:60]} speaks in this conversation and does not take part in it.")
    tokens, seconds = entry.get("tokens", 0), entry.get("seconds", 0.0)
    if isinstance(tokens, bool) or not isinstance(tokens, int) or not isinstance(seconds, int | float):
        raise TypeError("tokens and seconds are numbers")
    return Turn(speaker, _text(entry["text"]), max(0, tokens), float(seconds) if math.isfinite(seconds) else 0.0)


def _ending(entry: Mapping[str, Any]) -> Ending:
    if entry["reason"] not in _REASONS:
        raise ValueError("the reason of the ending is unknown")
    return Ending(entry["reason"], _text(entry["words"]))


def speaker_name(name: object) -> str:
    """Return a stranger's word for a speaker when it is one line of plain text. Raises :class:`BadInput`."""
    if not isinstance(name, str) or not 0 < len(name) <= SPEAKER_NAME_CHARACTERS or clean(name) != name or "\n" in name:
        raise BadInput("A speaker's name in this conversation is none.")
    return name


def _text(text: object) -> str:
    if not isinstance(text, str) or len(text) > 16 * DIALOGUE_TURN_CHARACTERS:
        raise TypeError("texts are text, and not too long")
    return clean(text)
