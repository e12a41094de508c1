"""One fact, and every way to say it: telling, noting, asking, answering, correcting, and not knowing.

Does not know how facts are put together into conversations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from forge_ai.training.lessons.exchanges.gaps import BEYOND, KNOWN_PLACES
from forge_ai.training.lessons.facts.belongings import AROUND, BELONGINGS, HABITS, THINGS
from forge_ai.training.lessons.facts.first_met import FIRST_MET, MORE_ASKED, SAME
from forge_ai.training.lessons.facts.owners import (
    ME,
    MORE_RELATIVES,
    OURSELVES,
    RELATIVES,
    Forms,
    Owner,
    OwnerKind,
    named,
    place,
    relative,
)
from forge_ai.training.lessons.facts.relation_table import RELATIONS, TOLD_FIRST
from forge_ai.training.lessons.facts.relations import Relation
from forge_ai.training.lessons.facts.whether import whether
from forge_ai.training.lessons.words.beginnings import capitalised, small
from forge_ai.training.lessons.words.casual import casual
from forge_ai.training.lessons.words.names import draw, is_held_out, person_name
from forge_ai.training.lessons.words.values import KINDS

TELLING: Final = (
    "{}",
    "{}",
    "{}",
    "{}",
    "Remember that {}",
    "Please remember that {}",
    "Please note: {}",
    "By the way, {}",
    "Hi! {}",
)
NOTING: Final = ("{}", "{}", "{}", "{}", "{}", "Remember that {}", "Note: {}")
CORRECTING: Final = (
    "Actually, {}",
    "Sorry, I was wrong. {}",
    "No, {}",
    "I made a mistake: {}",
    "Correction: {}",
    "No wait, {}",
    "That's wrong. {}",
)
THANKING: Final = ("Got it, {}.", "I'll remember that {}.", "Noted, {}.", "Thanks, I'll remember that {}.")
POLITE: Final = 0.12
TOLD_FIRST_SHARE: Final = 0.3
FIRST_MET_SHARE: Final = 0.07
BELONGINGS_SHARE: Final = 0.12
SAME_THING: Final = 0.4
MORE_ASKED_SHARE: Final = 0.15
JOINTS: Final = (" and", " and", ",")
CONTRACTED: Final = 0.5
SHORT_FORMS: Final = (("I am ", "I'm "), ("My name is ", "My name's "), ("There is ", "There's "), ("It is ", "It's "))
WONDERING: Final = (
    "Could you tell me {}?",
    "I forgot {}.",
    "I have forgotten {}.",
    "I can't remember {}.",
    "Do you happen to know {}?",
    "Do you still know {}?",
    "Any idea {}?",
    "I'd like to know {}.",
    "Would you remind me {}?",
    "Let me know {}, please.",
)
ORDERS: Final = ("Tell me", "Remind me")
NOT_ALONE: Final = ("liked", "speaking", "learning", "allergy", "instrument", "shopping", "does", "state")
SAID_ALONE: Final = ("number", "of the house", "electronic address")
ALONE: Final = 0.05
THE: Final = 0.15
OF_THINGS: Final = ("called", "kept", "coloured", "leaves", "when", "soon", "attribute", "state", "due")
SHARED: Final = ("attribute", "state", "due", "does", "goes", "parked")
OURS: Final = 0.12
IN_FEW_WORDS: Final = 0.5
REST: Final = {
    "called": "{short} {v}",
    "person": "{short} {v}",
    "live": "{sub} in {v}",
    "kept": "{short} {v}",
    "lies": "{short} {v}",
    "when": "{short} on {v}",
    "favourite": "{short} {v}",
}
"""By the family of a fact, what is left of it after another one: my sister lives in Oslo and my brother in Rome."""
CAPITAL_KEY: Final = "capital of a place"
_MINE: Final = re.compile(r"\bmy\b")
OWNER_KINDS: Final[tuple[OwnerKind, ...]] = ("me", "me", "me", "named", "named", "relative")


@dataclass(frozen=True, slots=True)
class Fact:
    """What is so, for whom."""

    relation: Relation
    owner: Owner
    value: str

    @property
    def key(self) -> tuple[str, str]:
        """What two facts have in common when the later one takes the place of the earlier one."""
        return self.relation.key, self.owner.name

    @property
    def clause(self) -> str:
        """The fact as the assistant says it, inside a sentence: "your dog is called Rex"."""
        return self.relation.answer.format(v=self.heard, **self.owner.answered)

    @property
    def heard(self) -> str:
        """The value as the assistant says it: what lies in my bag for the teller lies in your bag for the listener."""
        return _MINE.sub("your", self.value)

    @property
    def answer(self) -> str:
        """The answer to the question about the fact."""
        return f"{capitalised(self.clause)}."

    @property
    def correction(self) -> str:
        """The answer to one who has corrected the fact."""
        return f"Thanks, I've updated that: {self.clause}."

    @property
    def ignorance(self) -> str:
        """The answer when the fact has not been told. About the world a bigger model may know."""
        if self.owner.kind == "place":
            return BEYOND
        unknown = self.relation.unknown.format(v=self.value, **self.owner.answered)
        return f"I don't know {unknown}. You haven't told me."

    @property
    def confirmation(self) -> str:
        """The answer to one who asks whether it is so."""
        return f"Yes, {self.clause}."

    @property
    def denial(self) -> str:
        """The answer to one who asks whether it is otherwise; there may be more that somebody likes."""
        if self.relation.family in NOT_ALONE:
            return f"I only know that {self.clause}."
        return f"No, {self.clause}."

    @property
    def in_haste(self) -> Fact:
        """The fact as somebody types it who uses no capitals."""
        owner = named(self.owner.name.lower()) if self.owner.kind == "named" else self.owner
        return replace(self, owner=owner, value=self.value.lower())

    @property
    def renamed(self) -> Fact:
        """The same fact under another word: my mother for my mum. The fact itself where there is no other word."""
        relation = BY_KEY.get(SAME.get(self.relation.key, ""), self.relation)
        owner = self.owner
        if owner.kind == "relative" and owner.name in SAME:
            owner = relative(SAME[owner.name])
        return replace(self, relation=relation, owner=owner)

    def told(self, random: Random) -> str:
        """The fact in the words of the person."""
        text = framed(random.choice(TELLING), contracted(self._sentence(random), random), self)
        return casual(text, random, capitalised(self.value), self.owner.name) if random.random() < 0.25 else text

    def told_with(self, other: Fact, random: Random) -> str:
        """Two facts in one sentence of the person; where both say the same, the second one often in few words."""
        rest = REST.get(other.relation.family, "") if other.relation.family == self.relation.family else ""
        if rest and random.random() < IN_FEW_WORDS:
            short = other.relation.short.format(**other.owner.told)
            end = rest.format(v=other.value, short=short, **other.owner.told)
            return f"{self.relation.tell[0].format(v=self.value, **self.owner.told).removesuffix('.')} and {end}."
        first = framed("{}", contracted(self._sentence(random), random), self).removesuffix(".")
        second = framed("and {}", contracted(other._sentence(random), random), other)
        return f"{first}{random.choice(JOINTS)} {second[len('and ') :]}"

    def _sentence(self, random: Random) -> str:
        return random.choice(self.relation.tell).format(v=self.value, **self._told_by(random))

    def _told_by(self, random: Random) -> Forms:
        """The forms of the teller, who now and then speaks for a household: our boat."""
        shared = self.owner is ME and self.relation.family in SHARED and random.random() < OURS
        return OURSELVES if shared else self.owner.told

    def noted(self, random: Random) -> str:
        """The fact as a line of remembered facts, in the first or the third person."""
        forms = self._told_by(random) if random.random() < 0.6 or self.heard != self.value else self.owner.noted
        sentence = random.choice(self.relation.tell).format(v=self.value, **forms)
        line = framed(random.choice(NOTING), sentence, self)
        return line.removesuffix(".") if random.random() < 0.1 else line

    def corrected(self, random: Random) -> str:
        """The person's words when the fact takes the place of an older one."""
        if random.random() < 0.25 and self.relation.family not in ("kept", "lies", "parked"):
            return random.choice(("Sorry, I meant {}.", "Actually, it's {}.", "No, {}.")).format(self.value)
        sentence = random.choice(self.relation.tell[:2]).format(v=self.value, **self.owner.told)
        return framed(random.choice(CORRECTING), sentence, self)

    def checked(self, random: Random) -> str:
        """A question for yes or no: whether it is so. Only lessons have it; empty where nobody would ask so."""
        turned = whether(self.relation.answer)
        if not turned or self.owner.kind == "place":
            return ""
        if random.random() < 0.85 or not self.relation.ask:
            return capitalised(turned.format(v=self.value, **self.owner.told))
        sentence = self.relation.tell[0].format(v=self.value, **self.owner.told).removesuffix(".")
        return capitalised(f"{sentence}, {random.choice(('right', 'is that right', 'yes', 'correct'))}?")

    def asked_otherwise(self, random: Random) -> str:
        """A question in the words of one who does not remember how it was told; often the usual ones."""
        more = MORE_ASKED.get(self.relation.key)
        if more and random.random() < MORE_ASKED_SHARE:
            return random.choice(more).format(**self.owner.told)
        asked = self.asked(random)
        if self.relation.family in SAID_ALONE and random.random() < ALONE:
            return f"{self.relation.short.format(**self.owner.told)}?"
        if self.owner is ME and self.relation.family in OF_THINGS and random.random() < THE:
            return asked.replace(" my ", " the ", 1)
        return asked

    def asked(self, random: Random, *, held_out: bool = False) -> str:
        """A question about the fact; `held_out` gives a wording that no lesson has."""
        if held_out:
            return random.choice(self.relation.ask_held).format(**self.owner.told)
        if not self.relation.ask:
            return self.checked(random)
        wording = random.choice(self.relation.ask).format(**self._told_by(random))
        return politely(wording, random) if random.random() < POLITE else wording

    def wondered(self, random: Random) -> str:
        """A question of one who has forgotten what was said. Lessons have these wordings, the exam has not."""
        if self.relation.again and random.random() < 0.4:
            return self.relation.again.format(**self.owner.told)
        return random.choice(WONDERING).format(self.relation.unknown.format(**self.owner.told))

    def thanked(self, random: Random) -> str:
        """The answer to one who has told the fact."""
        return random.choice(THANKING).format(self.clause)


