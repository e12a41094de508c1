"""Conversations about a person or two: each is told of in several ways, and asked for all of them by name or pronoun.

Where somebody lives, what they do and how old they are stand beside each other, so that only the question tells them
apart. Does not know what people do, nor how it is asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Final

from forge_ai.training.lessons.assistant.prompt import dated
from forge_ai.training.lessons.conversations.recall import noise, some_persona
from forge_ai.training.lessons.conversations.talk import Talk
from forge_ai.training.lessons.facts.fact import THANKING
from forge_ai.training.lessons.telling.acquaintances import (
    DOINGS,
    THEIR,
    Doing,
    Somebody,
    overlaps,
    somebody,
    value_of,
)
from forge_ai.training.lessons.telling.told import sentence
from forge_ai.training.lessons.words.beginnings import capitalised, small
from forge_ai.training.lessons.words.casual import casual
from forge_ai.training.lessons.words.listed import in_a_sentence

LEFT_OUT: Final = ("state", "mood", "visit", "habit", "have")
"""What is asked in the same words as something else, or is soon over."""
ASKED_FOR: Final = tuple(doing for doing in DOINGS if doing.key not in LEFT_OUT)
WORK: Final = frozenset(("job", "work", "study"))
"""Of which one answers a question for another."""
REMEMBERED: Final = 0.45
ONE_MESSAGE: Final = 0.55
BY_A_PRONOUN: Final = 0.5
TWO_QUESTIONS: Final = 0.2
KNOWN_TOO: Final = 0.7
MISSED: Final = 0.45
CORRECTED: Final = 0.1
NAMED: Final = 0.15
AND: Final = ("{}", "{}", "{}", "And {}", "and {}", "Ok, and {}")
FIRST_TOLD: Final = (
    "My {n} {x} {p}.",
    "My {n} is called {x} and {she} {p}.",
    "{x} is my {n}. {She} {p}.",
    "{x}, my {n}, {p}.",
)
MORE_TOLD: Final = ("{She} {p}.", "{She} also {p}.", "{x} {p}.", "And {she} {p}.", "My {n} {p}.")
CORRECTING: Final = (
    "Actually {she} {p}.",
    "No, {she} {p}.",
    "Sorry, {she} {p}.",
    "I was wrong. {x} {p}.",
    "Now {she} {p}.",
)
WHO: Final = ("Who is {x}?", "And who is {x}?", "Do you know who {x} is?")
CALLED: Final = ("What is my {n} called?", "What's my {n}'s name?", "Do you know my {n}'s name?")
ALL: Final = ("What do you know about {x}?", "What did I tell you about {x}?", "Tell me about my {n}.")
THE_SAME: Final = ("What is {her} name?", "What is {she} called?")


@dataclass(slots=True)
class Person:
    """Somebody of whom things are told: each way of doing with its value."""

    who: Somebody
    told: dict[Doing, str] = field(default_factory=dict)

    def predicate(self, doing: Doing) -> str:
        """What they do: "lives in Oslo"."""
        return f"{doing.verb} {self.told[doing]}"

    def clause(self, doing: Doing) -> str:
        """The same as the assistant says it: "your aunt Mia lives in Oslo"."""
        return f"{self.who.clause} {self.predicate(doing)}"

    def put(self, wording: str, **more: str) -> str:
        """The wording with their name, what they are to the person, and their pronouns."""
        who = self.who
        forms = {"x": who.name, "n": who.noun, "she": who.she, "She": capitalised(who.she), "her": THEIR[who.she]}
        return wording.format(**forms, **more)


def conversation(random: Random) -> tuple[str, list[tuple[str, str]]]:
    """A whole conversation: the system prompt (may be empty) and the exchanges."""
    talk = Talk(random, some_persona(random))
    people = _people(random)
    remembered = random.random() < REMEMBERED
    lines = [line for person in people for line in _noted(random, person)] if remembered else []
    spoken_of = None if remembered else _told(talk, people)
    asked = [(person, doing) for person in people for doing in person.told]
    for person, doing in random.sample(asked, len(asked)):
        _ask_two(talk, person, doing, spoken_of) if random.random() < TWO_QUESTIONS else _ask(
            talk, person, doing, spoken_of
        )
        spoken_of = person
        if random.random() < MISSED:
            _miss(talk, person, spoken_of)
        if random.random() < NAMED:
            _ask_who(talk, person)
        if random.random() < CORRECTED:
            _correct(talk, person, doing)
    return _prompt(talk, lines), talk.turns


def _prompt(talk: Talk, lines: list[str]) -> str:
    lines = [*lines, noise(talk.random)] if lines and talk.random.random() < 0.2 else lines
    block = (
        "\n".join(("What you remember:", *dated(talk.random, talk.random.sample(lines, len(lines))))) if lines else ""
    )
    return "\n\n".join(part for part in (talk.persona.prompt, block) if part)


def _people(random: Random) -> list[Person]:
    """One person or two, who are not easily taken for each other by name, and of whom no two things are the same."""
    people: list[Person] = []
    wanted = random.choice((1, 1, 2))
    while len(people) < wanted:
        person = Person(somebody(random))
        if any(overlaps(person.who.name, other.who.name) or person.who.noun == other.who.noun for other in people):
            continue
        for doing in random.sample(ASKED_FOR, random.choice((2, 2, 3, 4))):
            value = value_of(random, doing)
            if not _taken(doing, value, person, people):
                person.told[doing] = value
        people.append(person)
    return people


def _taken(doing: Doing, value: str, person: Person, people: list[Person]) -> bool:
    keys = {one.key for one in person.told}
    if doing.key in keys or (doing.key in WORK and keys & WORK):
        return True
    return any(overlaps(value, other) for one in (person, *people) for other in one.told.values())


def _noted(random: Random, person: Person) -> list[str]:
    """What stands among the remembered lines: all in one sentence, or one line each."""
    predicates = [person.predicate(doing) for doing in person.told]
    if random.random() < ONE_MESSAGE:
        return [person.put("My {n} {x} {p}.", p=in_a_sentence(predicates))]
    return [person.put(random.choice(("My {n} {x} {p}.", "{x}, my {n}, {p}.")), p=one) for one in predicates]


def _told(talk: Talk, people: list[Person]) -> Person:
    """Each person in one message, or bit by bit; returns the last one who was spoken of."""
    random = talk.random
    for person in people:
        doings = list(person.told)
        if len(doings) > 1 and random.random() < ONE_MESSAGE:
            said = person.put(FIRST_TOLD[0], p=in_a_sentence([person.predicate(doing) for doing in doings]))
            clauses = in_a_sentence([person.clause(doing) for doing in doings])
            talk.say(casual(said, random, person.who.name), f"Got it: {clauses}.")
            continue
        for doing in doings:
            wording = random.choice(FIRST_TOLD if doing is doings[0] else MORE_TOLD)
            said = person.put(wording, p=person.predicate(doing))
            talk.say(casual(said, random, person.who.name), random.choice(THANKING).format(person.clause(doing)))
    return people[-1]


def _question(random: Random, person: Person, doing: Doing, spoken_of: Person | None) -> tuple[str, str]:
    """A question what somebody does, and how the assistant calls them when it does not know."""
    who, wording = person.who, random.choice(doing.asked)
    if spoken_of is person and random.random() < BY_A_PRONOUN:
        return _by_a_pronoun(person, wording), who.name
    asked, heard = random.choice(((who.name, who.name), (who.name, who.name), (f"my {who.noun}", f"your {who.noun}")))
    return wording.format(x=asked), heard


def _by_a_pronoun(person: Person, wording: str) -> str:
    return wording.replace("{x}'s", THEIR[person.who.she]).format(x=person.who.she)


def _ask(talk: Talk, person: Person, doing: Doing, spoken_of: Person | None) -> None:
    question, _ = _question(talk.random, person, doing, spoken_of)
    frame = talk.random.choice(AND)
    said = frame.format(small(question)) if frame != "{}" else question
    talk.say(casual(said, talk.random), sentence(person.clause(doing)))


def _ask_two(talk: Talk, person: Person, doing: Doing, spoken_of: Person | None) -> None:
    """Two things of one person in one question: "Where does Ben live and what does he do?"."""
    random = talk.random
    others = [one for one in person.told if one is not doing]
    question, heard = _question(random, person, doing, spoken_of)
    known = bool(others) and random.random() < KNOWN_TOO
    other = random.choice(others) if known else _absent(random, person)
    if other is None:
        return
    answer = sentence(person.clause(other)) if known else _ignorance(other, heard)
    second = small(_by_a_pronoun(person, random.choice(other.asked)))
    said = f"{question.rstrip('?')}{random.choice((' and ', ' and ', ', and '))}{second}"
    talk.say(casual(said, random), f"{sentence(person.clause(doing))} {answer}")


def _absent(random: Random, person: Person) -> Doing | None:
    keys = {doing.key for doing in person.told}
    closed = keys | (WORK if keys & WORK else set())
    absent = [doing for doing in ASKED_FOR if doing.key not in closed]
    return random.choice(absent) if absent else None


def _ignorance(doing: Doing, heard: str) -> str:
    return f"I don't know {doing.unknown.format(x=heard)}. You haven't told me."


def _miss(talk: Talk, person: Person, spoken_of: Person | None) -> None:
    """Something that was not told of somebody of whom other things are known."""
    missing = _absent(talk.random, person)
    if missing is not None:
        question, heard = _question(talk.random, person, missing, spoken_of)
        talk.say(casual(question, talk.random), _ignorance(missing, heard))


def _ask_who(talk: Talk, person: Person) -> None:
    random, who = talk.random, person.who
    called = sentence(f"your {who.noun} is called {who.name}")
    known = f"I remember that {in_a_sentence([person.clause(doing) for doing in person.told])}."
    wordings, answer = random.choice(
        ((WHO, sentence(f"{who.name} is your {who.noun}")), (CALLED, called), (THE_SAME, called), (ALL, known))
    )
    talk.say(casual(person.put(random.choice(wordings)), random), answer)


def _correct(talk: Talk, person: Person, doing: Doing) -> None:
    """Another value, which takes the place of the first, and is asked for."""
    random = talk.random
    newer = value_of(random, doing)
    if overlaps(newer, person.told[doing]):
        return
    person.told[doing] = newer
    said = person.put(random.choice(CORRECTING), p=person.predicate(doing))
    talk.say(casual(said, random, person.who.name), f"Thanks, I've updated that: {person.clause(doing)}.")
    _ask(talk, person, doing, person)
