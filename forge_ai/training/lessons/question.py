"""One question of the exam, and whether an answer to it is right.

Does not know who answers, nor how questions are made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from forge_ai.protocol.values.chat import Message


@dataclass(frozen=True, slots=True)
class Question:
    """A conversation that waits for an answer, and what makes the answer right.

    All of `must_contain`, at least one of `any_of` (if there are any) and none of `must_not_contain` have to stand in
    the answer as whole words, in whatever case. A question with a `partner` (a system prompt) opens a conversation with
    somebody of the same mind instead, and is not marked by words.
    """

    skill: str
    messages: tuple[Message, ...]
    must_contain: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    must_not_contain: tuple[str, ...] = ()
    partner: str | None = None


def mark(question: Question, answer: str) -> bool:
    """Whether the answer is right."""
    if not answer.strip():
        return False
    if question.any_of and not any(stands_in(phrase, answer) for phrase in question.any_of):
        return False
    if any(stands_in(phrase, answer) for phrase in question.must_not_contain):
        return False
    return all(stands_in(phrase, answer) for phrase in question.must_contain)


def stands_in(phrase: str, answer: str) -> bool:
    """Whether the phrase stands in the answer as whole words; kinds of apostrophes and spaces do not matter."""
    pattern = rf"(?<!\w){re.escape(plain(phrase))}(?!\w)"
    return re.search(pattern, plain(answer)) is not None


def plain(text: str) -> str:
    """The text in small letters, with one kind of apostrophe and single spaces."""
    return " ".join(text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