def politely(question: str, random: Random) -> str:
    """The question with "please": at either end of an order, else after a comma."""
    if question.startswith(ORDERS) and random.random() < 0.75:
        return f"Please {small(question)}"
    return f"{question[:-1]}, please{question[-1]}" if question.endswith(("?", ".")) else question


def contracted(sentence: str, random: Random) -> str:
    """The sentence, half the time with the short forms that people write at its beginning."""
    if random.random() < CONTRACTED:
        for long, short in SHORT_FORMS:
            if sentence.startswith(long):
                return short + sentence.removeprefix(long)
    return sentence


def framed(frame: str, sentence: str, fact: Fact) -> str:
    """The sentence inside the frame, with a small letter where it no longer begins the text."""
    if (
        frame == "{}"
        or frame.endswith((". {}", "! {}"))
        or sentence.startswith(("I ", "I'm ", fact.value, fact.owner.name))
    ):
        return capitalised(frame.format(sentence))
    return frame.format(small(sentence))


def owner_for(random: Random, relation: Relation, *, held_out: bool = False) -> Owner:
    """Somebody whom such a fact may be about; in lessons never one of the combinations kept for the exam."""
    kinds = [kind for kind in OWNER_KINDS if held_out or relation.taught_about(kind)]
    kinds = [kind for kind in kinds if kind in relation.owners]
    kind = random.choice(kinds) if kinds else "place"
    if kind == "place":
        return place(draw(KINDS["land"], random, held_out=held_out))
    if kind == "named":
        return named(draw(person_name, random, held_out=held_out))
    return ME if kind == "me" else relative(random.choice(RELATIVES if held_out else (*RELATIVES, *MORE_RELATIVES)))


