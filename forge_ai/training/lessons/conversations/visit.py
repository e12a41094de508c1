"""A conversation of a new person while it is being written, and how what is told is put into messages.

Does not know what is told, nor in which order the exchanges come.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Final

from forge_ai.training.lessons.assistant.persona import Persona
from forge_ai.training.lessons.exchanges.asides import adorned
from forge_ai.training.lessons.exchanges.follow_ups import LastAnswer
from forge_ai.training.lessons.facts.fact import Fact
from forge_ai.training.lessons.telling.told import Told
from forge_ai.training.lessons.words.beginnings import small
from forge_ai.training.lessons.words.casual import american, casual, hasty
from forge_ai.training.lessons.words.listed import in_a_sentence

MARKS: Final = 20  # what the marks around an exchange cost, in characters
MOST_KNOWN: Final = 8
ADORNED: Final = 0.05
LED: Final = 0.3
LEADS: Final = (
    *("Hi! ", "Hi, ", "Hello! ", "Hello, ", "Hey, ", "Hey! ", "Good morning! ", "Good evening, ", "Hi there! "),
    *("By the way, ", "Oh, and ", "You know, ", "So ", "Well, ", "OK, ", "Guess what, ", "Guess what: ", "Look, "),
    *("You should know that ", "Just so you know: ", "Remember that ", "Please remember: ", "I think you know that "),
    *("I want to tell you something. ", "One more thing: ", "Did you know that ", "Did I tell you that "),
)
STARTS: Final = frozenset(("My", "Our", "We", "The", "Every", "On", "By", "There", "He", "She", "It"))


@dataclass(slots=True)
class Visit:
    """The conversation that is being written: its exchanges, and what is known and asked so far."""

    random: Random
    who: Persona
    in_haste: bool
    known: list[Told] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    turns: list[tuple[str, str]] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    last: LastAnswer | None = None
    shouts: bool = False  # whether the person types nothing but capitals
    settled: bool = False  # whether something was said not to be known: then what is told later may not stand above

    @property
    def length(self) -> int:
        """How many characters the conversation has so far, with the marks around each exchange."""
        return sum(map(len, self.lines)) + sum(len(said) + len(answer) + MARKS for said, answer in self.turns)

    def say(self, said: str, last: LastAnswer) -> None:
        """Add one exchange: what the person said, and the answer."""
        said = hasty(said, self.random) if self.in_haste else (said.upper() if self.shouts else said)
        if not self.in_haste and self.random.random() < ADORNED:
            said = adorned(said, self.random)
        self.turns.append((american(said) if self.random.random() < 0.1 else said, last.text))
        self.last = last

    def typed(self, one: Told) -> Told:
        """The statement as this person types: in haste, in capitals, or as it is."""
        if self.shouts:
            return one.in_capitals
        return one.in_haste if self.in_haste else one

    def admits(self, one: Told) -> bool:
        """Whether one more thing may be told: it contradicts nothing known, and not too much is known yet."""
        return len(self.known) < MOST_KNOWN and one.joins(self.known)

    def answer(self, question: str, answer: str, one: Told) -> None:
        """A question about something told, mostly one that was not asked before."""
        if question in self.asked and self.random.random() < 0.8:
            return
        self.asked.add(question)
        self.say(casual(question, self.random), LastAnswer("fact", answer, one.clause, one.short))


def at_once(random: Random, sentences: list[str]) -> str:
    """Several sentences as one message."""
    bare = [text.rstrip(".!") for text in sentences]
    if random.random() < 0.5 or any(". " in text for text in bare):
        return " ".join(f"{text}." for text in bare)
    joint = random.choice((" and ", ", ", ", and ", " but "))
    return joint.join([bare[0], *(inside(text) for text in bare[1:])]) + random.choice((".", ".", ""))


SHORT: Final[dict[str, tuple[str, ...]]] = {
    "name": ("I'm {}", "{}", "{} here", "my name is {}", "hey I'm {}", "hi, {}", "I am {}"),
    "age": ("{}", "{} years old", "age {}", "I'm {}", "{} y/o"),
    "town": ("at home in {}", "living in {}", "I live in {}", "in {}"),
    "origin": ("from {}", "I come from {}", "I am from {}"),
    "job": ("{}", "I work as {}", "I'm {}"),
    "like": ("I like {}", "I love {}", "into {}"),
    "studies": ("I study {}", "student of {}", "studying {}"),
    "hobby": ("my hobby is {}", "I do {}", "hobby: {}"),
}


def in_short(random: Random, facts: list[Fact]) -> str:
    """Facts of oneself with hardly a word between them."""
    joint = random.choice((", ", ", ", " - ", "; ", " / "))
    return joint.join(random.choice(SHORT[fact.relation.key]).format(fact.value) for fact in facts)


def led(random: Random, text: str) -> str:
    """Mostly as it is; at times with something before it."""
    lead = random.choice(LEADS) if random.random() < LED else ""
    return f"{lead}{inside(text) if lead.endswith((', ', 'that ', ': ', 'So ')) else text}"


def inside(text: str) -> str:
    """The sentence with a small letter at its beginning, where it does not begin with a name or an I."""
    return text if text.split(" ", maxsplit=1)[0] not in STARTS else small(text)


def listing(known: list[Told]) -> str:
    """The clauses as one list: "a, b and c"."""
    return in_a_sentence([one.clause for one in known])
