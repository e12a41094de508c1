"""The exam of a model: sitting it, and a report with one score for each skill.

Needs no PyTorch: whoever answers is a function. Does not know how questions are written or marked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from forge_ai.protocol.values.chat import Message
from forge_ai.training.lessons.question import Question, mark
from forge_ai.training.lessons.questions import WRITERS, write_exam

__all__ = ["ExamReport", "Outcome", "Question", "Score", "flows", "mark", "sit", "variety", "write_exam"]

Answerer = Callable[[tuple[Message, ...]], str]
TURNS: Final = 10
LEAST_VARIETY: Final = 0.8  # of the runs of three words, how many must differ; the lessons' own dialogues have 0.96


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was answered to a question, and whether it was right. Of a conversation the answer holds all turns."""

    question: Question
    answer: str
    right: bool


@dataclass(frozen=True, slots=True)
class Score:
    """How many of the questions for a skill were answered rightly."""

    skill: str
    right: int
    asked: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.right / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class ExamReport:
    """All outcomes of an exam."""

    outcomes: tuple[Outcome, ...]

    @property
    def scores(self) -> tuple[Score, ...]:
        """One score for each skill that was asked, in the exam's own order."""
        asked = {outcome.question.skill for outcome in self.outcomes}
        return tuple(self._score(skill) for skill in WRITERS if skill in asked)

    @property
    def wrong(self) -> tuple[Outcome, ...]:
        """The outcomes that were not right."""
        return tuple(outcome for outcome in self.outcomes if not outcome.right)

    def rows(self) -> list[tuple[str, int, int, str]]:
        """The scores as rows of a table: skill, right, asked, per cent."""
        return [(score.skill, score.right, score.asked, f"{100 * score.share:.1f} %") for score in self.scores]

    def _score(self, skill: str) -> Score:
        marks = [outcome.right for outcome in self.outcomes if outcome.question.skill == skill]
        return Score(skill, sum(marks), len(marks))


def sit(
    questions: Iterable[Question],
    answer: Answerer,
    heard: Callable[[Outcome], None] | None = None,
    *,
    talk: Answerer | None = None,
) -> ExamReport:
    """Put all questions to `answer`, in order; `heard` is told each outcome as it comes.

    `talk` speaks in conversations, where some chance in the words keeps two models from circling; else `answer` does.
    """
    outcomes = []
    for question in questions:
        outcome = _asked(question, answer if question.partner is None else talk or answer)
        outcomes.append(outcome)
        if heard is not None:
            heard(outcome)
    return ExamReport(tuple(outcomes))


def _asked(question: Question, answer: Answerer) -> Outcome:
    if question.partner is not None:
        turns = converse(question, answer)
        return Outcome(question, "\n".join(turns), flows(turns))
    text = answer(question.messages)
    return Outcome(question, text, mark(question, text))


def converse(question: Question, answer: Answerer) -> list[str]:
    """Ten turns of a conversation in which `answer` speaks for both sides; each side sees the other as the user."""
    sides = [question.messages, (Message("system", question.partner or ""),)]
    turns: list[str] = []
    for number in range(TURNS):
        speaker, listener = number % 2, 1 - number % 2
        text = answer(sides[speaker])
        turns.append(text)
        sides[speaker] += (Message("assistant", text),)
        sides[listener] += (Message("user", text),)
    return turns


def flows(turns: Sequence[str]) -> bool:
    """Whether a conversation is one: nobody is silent, nobody repeats a turn, and the words vary."""
    said = [" ".join(turn.casefold().split()) for turn in turns]
    return all(said) and len(set(said)) == len(said) and variety(said) >= LEAST_VARIETY


def variety(turns: Sequence[str]) -> float:
    """The share of different runs of three words among all runs of three words."""
    runs = [run for turn in turns for run in _runs_of_three(turn.split())]
    return len(set(runs)) / len(runs) if runs else 0.0


def _runs_of_three(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(words, words[1:], words[2:], strict=False))