def fact_about(random: Random, relation: Relation, owner: Owner, *, held_out: bool = False) -> Fact:
    """A fact with a fresh value."""
    return Fact(relation, owner, draw(KINDS[relation.value], random, held_out=held_out))


def any_fact(random: Random, *, held_out: bool = False) -> Fact:
    """A fact of any kind about anybody; in lessons often one of those that people tell first."""
    relation = random.choice(RELATIONS if held_out else _often_told(random))
    return fact_about(random, relation, owner_for(random, relation, held_out=held_out), held_out=held_out)


def _often_told(random: Random) -> tuple[Relation, ...]:
    chance = random.random()
    if chance < FIRST_MET_SHARE:
        return FIRST_MET
    if chance < FIRST_MET_SHARE + BELONGINGS_SHARE:
        return random.choice((BELONGINGS, BELONGINGS, AROUND, HABITS))
    return TOLD_FIRST if chance < FIRST_MET_SHARE + BELONGINGS_SHARE + TOLD_FIRST_SHARE else RELATIONS


def other_value(random: Random, fact: Fact) -> Fact:
    """The same fact with another value, for corrections; it stays on its side of the line to the exam."""
    held_out = is_held_out(fact.value)
    while True:
        value = draw(KINDS[fact.relation.value], random, held_out=held_out)
        if not overlapping(value, fact.value):
            return replace(fact, value=value)


