"""The memory of one device, with its parts joined: facts, conversations, recall and the replica that syncs.

Does not know who asks or which devices there are. :func:`open_memory` is the way in.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from forge_ai.clock import Clock, SystemClock
from forge_ai.errors import UnknownMemory
from forge_ai.memory.conversations import Conversations
from forge_ai.memory.disk.database import Database
from forge_ai.memory.disk.place import Fingerprint, fingerprint
from forge_ai.memory.facts import Facts
from forge_ai.memory.health import Statistics, check, statistics
from forge_ai.memory.ledger import Chance, Ledger
from forge_ai.memory.meanings import Embed, Meanings
from forge_ai.memory.recall import Recall
from forge_ai.memory.replica import Replica
from forge_ai.memory.words import WordIndex
from forge_ai.protocol.memory.records import Record
from forge_ai.protocol.values.names import shown

DATABASE_FILE: Final = "memory.db"
PLACE_FILE: Final = "memory.place"
MOST_MEANT: Final = 20  # facts among which a person may have meant one


@dataclass(frozen=True, slots=True)
class Memory:
    """Everything that one device remembers. Close it when done; a ``with`` block does."""

    database: Database
    ledger: Ledger
    replica: Replica
    words: WordIndex
    facts: Facts
    conversations: Conversations
    recall: Recall

    def meant(self, wish: str) -> list[Record]:
        """The fact with this id, else those in which these words stand. Raises :class:`UnknownMemory` without any."""
        try:
            return [self.facts.find(wish)]
        except UnknownMemory as error:
            if found := self.words.holding(wish, MOST_MEANT):
                return found
            raise UnknownMemory(f"{shown(wish)} is neither the id of one memory nor words of any.") from error

    def check(self) -> int:
        """Read everything and compare checksums; how many records there are. Raises :class:`DamagedMemory`."""
        return check(self.database, self.ledger)

    def statistics(self) -> Statistics:
        """How much is stored."""
        return statistics(self.database, self.ledger)

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_memory(
    folder: Path,
    clock: Clock | None = None,
    *,
    chance: Chance = os.urandom,
    place: Fingerprint = fingerprint,
    embed: Embed | None = None,
    embedding_model: str = "",
) -> Memory:
    """Open the memory in a folder; it is made when it is not there.

    With ``embed``, which makes vectors with the model named ``embedding_model``, facts are also found by meaning.
    """
    database = Database(folder / DATABASE_FILE)
    ledger = Ledger(folder / PLACE_FILE, clock or SystemClock(), chance, place)
    replica = Replica(database, ledger, chance)
    words = WordIndex(database)
    return Memory(
        database=database,
        ledger=ledger,
        replica=replica,
        words=words,
        facts=Facts(database, ledger, words),
        conversations=Conversations(database, ledger, words),
        recall=Recall(database, words, Meanings(database, embedding_model, embed).nearest if embed else None),
    )
