"""Facts that nobody asked to remember, judged: junk, questions, secrets and doubles are not kept.

Does not know how candidates are found. What a person asks to remember is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import Enum
from typing import Final

from forge_ai.memory.telling.patterns import straight

LONGEST: Final = 300
SHORTEST_WORDS: Final = 3

_QUESTION: Final = re.compile(
    r"\?\s*$|^\s*(?:what|who|whom|whose|where|when|why|how|which|is|are|do|does|did|can|could|would|should|will)\b",
    re.IGNORECASE,
)
_KEY: Final = (  # to money, or to somebody's whole life
    r"\b(?:cvv|cvc|api[ _-]?key|secret[ _-]?key|private key|seed phrase|recovery code|access token|social security)\b"
    r"|\b(?:\d[ -]?){13,19}\b"  # card numbers
    r"|\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b"  # IBAN, and the same in groups; Norway's is the shortest
    r"|\b[A-Z]{2}\d{2}(?:(?: [A-Z0-9]{4}){3,7}(?: [A-Z0-9]{1,3})?|(?: \d{4}){2} \d{3})\b"
    r"|\b(?:sk|pk|ghp|xox[abp])[-_][A-Za-z0-9_-]{12,}"
    r"|-----BEGIN "
)
_KEYS: Final = re.compile(_KEY, re.IGNORECASE)
_SECRET: Final = re.compile(rf"\b(?:password|passwort|passphrase|passcode|pin(?: code)?)\b|{_KEY}", re.IGNORECASE)
_INSTRUCTION: Final = re.compile(
    r"^\s*(?:you (?:are|must|should|will|can)\b|ignore\b|system prompt|as an ai\b|please (?:write|give|make|tell)\b|"
    r"(?:write|tell|give|show|make|explain|translate|summari[sz]e|list)\b)|\bsystem prompt\b|\blanguage model\b",
    re.IGNORECASE,
)
_PASSING: Final = re.compile(
    r"\b(?:right now|at the moment|today|tonight|tomorrow|yesterday|this morning|currently)\b", re.IGNORECASE
)
_ABOUT_PERSON: Final = re.compile(r"\b(?:i|i'm|i've|my|mine|me|we|our|the user(?:'s)?)\b", re.IGNORECASE)
_TURNED_WORDS: Final = "user their they that this with have calls called named lives likes"  # first into third person
_TURNED: Final = frozenset(word[:5] for word in _TURNED_WORDS.split(" "))


class Verdict(Enum):
    """What happens to a candidate."""

    KEEP = "keep"
    REVIEW = "wait for the person's yes"
    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    QUESTION = "a question"
    SECRET = "looks like a secret"  # noqa: S105 - a reason, not a password
    INSTRUCTION = "an instruction, not a fact"
    KNOWN = "already known"
    NOT_SAID = "not in the person's words"


def judge(candidate: str, said: str, known: Collection[str]) -> Verdict:
    """Whether a candidate fact becomes a memory.

    ``said`` is everything that the person said in the conversation: a candidate whose telling words are not in it was
    made up. ``known`` holds :func:`normal` forms of facts that are already there.
    """
    candidate = straight(candidate)
    refusal = _refusal(candidate)
    if refusal:
        return refusal
    if normal(candidate) in known:
        return Verdict.KNOWN
    if not telling_words(candidate) <= telling_words(said):
        return Verdict.NOT_SAID
    unsure = _PASSING.search(candidate) or not _ABOUT_PERSON.search(candidate)
    return Verdict.REVIEW if unsure else Verdict.KEEP


def _refusal(candidate: str) -> Verdict | None:
    checks = (
        (len(candidate.split()) < SHORTEST_WORDS, Verdict.TOO_SHORT),
        (len(candidate) > LONGEST, Verdict.TOO_LONG),
        (bool(_QUESTION.search(candidate)), Verdict.QUESTION),
        (bool(_SECRET.search(candidate)), Verdict.SECRET),
        (bool(_INSTRUCTION.search(candidate)), Verdict.INSTRUCTION),
    )
    return next((verdict for refused, verdict in checks if refused), None)


def holds_key(text: str) -> bool:
    """Whether a key to money or to accounts stands in the text, such as a card number; kept only when asked for."""
    return bool(_KEYS.search(text))


def normal(text: str) -> str:
    """The form in which two spellings of one fact are equal."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def telling_words(text: str) -> set[str]:
    """The words of a text that carry its content, shortened so that "dogs" meets "dog"."""
    return {word[:5] for word in re.findall(r"\w{4,}", text.casefold())} - _TURNED
