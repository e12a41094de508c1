"""A conversation about facts while it is being written: what is known, and each kind of exchange.

Does not know in which order the exchanges come.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Final

from forge_ai.training.lessons.assistant import identity
from forge_ai.training.lessons.assistant.persona import Persona
from forge_ai.training.lessons.exchanges import gaps, howto, small_talk, wide_world
from forge_ai.training.lessons.exchanges.follow_ups import FURTHER
from forge_ai.training.lessons.facts.fact import THING, Fact, absent_fact, clashes, fits, framed, other_value
from forge_ai.training.lessons.facts.owners import relative
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.casual import american, casual, hasty
from forge_ai.training.lessons.words.listed import in_a_sentence
from forge_ai.training.lessons.words.names import draw, person_name

ALL_ASKED: Final = (
    "What do you remember about me?",
    "What do you know about me?",
    "What have I told you?",
    "What do you remember?",
    "Tell me what you know about me.",
    "Do you remember anything about me?",
    "Do you remember me?",
    "Do you know me?",
    "What do you know about me so far?",
    "Do you know anything about me?",
    "So what do you know about me?",
    "Tell me something about me.",
    "What did I tell you?",
    "What do you remember of me?",
)
ABOUT_A_THING: Final = (
    "What do you know about {own} {noun}?",
    "What did I tell you about {own} {noun}?",
    "What did I say about {own} {noun}?",
    "What is {own} {noun} like?",
    "Tell me about {own} {noun}.",
    "Describe {own} {noun}.",
)
NOTHING_KNOWN: Final = "I don't remember anything about you yet."
MOST_LISTED: Final = 8  # as many as a node puts before a question
FOLLOW_UPS: Final = 0.4
WONDERINGS: Final = 0.2
ONE_SENTENCE: Final = 0.5
AMERICANS: Final = 0.15
RENAMED: Final = 0.3
DOUBTS: Final = 0.08
PRONOUNS_SHARE: Final = 0.2
PRONOUNS: Final = {"her": "she", "his": "he"}


@dataclass(slots=True)
class Talk:
    """A conversation while it is being written: what is known so far, and the exchanges."""

    random: Random
    persona: Persona
    facts: list[Fact] = field(default_factory=list)
    turns: list[tuple[str, str]] = field(default_factory=list)
    last: Fact | None = None
    unasked: list[Fact] = field(default_factory=list)
    in_haste: bool = False  # whether the person types without capitals

    def know(self, facts: list[Fact]) -> None:
        """Facts that can be asked for from now on."""
        self.facts += facts
        self.unasked += facts

    def next_unasked(self) -> Fact | None:
        """A fact that has not been asked for yet: an answer that stands above teaches nothing but repetition."""
        return self.unasked.pop(self.random.randrange(len(self.unasked))) if self.unasked else None

    def say(self, user: str, assistant: str, about: Fact | None = None) -> None:
        """One exchange, and the fact that it was about, if it was about a single one."""
        typed = hasty(user, self.random) if self.in_haste else user
        self.turns.append((american(typed) if self.random.random() < AMERICANS else typed, assistant))
        self.last = about

    def tell(self, facts: list[Fact]) -> None:
        """The person tells one or two facts in one message."""
        facts = [self.typed(fact) for fact in facts]
        self.know(facts)
        if len(facts) == 1:
            self.say(facts[0].told(self.random), facts[0].thanked(self.random), facts[0])
            return
        self.say(self._told_at_once(facts), f"Got it: {joined(facts)}.")

    def introduce(self, text: str, facts: list[Fact]) -> None:
        """The person tells facts in a message of their own making."""
        facts = [self.typed(fact) for fact in facts]
        self.know(facts)
        answer = facts[0].thanked(self.random) if len(facts) == 1 else f"Got it: {joined(facts)}."
        self.say(text, answer, facts[0] if len(facts) == 1 else None)

    def typed(self, fact: Fact) -> Fact:
        """The fact as this person types it."""
        return fact.in_haste if self.in_haste else fact

    def _told_at_once(self, facts: list[Fact]) -> str:
        if len(facts) == 2 and self.random.random() < ONE_SENTENCE:
            return casual(facts[0].told_with(facts[1], self.random), self.random, facts[0].value, facts[0].owner.name)
        return " ".join(f"{fact.told(self.random).removesuffix('.')}." for fact in facts)

    def ask(self, fact: Fact) -> None:
        """The person asks for a known fact."""
        if not fact.relation.ask:
            self.check(fact)
            return
        asked = fact.renamed if self.random.random() < RENAMED else fact
        self.say(self._question(asked), asked.answer, fact)

    def check(self, fact: Fact) -> None:
        """The person asks whether a known fact is so, or whether it is otherwise."""
        asked = other_value(self.random, fact) if self.random.random() < 0.4 and fact.relation.ask else fact
        question = self.typed(asked).checked(self.random)
        if question:
            answer = fact.confirmation if asked is fact else fact.denial
            self.say(casual(question, self.random, fact.owner.name), answer, fact)

    def miss(self) -> Fact:
        """The person asks for a fact that was never told."""
        fact = self.typed(absent_fact(self.random, self.facts))
        while not fits(fact, self.facts) or not fact.asked(self.random):
            fact = self.typed(absent_fact(self.random, self.facts))
        doubted = fact.checked(self.random) if self.random.random() < DOUBTS or not fact.relation.ask else ""
        self.say(doubted or self._question(fact), fact.ignorance, fact)
        return fact

    def correct(self, fact: Fact) -> None:
        """The person tells the fact anew with another value."""
        newer = self.typed(other_value(self.random, fact))
        if any(other.key != fact.key and clashes(newer, [other]) for other in self.facts):
            return
        self.facts[self.facts.index(fact)] = newer
        self.unasked = [other for other in self.unasked if other.key != fact.key] + [newer]
        just_spoken_of = self.last is not None and self.last.key == fact.key
        self.say(corrected(self.random, newer, short=just_spoken_of), newer.correction, newer)

    def list_all(self) -> None:
        """The person asks for everything."""
        known = [fact for fact in self.facts if fact.owner.kind in ("me", "relative")]
        answer = f"I remember that {joined(known[:MOST_LISTED])}." if known else NOTHING_KNOWN
        self.say(self.random.choice(ALL_ASKED), answer)

    def list_about(self, fact: Fact) -> None:
        """The person asks for everything about somebody who is called by name."""
        known = [other for other in self.facts if other.owner.name == fact.owner.name]
        question = self.random.choice(("What do you know about {}?", "What do you remember about {}?"))
        self.say(question.format(fact.owner.name), f"I remember that {joined(known[:MOST_LISTED])}.")

    def list_about_thing(self, fact: Fact) -> None:
        """The person asks for everything about a thing: what their boat is like."""
        noun = THING[fact.relation.key]
        known = [one for one in self.facts if THING.get(one.relation.key) == noun and one.owner.name == fact.owner.name]
        question = self.random.choice(ABOUT_A_THING).format(noun=noun, **fact.owner.told)
        answer = f"I remember that {joined(known)}." if len(known) > 1 else fact.answer
        self.say(casual(question, self.random, fact.owner.name), answer, fact)

    def who(self, fact: Fact) -> None:
        """The person asks who it is that bears a name."""
        clause = fact.relation.reverse.format(v=fact.value, **fact.owner.answered)
        self.say(casual(f"Who is {fact.value}?", self.random), f"{capitalised(clause)}.")

    def who_else(self) -> None:
        """The person asks about a name that never fell."""
        name = draw(person_name, self.random, held_out=False)
        name = name.lower() if self.in_haste else name
        self.say(f"Who is {name}?", f"I don't know who {name} is. You haven't told me.")

    def digress(self) -> None:
        """The person says something that has nothing to do with facts."""
        exchanges = (
            small_talk.exchange(self.random),
            identity.exchange(self.random, self.persona),
            howto.exchange(self.random),
            gaps.exchange(self.random),
            wide_world.exchange(self.random),
            wide_world.exchange(self.random),
        )
        self.say(*self.random.choice(exchanges))

    def _question(self, fact: Fact) -> str:
        short = nearer(fact, self.last) if self.last else ""
        if short and self.random.random() < FOLLOW_UPS:
            return self.random.choice(FURTHER).format(short)
        wondering = self.random.random() < WONDERINGS
        asked = fact.wondered(self.random) if wondering else fact.asked_otherwise(self.random)
        return casual(asked, self.random, fact.owner.name)


def nearer(fact: Fact, last: Fact) -> str:
    """What a further question names when the last one was about another fact: "my cat" after my dog, "Anna" after Ben.

    Empty where a question in short would not be clear.
    """
    if fact.key == last.key:
        return ""
    if fact.relation.family == last.relation.family and fact.relation.short:
        return fact.relation.short.format(**fact.owner.told)
    if fact.relation.key == last.relation.key and fact.owner.kind != "place":
        return "me" if fact.owner.kind == "me" else fact.owner.told["sub"]
    return ""


def corrected(random: Random, fact: Fact, *, short: bool) -> str:
    """The person's words for a correction; only right after the fact was spoken of may they be short."""
    if short and fact.relation.family in ("called", "person") and random.random() < PRONOUNS_SHARE:
        return _corrected_by_a_pronoun(random, fact)
    if short:
        return fact.corrected(random)
    sentence = random.choice(fact.relation.tell[:2]).format(v=fact.value, **fact.owner.told)
    return framed(
        random.choice(("Actually, {}", "Correction: {}", "I was wrong. {}", "Now {}", "No wait, {}", "Wait, {}")),
        sentence,
        fact,
    )


def _corrected_by_a_pronoun(random: Random, fact: Fact) -> str:
    pronoun = PRONOUNS.get(relative(fact.relation.key).told["their"]) or random.choice(("it", "she", "he"))
    wording = random.choice(
        ("That's wrong, {} is called {}.", "No, {} is called {}.", "No, {}'s called {}.", "{} is {}.")
    )
    return capitalised(wording.format(pronoun, fact.value))


def joined(facts: list[Fact]) -> str:
    """The facts' clauses as one list: "a, b and c"."""
    return in_a_sentence([fact.clause for fact in facts])
