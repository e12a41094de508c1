"""How the speakers of a conversation interact: lengths, vocabularies, repetition, uptake, questions, and drift.

Pure arithmetic on words; what each number means stands in docs/conversations.md. Does not know who the speakers are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from forge_ai.memory.words import FUNCTION_WORDS
from forge_ai.protocol.conversations.dialogue import Turn
from forge_ai.protocol.conversations.transcript import Transcript

WINDOW: Final = 50
ANCHOR_TURNS: Final = 2
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_SENTENCE: Final = re.compile(r"[^.!?…\n]+[.!?…]*")
_SHORT_ANSWERS: Final = """a about always because both certainly easy from gladly i maybe my neither never no only
perhaps simple sure to with yes"""
_ANSWER_WORDS: Final = frozenset(_SHORT_ANSWERS.split())


@dataclass(frozen=True, slots=True)
class SpeakerMeasures:
    """What one speaker is like. Shares are from 0 to 1; ``turns`` counts those in which something was said."""

    speaker: str
    turns: int
    words: int
    words_per_turn: float
    words_per_sentence: float
    vocabulary: int
    variety: float
    repetition: float
    questions_per_turn: float
    exclamations_per_turn: float
    questions_asked: int
    questions_answered: int


@dataclass(frozen=True, slots=True)
class Uptake:
    """How much one speaker takes up another's words: on average, turn by turn, and words first heard from the other."""

    speaker: str
    other: str
    mean: float
    course: tuple[tuple[int, float], ...]
    borrowed: int


@dataclass(frozen=True, slots=True)
class Interplay:
    """All measures of one conversation. ``nearness`` is each turn's to the topic; ``drift`` what was lost of it."""

    topic: str
    speakers: tuple[SpeakerMeasures, ...]
    uptakes: tuple[Uptake, ...]
    nearness: tuple[tuple[int, float], ...]
    drift: float

    def to_json(self) -> dict[str, Any]:
        """The measures as plain JSON values."""
        return asdict(self)


def measure(transcript: Transcript) -> Interplay:
    """Measure a conversation. A person who put in words counts as a speaker."""
    turns = [turn for turn in transcript.turns if words_of(turn.text)]
    names = list(dict.fromkeys([*transcript.speakers, *(turn.speaker for turn in turns)]))
    pairs = [(one, other) for one in names for other in names if one != other]
    near = _nearness(transcript.topic, turns)
    return Interplay(
        transcript.topic,
        tuple(_speaker(name, turns) for name in names),
        tuple(_uptake(one, other, turns) for one, other in pairs),
        near,
        _drift(near),
    )


def words_of(text: str) -> list[str]:
    """The words of a text, in small letters."""
    return _WORD.findall(text.casefold().replace("\u2019", "'"))


def content_of(text: str) -> list[str]:
    """The words that carry meaning, without a plural's s."""
    return [_stem(word) for word in words_of(text) if word not in FUNCTION_WORDS and len(word) > 2 and "'" not in word]


def variety(words: Sequence[str], window: int = WINDOW) -> float:
    """The share of different words, averaged over windows of one length so that long and short texts compare."""
    if not words:
        return 0.0
    if len(words) <= window:
        return len(set(words)) / len(words)
    starts = range(len(words) - window + 1)
    return sum(len(set(words[start : start + window])) for start in starts) / window / len(starts)


