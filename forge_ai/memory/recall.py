"""Which facts go into a prompt: at most eight short dated lines that have to do with the question.

Does not know what the prompt looks like around them. Superseded facts never come; of two facts about the same thing
only the newer one does; the rest stand in the order in which they were told, so that equal questions give equal lines.
"""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from forge_ai.memory.contradictions import same_subject
from forge_ai.memory.disk import rows
from forge_ai.memory.disk.database import Database
from forge_ai.memory.telling.candidates import normal
from forge_ai.memory.telling.subjects import subject_asked
from forge_ai.memory.words import Hit, WordIndex
from forge_ai.protocol.memory.moments import day
from forge_ai.protocol.memory.records import Record, created_ms, read_details

MOST_LINES: Final = 8
_CANDIDATES: Final = 16
_LINE_CHARACTERS: Final = 240
_TINY: Final = 8  # so few facts all fit: no choice has to be made
_SMALL: Final = 40  # below this, recent facts are likely to have to do with anything
_WEAK: Final = 0.3  # of the best score; below it a line only shares a common word with the question
_ABOUT_MEMORY: Final = re.compile(
    r"\b(?:remember|know|told you|memor(?:y|ies))\b.*\b(?:me|my|i|you)\b|^\s*who am i\b", re.IGNORECASE
)

Nearest = Callable[[str, int], Sequence[tuple[bytes, float]]]


@dataclass(frozen=True, slots=True)
class Recalled:
    """One fact for a prompt: whose it is, the day since when it holds, and its words on one line."""

    identity: bytes
    date: str
    text: str

    @property
    def line(self) -> str:
        """The dated line as it stands in a prompt."""
        return f"{self.date}: {self.text}"


class Recall:
    """Chooses the facts for a question. ``nearest`` finds facts by meaning, where a model offers embeddings."""

    def __init__(self, database: Database, words: WordIndex, nearest: Nearest | None = None) -> None:
        self._database = database
        self._words = words
        self._nearest = nearest

    def lines(self, question: str, most: int = MOST_LINES, most_tokens: float = math.inf) -> list[Recalled]:
        """At most ``most`` facts that have to do with the question, in the order in which they were told.

        Those that a model would read as more than ``most_tokens``, about, leave room to others.
        """
        chosen = self._choose(question)
        with self._database.reading() as connection:
            newest: dict[str, Record] = {}
            for record in chosen:
                current = _current(connection, record)
                newest.setdefault(normal(current.text), current)  # two devices may have been told the same
        fitting = _fitting(list(newest.values())[:most], most_tokens)
        return [_recalled(record) for record in sorted(fitting, key=_order)]

    def _choose(self, question: str) -> list[Record]:
        """Candidates, the best first."""
        few = self._recent(_TINY + 1)
        if len(few) <= _TINY:
            return few
        found = [*self._by_subject(question), *fused([self._by_words(question), self._by_meaning(question)])]
        if found:
            return found
        recent = self._recent(_SMALL + 1)
        return recent[:MOST_LINES] if len(recent) <= _SMALL or _ABOUT_MEMORY.search(question) else []

    def _by_subject(self, question: str) -> list[Record]:
        """The newest fact about exactly what is asked for."""
        subject = subject_asked(question)
        with self._database.reading() as connection:
            return same_subject(connection, subject)[:1] if subject else []

    def _by_words(self, question: str) -> list[Record]:
        return strong(self._words.facts(question, _CANDIDATES))

    def _by_meaning(self, question: str) -> list[Record]:
        if self._nearest is None:
            return []
        near = self._nearest(question, _CANDIDATES)
        with self._database.reading() as connection:
            found = (rows.select(connection, "WHERE identity = ? AND state = 1", (one,)) for one, _ in near)
            return [record for records in found for record in records]

    def _recent(self, most: int) -> list[Record]:
        with self._database.reading() as connection:
            return list(rows.select(connection, "WHERE kind <> 2 AND state = 1 ORDER BY number DESC LIMIT ?", (most,)))


def strong(hits: Sequence[Hit]) -> list[Record]:
    """The records of hits that are not far weaker than the best one."""
    best = max((hit.score for hit in hits), default=0.0)
    return [hit.record for hit in hits if hit.score >= best * _WEAK]


def fused(rankings: Sequence[Sequence[Record]]) -> list[Record]:
    """Several rankings as one, by reciprocal ranks (Cormack, Clarke and Büttcher, SIGIR 2009, with their k = 60)."""
    score: dict[bytes, float] = {}
    records: dict[bytes, Record] = {}
    for ranking in rankings:
        for rank, record in enumerate(ranking):
            score[record.identity] = score.get(record.identity, 0.0) + 1 / (60 + rank)
            records[record.identity] = record
    return sorted(records.values(), key=lambda record: -score[record.identity])


def _fitting(records: Iterable[Record], tokens: float) -> Iterator[Record]:
    """The records that have room, the best first."""
    for record in records:
        cost = _tokens(_recalled(record).line)
        if cost <= tokens:
            tokens -= cost
            yield record


def _tokens(text: str) -> float:
    """About how many tokens a text is for a model that has hardly seen its words."""
    unseen = sum(len(letter.encode()) for letter in text if letter.isdigit() or not letter.isascii())
    return unseen + sum(letter.isascii() and not letter.isdigit() for letter in text) / 2


def _current(connection: sqlite3.Connection, record: Record) -> Record:
    """The newest fact about the same thing: two devices may each have been told one."""
    about = read_details(record.details).get("about")
    return (same_subject(connection, about) or [record])[0] if about else record


def _recalled(record: Record) -> Recalled:
    text = " ".join(record.text.split())
    short = text if len(text) <= _LINE_CHARACTERS else f"{text[: _LINE_CHARACTERS - 1]}…"
    return Recalled(record.identity, since(record), short)


def since(record: Record) -> str:
    """The day since when a fact holds: as it was given, otherwise when it was told."""
    given = read_details(record.details).get("since", "")
    return given[:10] or day(created_ms(record.identity))


def _order(record: Record) -> tuple[str, bytes]:
    return since(record), record.identity
