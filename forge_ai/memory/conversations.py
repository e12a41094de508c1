"""The conversations: what was said by whom, in order, on whichever device.

Does not know how an answer comes about. Messages never change; a conversation is nothing but its messages.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from forge_ai.errors import UnknownMemory
from forge_ai.limits import MEMORY_TEXT_CHARACTERS
from forge_ai.memory.disk import rows
from forge_ai.memory.disk.database import Database
from forge_ai.memory.ledger import Ledger
from forge_ai.memory.words import WordIndex
from forge_ai.protocol.memory.hybrid_clock import FOLLOWED_AHEAD_MS
from forge_ai.protocol.memory.records import (
    Kind,
    Record,
    State,
    created_ms,
    details_text,
    forgotten,
    new_identity,
    read_details,
)
from forge_ai.protocol.values.chat import Message, Role, is_role
from forge_ai.protocol.values.unicode_text import is_unicode

_TITLE_CHARACTERS: Final = 60


@dataclass(frozen=True, slots=True)
class Outline:
    """One conversation in a list: what it began with, how long it is, and when something was last said (in ms).

    ``speakers`` has the AIs of a conversation between AIs, and is empty for a chat with the person.
    """

    identity: str
    title: str
    messages: int
    last_ms: int
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered(Message):
    """An answer, and the brain that gave it, by the name under which the person saw it."""

    brain: str = ""


class Conversations:
    """The conversations on this device."""

    def __init__(self, database: Database, ledger: Ledger, words: WordIndex) -> None:
        self._database = database
        self._ledger = ledger
        self._words = words

    def begin(self) -> str:
        """The identity of a new conversation; it exists once something has been said in it."""
        return self._ledger.new_identity().hex()

    def say(
        self, conversation: str, messages: Sequence[Message], device: str = "", more: Mapping[str, str] | None = None
    ) -> list[Record]:
        """Add messages, in order, with ``more`` details; blank ones say nothing. On return they are on the disk.

        They come after what was said before, also where a clock was wrong then or is now.
        """
        said = [message for message in messages if message.content.strip()]
        if not said:
            return []
        with self._database.writing() as connection:
            drafts = [self._draft(conversation, message, device, more or {}) for message in said]
            last = _last_stamp(connection, conversation)
            return self._ledger.write(connection, [draft._replace(stamp=last + at) for at, draft in enumerate(drafts)])

    def messages(self, conversation: str) -> list[Message]:
        """What was said, in order. Empty for a conversation in which nothing was said."""
        return [message_in(record) for record in self.records(conversation)]

    def records(self, conversation: str) -> list[Record]:
        """The records of what was said, in order."""
        with self._database.reading() as connection:
            return list(rows.select(connection, _SAID_IN_ORDER, (conversation,)))

    def first(self, conversation: str) -> Record | None:
        """The record of what was said first, without a look at the others."""
        with self._database.reading() as connection:
            return next(_read(connection, _numbers(connection, conversation)), None)

    def every(self, detail: str, conversation: str) -> list[str]:
        """What stands in a detail of the messages, each once, in the order in which it came. Reads no text."""
        with self._database.reading() as connection:
            asked = {"detail": detail, "conversation": conversation}
            return [value for (value,) in connection.execute(_EVERY, asked)]

    def outlines(self, most: int = 50, *, having: str = "", lacking: str = "") -> list[Outline]:
        """The conversations in which something was said last, newest first; chosen as :meth:`newest` chooses."""
        return [self._outline(conversation) for conversation in self.newest(most, having=having, lacking=lacking)]

    def newest(self, most: int, *, having: str = "", lacking: str = "") -> list[str]:
        """The identities of the conversations in which something was said last, newest first.

        What was said by a clock that is far ahead does not count, or its conversation would be the newest for years.
        Only those in which a message has the detail ``having``, and none has the detail ``lacking``.
        """
        believed = new_identity(self._ledger.wall_ms() + FOLLOWED_AHEAD_MS, b"")
        with self._database.reading() as connection:
            asked = {"having": having, "lacking": lacking, "most": most, "believed": believed}
            return [identity for (identity,) in connection.execute(_NEWEST, asked)]

    def find(self, ending: str) -> str:
        """The one conversation whose identity ends like this. Raises :class:`UnknownMemory`."""
        wanted = ending.strip().lower() if is_unicode(ending) else ""
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT DISTINCT conversation FROM records WHERE conversation <> '' AND kind = 2"
                " AND substr(conversation, -length(:ending)) = :ending LIMIT 2",
                {"ending": wanted},
            ).fetchall()
        if len(found) != 1 or not wanted:
            raise UnknownMemory(
                f"{'More than one' if found else 'No'} conversation has an identity ending in {ending!r}.",
                hint="See `forge-ai memory list --conversations` for all of them.",
            )
        return str(found[0][0])

    def forget(self, conversation: str) -> int:
        """Purge everything that was said in a conversation; how many messages that were."""

        def purge(connection: sqlite3.Connection) -> int:
            condition = "WHERE conversation = ? AND conversation <> '' AND kind = 2 AND state <> 9"
            said = list(rows.select(connection, condition, (conversation,)))
            if said:
                self._ledger.write(connection, [forgotten(record) for record in said])
            return len(said)

        count = self._database.forgetting(purge)
        self._words.catch_up()
        return count

    def _draft(self, conversation: str, message: Message, device: str, more: Mapping[str, str]) -> Record:
        brain = message.brain if isinstance(message, Answered) else ""
        known = {"role": message.role, "device": device, "brain": brain}
        details = {**more, **{name: value for name, value in known.items() if value}}
        text = message.content.replace("\0", "")[:MEMORY_TEXT_CHARACTERS].encode("utf-8", "replace").decode()
        identity = self._ledger.new_identity()
        return Record(identity, Kind.MESSAGE, State.ACTIVE, 0, b"", 0, conversation, text, details_text(details))

    def _outline(self, conversation: str) -> Outline:
        with self._database.reading() as connection:
            said = _numbers(connection, conversation)
            titles = (title_of(one.text) for one in _read(connection, said) if message_in(one).role == "user")
            title = next(titles, "")
            last = next(_read(connection, said[-1:]), None)
        return Outline(conversation, title, len(said), created_ms(last.identity) if last else 0)


_SAID_IN_ORDER: Final = (
    "WHERE conversation = ? AND conversation <> '' AND kind = 2 AND state = 1 ORDER BY stamp, number"
)
_EVERY: Final = """
SELECT json_extract(details, '$.' || :detail) AS value FROM records
WHERE conversation = :conversation AND conversation <> '' AND kind = 2 AND state = 1
AND details <> '' AND value IS NOT NULL
GROUP BY value ORDER BY min(stamp), min(number)
"""
_HAS: Final = "max(CASE WHEN {0} = '' OR details = '' THEN 0 ELSE json_extract(details, '$.' || {0}) IS NOT NULL END)"
_NEWEST: Final = f"""
SELECT conversation FROM records WHERE conversation <> '' AND kind = 2 AND state = 1 GROUP BY conversation
HAVING (:having = '' OR {_HAS.format(":having")}) AND NOT {_HAS.format(":lacking")}
ORDER BY max(CASE WHEN substr(identity, 1, 6) <= :believed THEN substr(identity, 1, 6) END) DESC, max(stamp) DESC
LIMIT :most
"""  # noqa: S608 - no foreign text


def _numbers(connection: sqlite3.Connection, conversation: str) -> list[int]:
    """Which rows have what was said, in order."""
    return [number for (number,) in connection.execute(f"SELECT number FROM records {_SAID_IN_ORDER}", (conversation,))]  # noqa: S608


def _read(connection: sqlite3.Connection, numbers: list[int]) -> Iterator[Record]:
    """The records of these rows, each read when it is wanted."""
    for number in numbers:
        yield from rows.select(connection, "WHERE number = ?", (number,))


def _last_stamp(connection: sqlite3.Connection, conversation: str) -> int:
    said = "SELECT coalesce(max(stamp), 0) FROM records WHERE conversation = ? AND conversation <> '' AND kind = 2"
    return int(connection.execute(said, (conversation,)).fetchone()[0])


def message_in(record: Record) -> Message:
    """The message that a record holds: an :class:`Answered` where it is known who gave it."""
    details = read_details(record.details)
    role, brain = details.get("role", "user"), details.get("brain", "")
    known: Role = role if is_role(role) else "user"
    return Answered(known, record.text, brain) if isinstance(brain, str) and brain else Message(known, record.text)


def title_of(text: str) -> str:
    """The text on one short line."""
    line = " ".join(text.split())
    return line if len(line) <= _TITLE_CHARACTERS else f"{line[: _TITLE_CHARACTERS - 1]}…"
