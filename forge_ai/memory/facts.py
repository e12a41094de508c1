"""What the person told: adding, editing, replacing, forgetting and reviewing facts.

Does not know how facts are found again for a prompt, nor how they travel. A fact is kept in the person's own words.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from typing import Final

from forge_ai.errors import BadInput, UnknownMemory
from forge_ai.memory.contradictions import about, contradicted
from forge_ai.memory.disk import rows
from forge_ai.memory.disk.database import Database
from forge_ai.memory.ledger import Ledger
from forge_ai.memory.telling.candidates import normal
from forge_ai.memory.words import WordIndex
from forge_ai.protocol.memory.records import (
    ID_BYTES,
    Kind,
    Record,
    State,
    check_text,
    details_text,
    forgotten,
    read_details,
)
from forge_ai.protocol.values.names import shown

_NEW: Final = Record(b"", Kind.FACT, State.ACTIVE, 0, b"", 0, "", "", "")
SHORTEST_ENDING: Final = 4
SHOWN_DIGITS: Final = 8  # the random end of an identity; its beginning is the time, alike for all of one day


@dataclass(frozen=True, slots=True)
class FactSource:
    """Where a fact comes from: who said it, on which device, in which conversation, and since when it holds.

    ``by`` is "person", "found" (by a model), "import", or a program's name; ``since`` is a day in ISO 8601.
    """

    by: str = "person"
    device: str = ""
    conversation: str = ""
    since: str = ""

    def details(self, text: str) -> dict[str, str]:
        """The provenance as a record's details, with what the text is about."""
        values = {"by": self.by, "device": self.device, "since": self.since, "about": about(text)}
        return {name: value for name, value in values.items() if value}


@dataclass(frozen=True, slots=True)
class Remembered:
    """A fact that was told: the record, the older facts that it replaces, and whether it was known before."""

    record: Record
    replaced: tuple[Record, ...] = ()
    known: bool = False


