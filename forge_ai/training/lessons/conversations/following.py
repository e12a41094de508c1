"""Questions that are understood only after the one before: "and my sister?", "what about Anna?", "are you sure?".

Does not know how facts are worded.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.assistant.prompt import system_prompt
from forge_ai.training.lessons.basics.asked import Asked
from forge_ai.training.lessons.conversations.everyday_knowledge import some_asker
from forge_ai.training.lessons.conversations.recall import remembered_lines, some_persona
from forge_ai.training.lessons.conversations.talk import Talk, nearer
from forge_ai.training.lessons.exchanges import wide_world
from forge_ai.training.lessons.exchanges.follow_ups import FURTHER, LastAnswer, follow_up
from forge_ai.training.lessons.facts.fact import Fact, absent_fact, any_fact, clashes, fits, similar
from forge_ai.training.lessons.telling.amends import with_pronoun
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.casual import casual
from forge_ai.training.lessons.words.listed import listed

HASTY: Final = 0.2
MOST_FACTS: Final = 6
TRIES: Final = 12
OF_THE_WORLD: Final = 0.25
DOUBTED: Final = 0.25
UNKNOWN: Final = 0.3
TOLD_LATER: Final = 0.4
CONTRADICTED: Final = 0.35
BRIEF: Final = 3  # words
OTHERWISE: Final = listed(
    """No, it's {}. | no it's {} | That's wrong, it's {}. | It's {}. | I think it's {}. | Isn't it {}? | no, {} |
    wrong, it is {} | I thought it was {}. | you're wrong, it's {} | not true, it's {} | are you sure that it's not
    {}? | {}, isn't it?""",
    "|",
)
MAY_BE_WRONG: Final = (
    "I learned it otherwise, but I'm a small model and may be wrong.",
    "You may be right. I'm only a small model, and I learned it otherwise.",
)
"""What is said to somebody who knows something of the world otherwise: it is no fact of theirs to keep."""


def conversation(random: Random) -> tuple[str, list[tuple[str, str]]]:
    """A whole conversation: the system prompt (may be empty) and the exchanges."""
    talk = Talk(random, some_persona(random), in_haste=random.random() < HASTY)
    groups = [_group(random) for _ in range(random.choice((1, 1, 2)))]
    facts: list[Fact] = []
    for fact in (fact for group in groups for fact in group):
        if not clashes(fact, facts) and len(facts) < MOST_FACTS:
            facts.append(fact)
    block = facts if random.random() < 0.5 else []
    talk.know(block)
    if not block:
        _told(talk, facts)
    for group in groups:
        _asked_in_a_row(talk, [fact for fact in talk.facts if fact.key in {one.key for one in group}])
        if random.random() < OF_THE_WORLD:
            _world(talk)
    return system_prompt(random, talk.persona, remembered_lines(random, block)), talk.turns


def _told(talk: Talk, facts: list[Fact]) -> None:
    while facts:
        count = talk.random.choice((1, 1, 2))
        talk.tell(facts[:count])
        facts = facts[count:]


def _group(random: Random) -> list[Fact]:
    """Two to four facts of which a further question can ask: of the same kind, or about the same person."""
    while True:
        first = any_fact(random)
        if first.owner.kind == "place" or not first.relation.ask:
            continue
        group = [first]
        for _ in range(TRIES):
            other = similar(random, random.choice(group))
            related = nearer(other, first) or _same_person(other, first)
            if related and other.relation.ask and other.owner.kind != "place" and not clashes(other, group):
                group.append(other)
        if len(group) > 1:
            return group[:4]


def _same_person(one: Fact, other: Fact) -> bool:
    return one.owner.kind in ("relative", "named") and one.owner.name == other.owner.name


def _asked_in_a_row(talk: Talk, group: list[Fact]) -> None:
    """The first one in full, the others in short, and now and then one that was not told."""
    random = talk.random
    for fact in random.sample(group, len(group)):
        _ask(talk, fact, fact.answer)
        if random.random() < DOUBTED:
            _doubted(talk, fact)
    if talk.last and random.random() < UNKNOWN:
        missed = _absent(random, talk)
        if missed is not None:
            _ask(talk, missed, missed.ignorance)
            if random.random() < TOLD_LATER:
                talk.tell([missed])


def _absent(random: Random, talk: Talk) -> Fact | None:
    for _ in range(TRIES):
        missed = talk.typed(absent_fact(random, talk.facts))
        near = talk.last and (nearer(missed, talk.last) or _same_person(missed, talk.last))
        if near and missed.owner.kind != "place" and missed.relation.ask and fits(missed, talk.facts):
            return missed
    return None


def _ask(talk: Talk, fact: Fact, answer: str) -> None:
    """In short where it is clear from the last question what is meant."""
    random, last = talk.random, talk.last
    short = nearer(fact, last) if last else ""
    if short and random.random() < 0.85:
        said = capitalised(random.choice(FURTHER).format(short))
        said = said if random.random() < 0.5 or fact.owner.kind == "named" else said[0].lower() + said[1:]
    elif last and _same_person(fact, last) and random.random() < 0.7:
        said = with_pronoun(random, random.choice(fact.relation.ask), fact)
        said = random.choice((said, said, f"And {said[0].lower()}{said[1:]}"))
    else:
        said = fact.asked_otherwise(random)
    talk.say(casual(said, random, fact.owner.name), answer, fact)


def _doubted(talk: Talk, fact: Fact) -> None:
    """What is said to an answer; it is still clear after it what was spoken of."""
    answered = LastAnswer("fact", fact.answer, fact.clause, f"{capitalised(fact.heard)}.")
    talk.say(*follow_up(talk.random, answered), fact)


def _world(talk: Talk) -> None:
    """Questions of everyday knowledge in a row, or one that nobody can answer here, and what is said to it."""
    random = talk.random
    if random.random() < 0.3:
        said, answer = wide_world.exchange(random)
        talk.say(said, answer)
        talk.say(*follow_up(random, LastAnswer("gap", answer)))
        return
    asked = some_asker(random)(random)
    talk.say(casual(asked.question, random), asked.answer)
    for _ in range(random.choice((1, 2, 3))):
        if asked.then is None:
            return
        other = asked.then(random)
        if (wrong := _otherwise(asked, other)) and random.random() < CONTRADICTED:
            talk.say(casual(random.choice(OTHERWISE).format(wrong), random), random.choice(MAY_BE_WRONG))
            return
        asked = other
        talk.say(casual(asked.question, random), asked.answer)


def _otherwise(asked: Asked, other: Asked) -> str:
    """What somebody may take for the answer to the first question: a word or two; empty where there is none."""
    words = [
        one.sought[0].removeprefix("is ").removeprefix("comes ").rstrip(".") if len(one.sought) == 1 else ""
        for one in (asked, other)
    ]
    brief = all(word and len(word.split()) < BRIEF for word in words) and "\n" not in asked.answer
    return words[1] if brief and words[0] != words[1] else ""