def overlapping(first: str, second: str) -> bool:
    """Whether one of two values stands inside the other, so that an answer could not be told apart."""
    one, two = first.casefold(), second.casefold()
    return one in two or two in one


def similar(random: Random, fact: Fact, *, held_out: bool = False) -> Fact:
    """A fact that is easily mixed up with another: of somebody else, or of the same family of facts."""
    relation = fact.relation
    if not held_out and relation.key in OF_THE_SAME and random.random() < SAME_THING:
        other = random.choice(OF_THE_SAME[relation.key])
        return fact_about(random, other, fact.owner if other.taught_about(fact.owner.kind) else ME)
    if random.random() < 0.5 and (family := FAMILIES.get(relation.family)):
        relation = random.choice(family)
        if relation.taught_about(fact.owner.kind) or (held_out and fact.owner.kind in relation.owners):
            return fact_about(random, relation, fact.owner, held_out=held_out)
    return fact_about(random, relation, owner_for(random, relation, held_out=held_out), held_out=held_out)


def distinct_facts(random: Random, count: int, *, held_out: bool = False, near: float = 0.5) -> list[Fact]:
    """Facts with different keys and values; a share of `near` is easily mixed up with another of them."""
    facts: list[Fact] = []
    while len(facts) < count:
        resembles = facts and random.random() < near
        fact = (
            (similar(random, random.choice(facts), held_out=held_out))
            if resembles
            else any_fact(random, held_out=held_out)
        )
        if not clashes(fact, facts):
            facts.append(fact)
    return facts


def clashes(fact: Fact, facts: list[Fact]) -> bool:
    """Whether a fact has the key of one of the others, or a value that could be taken for theirs."""
    return any(fact.key == other.key or overlapping(fact.value, other.value) for other in facts)


def fits(fact: Fact, facts: list[Fact]) -> bool:
    """Whether a fact can be told beside the others: none of them clashes, nor is it one of them in another word."""
    return not clashes(fact, facts) and all(other.key not in (fact.key, fact.renamed.key) for other in facts)


def absent_fact(random: Random, facts: list[Fact], *, held_out: bool = False) -> Fact:
    """A fact that is not among those given, mostly one that resembles one of them."""
    while True:
        near = facts and random.random() < 0.7
        fact = similar(random, random.choice(facts), held_out=held_out) if near else any_fact(random, held_out=held_out)
        if not clashes(fact, facts):
            return at_a_real_place(random, fact)


def at_a_real_place(random: Random, fact: Fact) -> Fact:
    """The fact, and if it is about a place, half the time about a real one: it is only asked for, never told.

    Not the capital: that of a real place is known.
    """
    if fact.owner.kind != "place" or fact.relation.key == CAPITAL_KEY or random.random() < 0.5:
        return fact
    return replace(fact, owner=place(random.choice(KNOWN_PLACES)))


def by_family(relations: tuple[Relation, ...]) -> dict[str, tuple[Relation, ...]]:
    """The relations that share their wordings."""
    families = {relation.family for relation in relations}
    return {family: tuple(relation for relation in relations if relation.family == family) for family in families}


def _thing_of(key: str) -> str:
    """The thing that the relation with that key says something of; empty for most relations."""
    noun = "car" if key == "car make" else key.rsplit(" of the ", maxsplit=1)[-1]
    return noun if noun in THINGS else ""


def _of_the_same() -> dict[str, tuple[Relation, ...]]:
    """By the key of a relation, all that may be said of the same thing: its colour, its age, its name."""
    known = {relation.key: relation for relation in (*RELATIONS, *BELONGINGS) if relation.key in THING}
    of_one = {noun: tuple(known[key] for key in known if THING[key] == noun) for noun in THINGS}
    return {key: of_one[noun] for key, noun in THING.items()}


FAMILIES: Final = by_family((*BELONGINGS, *AROUND, *HABITS)) | by_family(FIRST_MET) | by_family(RELATIONS)
"""The exam's own families stay as they are."""
BY_KEY: Final = {relation.key: relation for relation in (*BELONGINGS, *AROUND, *HABITS, *FIRST_MET, *RELATIONS)}
THING: Final = {key: noun for key in BY_KEY if (noun := _thing_of(key))}
OF_THE_SAME: Final = _of_the_same()
