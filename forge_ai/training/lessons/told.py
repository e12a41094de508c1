"""One thing that somebody tells: their words, how they come back, and the questions that it answers.

Does not know what is told, nor in which order a conversation goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from forge_ai.training.lessons.facts import THANKING, Fact, capital, other_value
from forge_ai.training.lessons.names import draw
from forge_ai.training.lessons.other_words import OTHER_WORDS, fits_owner

Exchange = tuple[str, str]
"""What is said, and the answer."""

_NAME: Final = re.compile(r"(?<![\w`])(?!I\b)[A-Z][\w-]*")


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of the person.

    `keys` say what it is about: two with a key in common would contradict each other. `clause` is the statement as it
    comes back ("your dog is called Rex"), `asked` are questions that it answers, `at_once` those that are clear only
    right after it, `replies` what is said to it instead of a mere acknowledgement, `short` the answer in a word or two.
    """

    keys: frozenset[str]
    said: str
    clause: str
    asked: tuple[Exchange, ...] = ()
    at_once: tuple[Exchange, ...] = ()
    replies: tuple[str, ...] = ()
    short: str = ""

    @property
    def answer(self) -> str:
        """The statement as a sentence of the assistant."""
        return f"{capital(self.clause)}."

    @property
    def in_haste(self) -> Told:
        """The same from somebody who uses no capitals: the names in the answers are written as they were typed."""
        names = _NAME.findall(self.clause)
        return replace(
            self,
            clause=_small(self.clause, names),
            asked=tuple((question, capital(_small(answer, names))) for question, answer in self.asked),
            at_once=tuple((question, capital(_small(answer, names))) for question, answer in self.at_once),
            replies=tuple(capital(_small(reply, names)) for reply in self.replies),
            short=_small(self.short, names),
        )

    def thanked(self, random: Random) -> str:
        """The answer to one who tells it."""
        return random.choice(self.replies) if self.replies else random.choice(THANKING).format(self.clause)

    def joins(self, others: Iterable[Told]) -> bool:
        """Whether it can be told beside the others."""
        return all(not self.keys & other.keys for other in others)


def _small(text: str, names: list[str]) -> str:
    for name in names:
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", name.lower(), text)
    return text


def pick(random: Random, values: tuple[str, ...]) -> str:
    """One of the values that are not kept back for the exam."""
    return draw(lambda chance: chance.choice(values), random, held_out=False)


def sentence(clause: str) -> str:
    """The clause with a capital letter and a full stop."""
    return f"{capital(clause)}."


def keys_of(fact: Fact) -> frozenset[str]:
    """What a fact is about: its kind and owner, and whom it concerns where that is not the person."""
    owner = () if fact.owner.kind == "me" else (f"about {fact.owner.name}",)
    return frozenset((f"{fact.relation.key}/{fact.owner.name}", f"={fact.value.casefold()}", *owner))


def told_fact(random: Random, fact: Fact) -> Told:
    """A fact of the tables as something told: asked for in usual and in other words, and doubted."""
    said = random.choice(fact.relation.tell).format(v=fact.value, **fact.owner.told)
    return Told(keys_of(fact), said, fact.clause, tuple(_asked(random, fact)), short=f"{capital(fact.value)}.")


def _asked(random: Random, fact: Fact) -> Iterable[Exchange]:
    if fact.relation.ask:
        yield fact.asked_otherwise(random), fact.answer
        yield fact.wondered(random), fact.answer
    for wording in OTHER_WORDS.get(fact.relation.key, ()):
        if not fits_owner(wording, fact.owner.kind):
            continue
        yield capital(wording.format(**fact.owner.told)), fact.answer
    if question := fact.checked(random):
        yield question, fact.confirmation
    if fact.relation.ask and (question := other_value(random, fact).checked(random)):
        yield question, fact.denial
    if fact.relation.reverse:
        verb = "are" if fact.relation.family == "called_many" else "is"
        yield f"Who {verb} {fact.value}?", sentence(fact.relation.reverse.format(v=fact.value, **fact.owner.answered))
