"""A conversation about facts while it is being written: what is known, and each kind of exchange.

Does not know in which order the exchanges come.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Final

from forge_ai.training.lessons import gaps, howto, identity, small_talk
from forge_ai.training.lessons.casual import casual
from forge_ai.training.lessons.facts import Fact, absent_fact, capital, clashes, framed, other_value
from forge_ai.training.lessons.names import draw, person_name
from forge_ai.training.lessons.persona import Persona

ALL_ASKED: Final = (
    "What do you remember about me?",
    "What do you know about me?",
    "What have I told you?",
    "What do you remember?",
    "Tell me what you know about me.",
    "Do you remember anything about me?",
)
NOTHING_KNOWN: Final = "I don't remember anything about you yet."
MOST_LISTED: Final = 3
FOLLOW_UPS: Final = 0.4
WONDERINGS: Final = 0.2
ONE_SENTENCE: Final = 0.5


@dataclass(slots=True)
class Talk:
    """A conversation while it is being written: what is known so far, and the exchanges."""

    random: Random
    persona: Persona
    facts: list[Fact] = field(default_factory=list)
    turns: list[tuple[str, str]] = field(default_factory=list)
    last: Fact | None = None
    unasked: list[Fact] = field(default_factory=list)

    def know(self, facts: list[Fact]) -> None:
        """Facts that can be asked for from now on."""
        self.facts += facts
        self.unasked += facts

    def next_unasked(self) -> Fact | None:
        """A fact that has not been asked for yet: an answer that stands above teaches nothing but repetition."""
        return self.unasked.pop(self.random.randrange(len(self.unasked))) if self.unasked else None

    def say(self, user: str, assistant: str, about: Fact | None = None) -> None:
        """One exchange, and the fact that it was about, if it was about a single one."""
        self.turns.append((user, assistant))
        self.last = about

    def tell(self, facts: list[Fact]) -> None:
        """The person tells one or two facts in one message."""
        self.know(facts)
        if len(facts) == 1:
            self.say(facts[0].told(self.random), facts[0].thanked(self.random), facts[0])
            return
        self.say(self._told_at_once(facts), f"Got it: {joined(facts)}.")

    def _told_at_once(self, facts: list[Fact]) -> str:
        if len(facts) == 2 and self.random.random() < ONE_SENTENCE:
            return casual(facts[0].told_with(facts[1], self.random), self.random, facts[0].value, facts[0].owner.name)
        return " ".join(f"{fact.told(self.random).removesuffix('.')}." for fact in facts)

    def ask(self, fact: Fact) -> None:
        """The person asks for a known fact."""
        self.say(self._question(fact), fact.answer, fact)

    def miss(self) -> Fact:
        """The person asks for a fact that was never told."""
        fact = absent_fact(self.random, self.facts)
        self.say(self._question(fact), fact.ignorance, fact)
        return fact

    def correct(self, fact: Fact) -> None:
        """The person tells the fact anew with another value."""
        newer = other_value(self.random, fact)
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

    def who(self, fact: Fact) -> None:
        """The person asks who it is that bears a name."""
        clause = fact.relation.reverse.format(v=fact.value, **fact.owner.answered)
        self.say(casual(f"Who is {fact.value}?", self.random), f"{capital(clause)}.")

    def who_else(self) -> None:
        """The person asks about a name that never fell."""
        name = draw(person_name, self.random, held_out=False)
        self.say(f"Who is {name}?", f"I don't know who {name} is. You haven't told me.")

    def digress(self) -> None:
        """The person says something that has nothing to do with facts."""
        exchanges = (
            small_talk.exchange(self.random),
            identity.exchange(self.random, self.persona),
            howto.exchange(self.random),
            gaps.exchange(self.random),
        )
        self.say(*self.random.choice(exchanges))

    def _question(self, fact: Fact) -> str:
        short = fact.relation.short.format(**fact.owner.told)
        if short and self._same_family_as_last(fact) and self.random.random() < FOLLOW_UPS:
            return self.random.choice(("And {}?", "What about {}?", "and {}?")).format(short)
        wondering = self.random.random() < WONDERINGS
        asked = fact.wondered(self.random) if wondering else fact.asked(self.random)
        return casual(asked, self.random, fact.owner.name)

    def _same_family_as_last(self, fact: Fact) -> bool:
        last = self.last
        return last is not None and last.relation.family == fact.relation.family and last.key != fact.key


def corrected(random: Random, fact: Fact, *, short: bool) -> str:
    """The person's words for a correction; only right after the fact was spoken of may they be short."""
    if short:
        return fact.corrected(random)
    sentence = random.choice(fact.relation.tell[:2]).format(v=fact.value, **fact.owner.told)
    return framed(random.choice(("Actually, {}", "Correction: {}", "I was wrong. {}", "Now {}")), sentence, fact)


def joined(facts: list[Fact]) -> str:
    """The facts' clauses as one list: "a, b and c"."""
    clauses = [fact.clause for fact in facts]
    return clauses[0] if len(clauses) == 1 else f"{', '.join(clauses[:-1])} and {clauses[-1]}"