def repetition(texts: Iterable[str]) -> float:
    """The share of runs of three words that the same speaker had said before."""
    seen: set[tuple[str, ...]] = set()
    again = total = 0
    for text in texts:
        words = words_of(text)
        for run in zip(words, words[1:], words[2:], strict=False):
            again += run in seen
            total += 1
            seen.add(run)
    return again / total if total else 0.0


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, with their marks."""
    return [part for found in _SENTENCE.findall(text) if words_of(part := found.strip())]


def questions_in(text: str) -> list[str]:
    """The sentences that end with a question mark."""
    return [sentence for sentence in sentences_of(text) if sentence.endswith("?")]


def answers(question: str, reply: str) -> bool:
    """Whether a reply states something about a question: a shared word, or the beginning of an answer."""
    statements = [sentence for sentence in sentences_of(reply) if not sentence.endswith("?")]
    if not statements:
        return False
    first = {words_of(sentence)[0] for sentence in statements[:2]}
    shared = set(content_of(question)) & set(content_of(" ".join(statements)))
    return bool(shared or first & _ANSWER_WORDS)


def _speaker(name: str, turns: Sequence[Turn]) -> SpeakerMeasures:
    texts = [turn.text for turn in turns if turn.speaker == name]
    words = [word for text in texts for word in words_of(text)]
    sentences = [sentence for text in texts for sentence in sentences_of(text)]
    asked, answered = _questions(name, turns)
    count = max(1, len(texts))
    return SpeakerMeasures(
        speaker=name,
        turns=len(texts),
        words=len(words),
        words_per_turn=round(len(words) / count, 2),
        words_per_sentence=round(len(words) / max(1, len(sentences)), 2),
        vocabulary=len(set(words)),
        variety=round(variety(words), 3),
        repetition=round(repetition(texts), 3),
        questions_per_turn=round(asked / count, 2),
        exclamations_per_turn=round(sum(sentence.endswith("!") for sentence in sentences) / count, 2),
        questions_asked=asked,
        questions_answered=answered,
    )


def _questions(name: str, turns: Sequence[Turn]) -> tuple[int, int]:
    """How many questions a speaker asked, and how many of them the next other speaker answered."""
    asked = answered = 0
    for number, turn in enumerate(turns):
        if turn.speaker != name:
            continue
        reply = next((later.text for later in turns[number + 1 :] if later.speaker != name), "")
        questions = questions_in(turn.text)
        asked += len(questions)
        answered += sum(answers(question, reply) for question in questions)
    return asked, answered


def _uptake(speaker: str, other: str, turns: Sequence[Turn]) -> Uptake:
    """For each turn, which share of its content words the other's last turn had."""
    course: list[tuple[int, float]] = []
    heard: list[str] = []
    for number, turn in enumerate(turns):
        if turn.speaker == other:
            heard = content_of(turn.text)
        elif turn.speaker == speaker and heard:
            own = content_of(turn.text)
            course.append((number, round(sum(word in heard for word in own) / max(1, len(own)), 3)))
    mean = sum(value for _, value in course) / max(1, len(course))
    return Uptake(speaker, other, round(mean, 3), tuple(course), _borrowed(speaker, other, turns))


def _borrowed(speaker: str, other: str, turns: Sequence[Turn]) -> int:
    """How many words the speaker uses that the other used first."""
    first: dict[str, str] = {}
    borrowed: set[str] = set()
    for turn in turns:
        for word in content_of(turn.text):
            owner = first.setdefault(word, turn.speaker)
            if turn.speaker == speaker and owner == other:
                borrowed.add(word)
    return len(borrowed)


def _nearness(topic: str, turns: Sequence[Turn]) -> tuple[tuple[int, float], ...]:
    """For each turn after the first ones, which share of its content words the topic or those first turns have."""
    anchor = set(content_of(topic))
    for turn in turns[:ANCHOR_TURNS]:
        anchor |= set(content_of(turn.text))
    return tuple((number, _share(content_of(turns[number].text), anchor)) for number in range(ANCHOR_TURNS, len(turns)))


def _share(words: Sequence[str], known: set[str]) -> float:
    return round(sum(word in known for word in words) / len(words), 3) if words else 0.0


def _drift(near: Sequence[tuple[int, float]]) -> float:
    """The mean nearness of the first half less that of the second."""
    half = len(near) // 2
    if not half:
        return 0.0
    before, after = (sum(value for _, value in part) / len(part) for part in (near[:half], near[half:]))
    return round(before - after, 3)


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