class Facts:
    """The facts on this device."""

    def __init__(self, database: Database, ledger: Ledger, words: WordIndex) -> None:
        self._database = database
        self._ledger = ledger
        self._words = words

    def remember(self, text: str, source: FactSource, state: State = State.ACTIVE) -> Remembered:
        """Keep a fact; an older one about the same thing is superseded. On return it is on the disk.

        A fact that waits for review is accepted when it is told, for that is the person's yes. One that is known
        already counts as told now: it wins over what another device was told about the same thing in between.
        """
        line = check_text(" ".join(text.split()))
        with self._database.writing() as connection:
            double = self._double(connection, line)
            if double and state == State.PENDING:
                return Remembered(double, known=True)
            if double and double.state == State.ACTIVE:
                return self._told_again(connection, double, source.by)
            draft = self._draft(line, source, state)
            if double:
                draft = draft._replace(identity=double.identity, stamp=double.stamp)
            return self._keep(connection, draft)

    def remember_all(self, texts: list[tuple[str, FactSource]], state: State = State.ACTIVE) -> int:
        """Keep many facts in one transaction, without those that are known; how many were new."""
        with self._database.writing() as connection:
            known = {normal(record.text) for record in rows.select(connection, "WHERE kind = 1 AND state <> 9")}
            drafts: list[Record] = []
            for text, source in texts:
                line = check_text(" ".join(text.split()))
                if normal(line) not in known:
                    known.add(normal(line))
                    drafts.append(self._draft(line, source, state))
            if drafts:
                self._ledger.write(connection, drafts)
        return len(drafts)

    def edit(self, identity: bytes, text: str) -> Record:
        """Give a fact new words; an older one about the same thing is superseded."""
        line = check_text(" ".join(text.split()))
        with self._database.writing() as connection:
            old = self._editable(connection, identity)
            details = {name: value for name, value in read_details(old.details).items() if name != "about"}
            if about(line):
                details["about"] = about(line)
            edited = old._replace(text=line, details=details_text(details))
            return self._keep(connection, edited).record

    def accept(self, identity: bytes) -> Record:
        """Say yes to a fact that waited for review."""
        with self._database.writing() as connection:
            old = self._editable(connection, identity)
            return self._keep(connection, old._replace(state=State.ACTIVE)).record

    def forget(self, identity: bytes) -> Record:
        """Purge a record of any kind: its text is gone from here on return, and from other devices as they sync."""

        def purge(connection: sqlite3.Connection) -> Record:
            old = _found(connection, identity)
            return old if old.state == State.FORGOTTEN else self._ledger.write(connection, [forgotten(old)])[0]

        record = self._database.forgetting(purge)
        self._words.catch_up()
        return record

    def listed(self, *states: State) -> list[Record]:
        """Facts in these states (active ones when none is given), oldest first."""
        wanted = states or (State.ACTIVE,)
        marks = ", ".join("?" * len(wanted))
        with self._database.reading() as connection:
            condition = f"WHERE kind <> 2 AND state IN ({marks}) ORDER BY substr(identity, 1, 6), number"
            return list(rows.select(connection, condition, [int(state) for state in wanted]))

    def find(self, ending: str) -> Record:
        """The one record whose identity in hexadecimal ends like this. Raises :class:`UnknownMemory`."""
        pattern = f"%{_hexadecimal(ending)}"
        with self._database.reading() as connection:
            found = list(rows.select(connection, "WHERE hex(identity) LIKE ? AND state <> 9 LIMIT 2", (pattern,)))
        if len(found) != 1:
            raise UnknownMemory(
                f"{'More than one' if found else 'No'} memory has an identity ending in {shown(ending)}."
            )
        return found[0]

    def history(self, identity: bytes) -> list[Record]:
        """What a record said before on this device, oldest first, and what it says now at the end."""
        with self._database.reading() as connection:
            return [*rows.versions(connection, identity), _found(connection, identity)]

    def _draft(self, line: str, source: FactSource, state: State) -> Record:
        details = details_text(source.details(line))
        identity = self._ledger.new_identity()
        return _NEW._replace(
            identity=identity, state=state, text=line, conversation=source.conversation, details=details
        )

    def _keep(self, connection: sqlite3.Connection, draft: Record) -> Remembered:
        """Write a fact; when it counts from now on, those that it contradicts do not any more."""
        replaced = contradicted(connection, draft) if draft.state == State.ACTIVE else []
        superseded = [record._replace(state=State.SUPERSEDED) for record in replaced]
        record, *_ = self._ledger.write(connection, [draft, *superseded])
        return Remembered(record, tuple(replaced))

    def _told_again(self, connection: sqlite3.Connection, known: Record, by: str) -> Remembered:
        """Give the record a new stamp, where something else may have been told about the same thing meanwhile."""
        details = read_details(known.details)
        if "about" not in details:
            return Remembered(known, known=True)
        return replace(self._keep(connection, known._replace(details=details_text(details | {"by": by}))), known=True)

    def _double(self, connection: sqlite3.Connection, line: str) -> Record | None:
        condition = "WHERE kind = 1 AND state IN (1, 3) AND text = ? ORDER BY state LIMIT 1"  # active before waiting
        return next(rows.select(connection, condition, (line,)), None)

    def _editable(self, connection: sqlite3.Connection, identity: bytes) -> Record:
        record = _found(connection, identity)
        if record.kind == Kind.MESSAGE:
            hint = f"It can be forgotten: forge-ai memory forget {short(identity)}"
            raise BadInput("A message stays as it was said; only facts and notes can be changed.", hint=hint)
        if record.state == State.FORGOTTEN:
            raise UnknownMemory("That memory has been forgotten.")
        return record


def short(identity: bytes) -> str:
    """The end of an identity, by which a person names a memory."""
    return identity.hex()[-SHOWN_DIGITS:]


def _found(connection: sqlite3.Connection, identity: bytes) -> Record:
    for record in rows.select(connection, "WHERE identity = ?", (identity,)):
        return record
    raise UnknownMemory(f"No memory has the identity {identity.hex()}.")


def _hexadecimal(ending: str) -> str:
    digits = ending.strip().lower()
    if not SHORTEST_ENDING <= len(digits) <= 2 * ID_BYTES or set(digits) - set("0123456789abcdef"):
        raise UnknownMemory(f"{shown(ending)} is not the ending of a memory's identity.")
    return digits
