"""One thing that somebody tells: their words, how they come back, and the questions that it answers.

Does not know what is told, nor in which order a conversation goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from forge_ai.training.lessons.facts.fact import THANKING, Fact, other_value
from forge_ai.training.lessons.telling.amends import HERS, PETS_AND_PEOPLE, pronoun, with_pronoun
from forge_ai.training.lessons.telling.other_words import OTHER_WORDS, fits_owner
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.names import draw

Exchange = tuple[str, str]
"""What is said, and the answer."""

NAME_ASKED: Final = ("What is {she} called?", "What's {her} name?", "So what is {she} called?", "And {her} name?")
SUPPOSING: Final = (", isn't it", ", right", ", am I right", ", no", ", or not", ", correct", ", yes", ", is it")
OTHER_NOUNS: Final = (
    "dog",
    "cat",
    "horse",
    "sister",
    "brother",
    "mother",
    "father",
    "boss",
    "neighbour",
    "son",
    "aunt",
)
NEVER_TOLD: Final = (
    ("How old is {}?", "how old {} is"),
    ("Where does {} live?", "where {} lives"),
    ("What does {} like?", "what {} likes"),
    ("When is {}'s birthday?", "when {}'s birthday is"),
    ("Where is {} from?", "where {} comes from"),
    ("What does {} eat?", "what {} eats"),
    ("How tall is {}?", "how tall {} is"),
)
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
        return f"{capitalised(self.clause)}."

    @property
    def in_haste(self) -> Told:
        """The same from somebody who uses no capitals: the names in the answers are written as they were typed."""
        return self._typed(str.lower)

    @property
    def in_capitals(self) -> Told:
        """The same from somebody who uses nothing but capitals."""
        return self._typed(str.upper)

    def _typed(self, typed: Callable[[str], str]) -> Told:
        names = {name: typed(name) for name in _NAME.findall(self.clause)}
        return replace(
            self,
            clause=_named(self.clause, names),
            asked=tuple((question, capitalised(_named(answer, names))) for question, answer in self.asked),
            at_once=tuple((question, capitalised(_named(answer, names))) for question, answer in self.at_once),
            replies=tuple(capitalised(_named(reply, names)) for reply in self.replies),
            short=_named(self.short, names),
        )

    def thanked(self, random: Random) -> str:
        """The answer to one who tells it."""
        return random.choice(self.replies) if self.replies else random.choice(THANKING).format(self.clause)

    def joins(self, others: Iterable[Told]) -> bool:
        """Whether it can be told beside the others."""
        return all(not self.keys & other.keys for other in others)


def _named(text: str, names: Mapping[str, str]) -> str:
    for name, typed in names.items():
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", typed, text)
    return text


def pick(random: Random, values: tuple[str, ...]) -> str:
    """One of the values that are not kept back for the exam."""
    return draw(lambda chance: chance.choice(values), random, held_out=False)


def sentence(clause: str) -> str:
    """The clause with a capital letter and a full stop."""
    return f"{capitalised(clause)}."


def keys_of(fact: Fact) -> frozenset[str]:
    """What a fact is about: its kind and owner, and whom it concerns where that is not the person."""
    if fact.owner.kind != "me":
        owner: tuple[str, ...] = (f"about {fact.owner.name}",)
    else:
        owner = (f"about {fact.relation.key}",) if fact.relation.family in PETS_AND_PEOPLE else ()
    return frozenset((f"{fact.relation.key}/{fact.owner.name}", f"={fact.value.casefold()}", *owner))


def told_fact(random: Random, fact: Fact) -> Told:
    """A fact of the tables as something told: asked for in usual and in other words, and doubted."""
    said = random.choice(fact.relation.tell).format(v=fact.value, **fact.owner.told)
    asked, at_once = tuple(_asked(random, fact)), tuple(_asked_at_once(random, fact))
    return Told(keys_of(fact), said, fact.clause, asked, at_once, short=f"{capitalised(fact.heard)}.")


def _asked_at_once(random: Random, fact: Fact) -> Iterable[Exchange]:
    """Questions with a pronoun, such as where she lives."""
    if fact.owner.kind in ("relative", "named") and fact.relation.ask:
        yield with_pronoun(random, random.choice(fact.relation.ask), fact), fact.answer
    if fact.relation.family in PETS_AND_PEOPLE:
        she = pronoun(random, fact)
        yield random.choice(NAME_ASKED).format(she=she, her=HERS[she]), fact.answer


def _asked(random: Random, fact: Fact) -> Iterable[Exchange]:
    if fact.relation.ask:
        yield fact.asked_otherwise(random), fact.answer
        yield fact.wondered(random), fact.answer
    for wording in OTHER_WORDS.get(fact.relation.key, ()):
        if not fits_owner(wording, fact.owner.kind):
            continue
        yield capitalised(wording.format(**fact.owner.told)), fact.answer
    if question := fact.checked(random):
        yield question, fact.confirmation
    if fact.relation.ask and (question := other_value(random, fact).checked(random)):
        yield question, fact.denial
    if fact.relation.ask and fact.owner.kind != "place":
        yield _supposed(random, fact), fact.confirmation
        yield _supposed(random, other_value(random, fact)), fact.denial
    if fact.relation.family in PETS_AND_PEOPLE and fact.relation.reverse and fact.owner.kind == "me":
        yield from _about_a_name(random, fact)
    if fact.relation.reverse:
        verb = "are" if fact.relation.family == "called_many" else "is"
        yield f"Who {verb} {fact.value}?", sentence(fact.relation.reverse.format(v=fact.value, **fact.owner.answered))


def _supposed(random: Random, fact: Fact) -> str:
    """The fact as a question of one who thinks to know it."""
    told = fact.relation.tell[0].format(v=fact.value, **fact.owner.told).removesuffix(".")
    return f"{told}{random.choice(SUPPOSING)}?"


def _about_a_name(random: Random, fact: Fact) -> Iterable[Exchange]:
    """What else may be asked about one who has a name: whose it is, and what was never told."""
    noun, clause = fact.relation.key, fact.relation.reverse.format(v=fact.value, **fact.owner.answered)
    yield f"Is {fact.value} my {noun}?", f"Yes, {clause}."
    other = random.choice([one for one in OTHER_NOUNS if one not in (noun, fact.renamed.relation.key)])
    yield f"Is {fact.value} my {other}?", f"No, {clause}."
    if fact.relation.family == "person" or noun in OTHER_NOUNS:
        question, unknown = random.choice(NEVER_TOLD)
        yield question.format(fact.value), f"I don't know {unknown.format(fact.value)}. You haven't told me."
