"""Conversations in which facts are remembered, told, asked, corrected, and missed.

Does not know how facts are worded, nor what else is taught.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.assistant.persona import NOBODY, Persona, persona
from forge_ai.training.lessons.assistant.prompt import MOST_LINES, system_prompt
from forge_ai.training.lessons.conversations.talk import Talk
from forge_ai.training.lessons.exchanges import small_talk
from forge_ai.training.lessons.facts.fact import THING, Fact, clashes, distinct_facts, other_value
from forge_ai.training.lessons.words.names import draw, person_name
from forge_ai.training.lessons.words.values import WEEKDAYS

HASTY: Final = 0.06
LOOK_ALIKES: Final = 0.85  # more than the exam has: telling them apart is what comes last
NOISE: Final = (
    "The user likes short answers.",
    "We talked about trains.",
    "The user was tired.",
    "The user asked for a joke.",
    "We talked about the garden for a while.",
    "The user said good night early.",
    "The user asked about the weather.",
    "The user likes to be called in the morning.",
    "We laughed about a talking kettle.",
    "The user wants to learn more about ForgeAI.",
)


def remembered_lines(random: Random, facts: list[Fact]) -> list[str]:
    """The facts as remembered lines, now and then two in one, or with one that is outdated or of no use."""
    lines = [fact.noted(random) for fact in facts]
    if 0 < len(lines) < MOST_LINES and random.random() < 0.12:
        _insert_outdated(random, facts, lines)
    elif len(lines) > 1 and random.random() < 0.12:
        at = random.randrange(len(lines) - 1)
        lines[at : at + 2] = [facts[at].told_with(facts[at + 1], random)]
    if len(lines) < MOST_LINES and random.random() < 0.15:
        lines.insert(random.randint(0, len(lines)), noise(random))
    return lines


def _insert_outdated(random: Random, facts: list[Fact], lines: list[str]) -> None:
    position = random.randrange(len(facts))
    older = other_value(random, facts[position])
    if not clashes(older, [fact for fact in facts if fact is not facts[position]]):
        lines.insert(random.randint(0, position), older.noted(random))


def noise(random: Random) -> str:
    """A remembered line that answers no question."""
    if random.random() < 0.5:
        return random.choice(NOISE)
    name = draw(person_name, random, held_out=False)
    return f"The user met {name} on {random.choice(WEEKDAYS)}."


def some_persona(random: Random) -> Persona:
    """Mostly somebody with a name; sometimes nobody in particular."""
    return NOBODY if random.random() < 0.12 else persona(random)


def talk_about_facts(random: Random) -> tuple[str, list[tuple[str, str]]]:
    """A whole conversation: the system prompt (may be empty) and the exchanges."""
    talk = Talk(random, some_persona(random), in_haste=random.random() < HASTY)
    block, told = _split(random, distinct_facts(random, random.choice((1, 2, 3, 4, 5, 6, 7, 8, 8)), near=LOOK_ALIKES))
    lines = remembered_lines(random, block)
    talk.know(block)
    if random.random() < 0.12:
        talk.say(*small_talk.occasion(random, "greeting"))
    while told:
        count = 1 if random.random() < 0.7 else 2
        talk.tell(told[:count])
        told = told[count:]
        if random.random() < 0.4:
            _turn(talk)
    for _ in range(random.randint(4, 10)):  # many questions to one block: each teaches finding, and costs few tokens
        _turn(talk)
    if random.random() < 0.1:
        talk.say(*small_talk.occasion(random, random.choice(("thanks", "goodbye"))))
    return system_prompt(random, talk.persona, lines), talk.turns


def _split(random: Random, facts: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    where = random.random()
    if where < 0.5:
        return facts, []
    if where < 0.75:
        return [], facts[:4]
    count = random.randint(0, len(facts))
    return facts[:count], facts[count : count + 3]


def talk_about_nothing_known(random: Random) -> tuple[str, list[tuple[str, str]]]:
    """A conversation in which nothing is known at first; now and then the missing fact is told and asked again."""
    talk = Talk(random, some_persona(random))
    for _ in range(random.randint(2, 5)):
        fact = talk.miss()
        if random.random() < 0.4 and fact.owner.kind != "place" and not clashes(fact, talk.facts):
            talk.tell([fact])
            talk.ask(fact)
    if random.random() < 0.2:
        talk.list_all()
    return system_prompt(random, talk.persona, []), talk.turns


def _turn(talk: Talk) -> None:
    """One more exchange, as chance has it."""
    chance = talk.random.random()
    fact = talk.random.choice(talk.facts)
    if chance < 0.57:
        _ask_something(talk)
    elif chance < 0.62:
        talk.check(fact)
    elif chance < 0.82:
        _miss_and_perhaps_tell(talk)
    elif chance < 0.90:
        _correct_and_perhaps_ask(talk, fact)
    elif chance < 0.94:
        talk.digress()
    else:
        _ask_around(talk, fact)


def _ask_something(talk: Talk) -> None:
    fact = talk.next_unasked()
    if fact is not None:
        talk.ask(fact)
    elif talk.random.random() < 0.3:
        talk.ask(talk.random.choice(talk.facts))
    else:
        _miss_and_perhaps_tell(talk)


def _miss_and_perhaps_tell(talk: Talk) -> None:
    missed = talk.miss()
    if missed.owner.kind != "place" and talk.random.random() < 0.12 and not clashes(missed, talk.facts):
        talk.tell([missed])


def _correct_and_perhaps_ask(talk: Talk, fact: Fact) -> None:
    """The newer value counts at once, also where the older one stands among the remembered lines."""
    talk.correct(fact)
    newer = talk.last
    if newer is not None and newer.key == fact.key and talk.random.random() < 0.5:
        talk.ask(newer)


def _ask_around(talk: Talk, fact: Fact) -> None:
    if fact.relation.reverse and talk.random.random() < 0.6:
        talk.who(fact)
    elif fact.relation.key in THING and talk.random.random() < 0.7:
        talk.list_about_thing(fact)
    elif fact.owner.kind == "named" and talk.random.random() < 0.6:
        talk.list_about(fact)
    elif talk.random.random() < 0.4:
        talk.who_else()
    else:
        talk.list_all()
