"""First conversations: a person introduces themselves as people do, and asks back in words of their own.

Does not know how introductions are worded, nor what else is taught.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from forge_ai.training.lessons.assistant import passing
from forge_ai.training.lessons.assistant.prompt import system_prompt
from forge_ai.training.lessons.conversations.recall import noise, remembered_lines, some_persona
from forge_ai.training.lessons.conversations.talk import Talk
from forge_ai.training.lessons.exchanges import small_talk
from forge_ai.training.lessons.facts.everyday import GROUPS
from forge_ai.training.lessons.facts.fact import BY_KEY, Fact, any_fact, clashes, distinct_facts, fact_about
from forge_ai.training.lessons.facts.first_met import HAVING, MORE_GROUPS, NOT_HAVING
from forge_ai.training.lessons.facts.owners import ME
from forge_ai.training.lessons.telling.clauses import MANY, NEAR_ONES, USUAL_PETS, really
from forge_ai.training.lessons.telling.introductions import introduction
from forge_ai.training.lessons.words.beginnings import article, capitalised
from forge_ai.training.lessons.words.casual import casual

HASTY: Final = 0.3
EVERY_GROUP: Final = (*GROUPS, *MORE_GROUPS)
ASKED_AT_ONCE: Final = 0.05
REMEMBERED: Final = 0.35  # how often something is remembered from an earlier conversation
PRONOUNS: Final = ("it", "she", "he")
WITH_NAMES: Final = ("called", "person", "called_many")
POSSESSIVES: Final = {"it": "its", "she": "her", "he": "his"}


def conversation(random: Random) -> tuple[str, list[tuple[str, str]]]:
    """A whole first conversation: the system prompt (may be empty) and the exchanges."""
    talk = Talk(random, some_persona(random), in_haste=random.random() < HASTY)
    lines = _remembered(talk) if random.random() < REMEMBERED else []
    if random.random() < 0.15:
        talk.say(*small_talk.occasion(random, "greeting"))
    if not lines or random.random() < 0.6:
        _introduced(talk, lines)
    for _ in range(random.randint(3, 8)):
        _turn(talk)
    while not talk.turns:  # not every kind of exchange fits to all that is known
        _turn(talk)
    return system_prompt(random, talk.persona, lines), talk.turns


def _remembered(talk: Talk) -> list[str]:
    """Lines from before: single facts, or a whole introduction as it was said."""
    random = talk.random
    if random.random() < 0.5:
        facts = distinct_facts(random, random.randint(1, 4))
        talk.know(facts)
        return remembered_lines(random, facts)
    lines = []
    for _ in range(random.choice((1, 1, 2))):
        text, facts = introduction(random, talk.facts)
        talk.know(facts)
        lines.append(text)
    return [*lines, noise(random)] if random.random() < 0.1 else lines


def _introduced(talk: Talk, lines: list[str]) -> None:
    """What is told now; a node may have put the same words among the remembered lines already."""
    text, facts = introduction(talk.random, talk.facts)
    if len(lines) < 3 and not talk.in_haste and talk.random.random() < 0.12:
        lines.append(text)
    if talk.random.random() < ASKED_AT_ONCE and facts[-1].relation.ask:
        facts = [talk.typed(fact) for fact in facts]
        talk.know(facts)
        told = text if text[-1] in ".!?" else f"{text}."
        talk.say(f"{told} {facts[-1].asked(talk.random)}", facts[-1].answer, facts[-1])
        return
    talk.introduce(text, facts)


def _turn(talk: Talk) -> None:
    """One more exchange, as chance has it."""
    talk.random.choices(tuple(TURNS), tuple(TURNS.values()))[0](talk)


def _ask(talk: Talk) -> None:
    fact = talk.next_unasked()
    if fact is None:
        _tell_more(talk)
    else:
        talk.ask(fact)


def _check(talk: Talk) -> None:
    talk.check(talk.random.choice(talk.facts))


def _miss(talk: Talk) -> None:
    talk.miss()


def _tell_more(talk: Talk) -> None:
    if len(talk.facts) < 8:
        talk.introduce(*introduction(talk.random, talk.facts, talk.random.choice((1, 1, 2))))


def _tell_plainly(talk: Talk) -> None:
    fact = any_fact(talk.random)
    if fact.owner.kind != "place" and not clashes(fact, talk.facts):
        talk.tell([fact])


def _list(talk: Talk) -> None:
    talk.list_all()


def _who(talk: Talk) -> None:
    fact = talk.random.choice(talk.facts)
    if fact.relation.reverse:
        talk.who(fact)
    elif talk.random.random() < 0.3:
        talk.who_else()


def _correct(talk: Talk) -> None:
    fact = talk.random.choice(talk.facts)
    if fact.relation.ask:
        talk.correct(fact)
        if talk.random.random() < 0.6:
            _ask(talk)


def _pass(talk: Talk) -> None:
    talk.say(*passing.exchange(talk.random, talk.persona))


def _digress(talk: Talk) -> None:
    talk.digress()


def _pet_without_a_name(talk: Talk) -> None:
    """A pet, at first without its name: "I have a dog." and then "His name is Rex."."""
    random = talk.random
    noun = random.choice(USUAL_PETS)
    fact = really(random, fact_about(random, BY_KEY[noun], ME))
    if clashes(fact, talk.facts) or any(other.relation is HAVING for other in talk.facts):
        return
    having = Fact(HAVING, ME, _thing(noun))
    talk.introduce(f"{random.choice(('I have', 'I have', 'I have got', 'We have'))} {having.value}.", [having])
    if random.random() < 0.4:
        talk.say(f"What is my {noun} called?", fact.ignorance, fact)
    elif random.random() < 0.3:
        talk.check(having)
    if random.random() < 0.85:
        talk.introduce(_named_by_a_pronoun(random, fact), [fact])
        if random.random() < 0.5:
            talk.ask(talk.facts[-1])


def _has_one(talk: Talk) -> None:
    """Whether the person has a dog, a brother or children at all, of which only a name was told."""
    named = [fact for fact in talk.facts if fact.owner is ME and fact.relation.family in WITH_NAMES]
    if named and talk.random.random() < 0.6:
        fact = talk.random.choice(named)
        talk.say(_whether_one_has(talk.random, fact.relation.key), fact.confirmation, fact)
        return
    noun = talk.random.choice((*USUAL_PETS, *NEAR_ONES, *MANY))
    if _is_new(noun, talk.facts):
        talk.say(_whether_one_has(talk.random, noun), Fact(HAVING, ME, _thing(noun)).ignorance)


def _whether_one_has(random: Random, noun: str) -> str:
    wording = random.choice(("Do I have {}?", "Do I have {}?", "Have I got {}?"))
    return casual(wording.format(_thing(noun)), random)


def _thing(noun: str) -> str:
    return noun if noun in EVERY_GROUP else article(noun)


def _is_new(noun: str, facts: list[Fact]) -> bool:
    """Whether nothing was told that answers whether the person has such a one."""
    return all(noun not in f"{fact.relation.key} {fact.value} {fact.renamed.relation.key}" for fact in facts)


def _likes_or_not(talk: Talk) -> None:
    """Whether the person likes what they said that they like, or do not."""
    fact = talk.random.choice(talk.facts)
    if fact.relation.family == "liked":
        question = capitalised(f"{{do}} {{sub}} like {fact.value}?".format(**fact.owner.told))
        answer = fact.confirmation if fact.relation.key == "like" else f"No, {fact.clause}."
        talk.say(casual(question, talk.random, fact.owner.name), answer, fact)


def _has_none(talk: Talk) -> None:
    """What the person does not have: "I don't have a dog.", and the answer when they ask for it."""
    noun = talk.random.choice((*USUAL_PETS, *NEAR_ONES, *MANY))
    fact = Fact(NOT_HAVING, ME, _thing(noun))
    if not _is_new(noun, talk.facts):
        return
    said = talk.random.choice(("I don't have {}.", "I don't have {}.", "I have no {}.", "We don't have {}."))
    talk.introduce(said.format(noun if " no " in said else fact.value), [fact])
    if talk.random.random() < 0.7:
        talk.say(_whether_one_has(talk.random, noun), f"No, {fact.clause}.", fact)


def _what_then(talk: Talk) -> None:
    """What the person does at a time, the other way round from when they do it."""
    doing = [fact for fact in talk.facts if fact.owner is ME and fact.relation.family in ("habit", "routine")]
    if doing:
        fact = talk.random.choice(doing)
        then = f"on {fact.value}" if fact.relation.family == "habit" else fact.value
        talk.say(casual(f"What do I do {then}?", talk.random), fact.answer, fact)


def _named_by_a_pronoun(random: Random, fact: Fact) -> str:
    pronoun = random.choice(PRONOUNS)
    wording = random.choice(("{Own} name is {v}.", "{Sub} is called {v}.", "{Own} name's {v}", "{Sub}'s called {v}."))
    return wording.format(Own=capitalised(POSSESSIVES[pronoun]), Sub=capitalised(pronoun), v=fact.value)


TURNS: Final[dict[Callable[[Talk], None], float]] = {
    _ask: 36,
    _check: 14,
    _miss: 12,
    _tell_more: 8,
    _tell_plainly: 3,
    _list: 5,
    _who: 6,
    _correct: 5,
    _pass: 8,
    _digress: 3,
    _pet_without_a_name: 4,
    _has_one: 5,
    _what_then: 3,
    _likes_or_not: 4,
    _has_none: 2,
}
