"""Conversations between AIs, kept among the conversations: the topic first, then every turn with its speaker.

Does not know how a conversation is held. What is kept travels to the person's other devices like everything else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from math import isfinite
from typing import Final

from forge_ai.errors import BadInput, UnknownMemory
from forge_ai.limits import DIALOGUE_SPEAKERS
from forge_ai.memory.conversations import Conversations, Outline, title_of
from forge_ai.protocol.conversations.dialogue import PERSON, Turn, clean, opening
from forge_ai.protocol.conversations.transcript import Transcript, speaker_name
from forge_ai.protocol.memory.records import Record, read_details
from forge_ai.protocol.values.chat import Message
from forge_ai.protocol.values.names import shown

TABLE: Final = "table"  # the detail of the first record: who sits there, about what
SPEAKER: Final = "speaker"
LAST: Final = "last"


class Dialogues:
    """The conversations between AIs on this device."""

    def __init__(self, conversations: Conversations, device: str) -> None:
        self._conversations = conversations
        self._device = device

    def begin(self, speakers: Sequence[str], topic: str, person: str = PERSON) -> str:
        """The identity of a new one, whose topic is kept."""
        identity = self._conversations.begin()
        table = json.dumps({"speakers": list(speakers), "topic": topic[:300], "person": person}, ensure_ascii=False)
        self._conversations.say(identity, [Message("user", opening(topic))], self._device, {TABLE: table})
        return identity

    def keep(self, identity: str, turn: Turn, person: str = PERSON) -> None:
        """Keep one turn. On return it is on the disk."""
        role = Message("user" if turn.speaker == person else "assistant", turn.text or "...")
        details = {SPEAKER: turn.speaker, "tokens": str(turn.tokens), "seconds": str(turn.seconds)}
        self._conversations.say(identity, [role], self._device, details)

    def transcript(self, ending: str) -> tuple[str, Transcript]:
        """The conversation whose identity ends like this (`last`: the newest), and its identity.

        Raises :class:`UnknownMemory`.
        """
        newest = self.listed(1) if ending == LAST else []
        if newest:
            return newest[0]
        identity = self._conversations.find(ending)
        found = self.find(identity)
        if found is None:
            hint = "See `forge-ai converse list`."
            raise UnknownMemory(f"The conversation {shown(ending)} is not one between AIs.", hint=hint)
        return identity, found

    def listed(self, most: int = 50) -> list[tuple[str, Transcript]]:
        """The conversations between AIs, the newest first."""
        identities = self._conversations.newest(most, having=TABLE)
        found = ((identity, self.find(identity)) for identity in identities)
        return [(identity, transcript) for identity, transcript in found if transcript]

    def find(self, identity: str) -> Transcript | None:
        """The conversation of that identity; None for one that is not between AIs."""
        return _transcript(self._conversations.records(identity))

    def outlines(self, most: int = 50) -> list[Outline]:
        """So many chats with the person, and so many conversations between AIs, the newest first."""
        chats = self._conversations.outlines(most, lacking=TABLE)
        between = [self._named(outline) for outline in self._conversations.outlines(most, having=TABLE)]
        places = {identity: place for place, identity in enumerate(self._conversations.newest(2 * most))}
        return sorted([*chats, *between], key=lambda outline: places.get(outline.identity, len(places)))

    def _named(self, outline: Outline) -> Outline:
        first = self._conversations.first(outline.identity)
        table = _table(first) if first else None
        if table is None:
            return outline
        speakers = _all_speakers(table, _names(self._conversations.every(SPEAKER, outline.identity)))
        return replace(outline, title=title_of(table.topic or outline.title), speakers=speakers)


def _transcript(records: Sequence[Record]) -> Transcript | None:
    """What was said, as a transcript; None for a conversation that is not one between AIs."""
    table = _table(records[0]) if records else None
    if table is None:
        return None
    turns = [_turn(record) for record in records[1:]]
    speakers = _all_speakers(table, [turn.speaker for turn in turns])
    said = tuple(turn for turn in turns if turn.speaker in (*speakers, table.person))
    return Transcript(speakers, table.topic, said, None, table.person)


def _table(record: Record) -> Transcript | None:
    """Who sits at the table, in the first record of a conversation between AIs; a peer may have written it."""
    try:
        fields = json.loads(read_details(record.details)[TABLE])
        speakers = tuple(speaker_name(name) for name in fields["speakers"])
        return Transcript(speakers, clean(str(fields["topic"])), (), None, speaker_name(fields["person"]))
    except (BadInput, ValueError, KeyError, TypeError, RecursionError):
        return None


def _all_speakers(table: Transcript, said: Sequence[str]) -> tuple[str, ...]:
    """Who sat there from the beginning, and who joined when it was taken up again."""
    joined = [speaker for speaker in said if speaker and speaker != table.person]
    return tuple(dict.fromkeys([*table.speakers, *joined]))[:DIALOGUE_SPEAKERS]


def _names(found: Sequence[str]) -> list[str]:
    """Those that can be names of speakers; a peer may have written them."""
    names = []
    for name in found:
        with suppress(BadInput):
            names.append(speaker_name(name))
    return names


def _turn(record: Record) -> Turn:
    try:
        details: Mapping[str, str] = read_details(record.details)
        speaker = speaker_name(details.get(SPEAKER))
        tokens, seconds = int(details.get("tokens", "0")), float(details.get("seconds", "0"))
    except (BadInput, ValueError):
        return Turn("", record.text)
    return Turn(speaker, clean(record.text), max(0, tokens), seconds if isfinite(seconds) else 0.0)
