"""Conversations about a few things of the person: each is known by some of its properties, and asked for all of them.

What colour it is, where it is and what it cost stand beside each other, so that only the question tells them apart.
Does not know how properties are worded.
"""

from __future__ import annotations

import re
from random import Random
from typing import Final

from forge_ai.training.lessons.assistant.prompt import system_prompt
from forge_ai.training.lessons.conversations.recall import remembered_lines, some_persona
from forge_ai.training.lessons.conversations.talk import Talk
from forge_ai.training.lessons.facts.belongings import AROUND, HABITS, THINGS, attributes
from forge_ai.training.lessons.facts.fact import Fact, clashes, fact_about, fits, owner_for
from forge_ai.training.lessons.facts.owners import ME, Owner
from forge_ai.training.lessons.facts.relations import Relation
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.casual import casual
from forge_ai.training.lessons.words.listed import listed

HASTY: Final = 0.12
MINE: Final = 0.7
ONE_MESSAGE: Final = 0.5
ONE_LINE: Final = 0.5
TWO_QUESTIONS: Final = 0.15
BY_A_PRONOUN: Final = 0.3
MISSED: Final = 0.4
CORRECTED: Final = 0.08
MORE_THINGS: Final = listed(
    """toaster, notebook, raincoat, stapler, drone, trumpet, projector, calculator, hairbrush, comb, ukulele,
    saxophone, freezer, tumble dryer, sofa bed, bunk bed, thermos flask, razor, wok, ladle, sieve, grater, cool box,
    sleeping bag, air mattress, doormat, chessboard, globe, tricycle, dinghy, jeep, crib, high chair, rain barrel,
    bird table, hot plate, stepladder, tray, brush, tin, bowl, pot, vest, robe, apron, tie, wig, whistle, tuba,
    banjo, organ, e-bike, sidecar, roller, cart, crate, chest, trunk, safe, folding bed, screen, cable, lens,
    console, joystick, mousetrap"""
)
FIRST_WORDS: Final = listed(
    """garden, kitchen, camping, travel, school, winter, summer, office, cellar, guest, work, spare, toy, picnic, beach,
    party, sports, hiking, bathroom, balcony, holiday, Sunday, coffee, tea, music, dog, cat, baby, reading, night"""
)
LAST_WORDS: Final = listed(
    """table, chair, lamp, bag, box, stove, mug, knife, towel, shelf, cupboard, mat, basket, jacket, hat, coat,
    bottle, tray, radio, fan, mirror, cushion, rug, bench, bowl, pot, clock, brush, tent, drawer, bin, cart, phone,
    book, blanket"""
)
PUT_TOGETHER: Final = tuple(f"{first} {last}" for first in FIRST_WORDS for last in LAST_WORDS)
NOUNS: Final = frozenset((*THINGS, *MORE_THINGS, *PUT_TOGETHER))
AND: Final = ("And {}", "and {}", "Ok, and {}", "And also, {}", "{}", "{}")


def conversation(random: Random) -> tuple[str, list[tuple[str, str]]]:
    """A whole conversation: the system prompt (may be empty) and the exchanges."""
    talk = Talk(random, some_persona(random), in_haste=random.random() < HASTY)
    facts = _some_facts(random)
    block = facts if random.random() < 0.5 else []
    talk.know(block)
    if not block:
        _told(talk, facts)
    while (fact := talk.next_unasked()) is not None:
        _ask_two(talk, fact) if random.random() < TWO_QUESTIONS else _ask(talk, fact)
        if random.random() < MISSED:
            _miss(talk)
        if random.random() < CORRECTED:
            talk.correct(random.choice(talk.facts))
    return system_prompt(random, talk.persona, _lines(random, block)), talk.turns


def _lines(random: Random, facts: list[Fact]) -> list[str]:
    """The remembered lines; half the time what was said of one thing in one sentence stands in one line."""
    first = next((fact for fact in facts if len(_of_one_thing(facts, fact)) > 1), None)
    if first is None or random.random() > ONE_LINE:
        return remembered_lines(random, facts)
    same = _of_one_thing(facts, first)[: random.choice((2, 2, 3))]
    lines = remembered_lines(random, [fact for fact in facts if fact not in same])
    lines.insert(random.randint(0, len(lines)), _in_one_sentence(random, same))
    return lines


def _of_one_thing(facts: list[Fact], first: Fact) -> list[Fact]:
    """The facts about the same thing as this one, it among them; none where it is of another kind."""
    return [fact for fact in facts if _thing(fact) and _thing(fact) == _thing(first)]


def _some_facts(random: Random) -> list[Fact]:
    """Properties of one thing or two, mostly the same ones, and perhaps where something else is, or a habit."""
    nouns = _some_things(random, random.choice((1, 2, 2, 3)))
    facts: list[Fact] = []
    for noun in nouns:
        owner = ME if random.random() < MINE else None
        _add(random, facts, _properties(random, noun, random.randint(2, 5 if len(nouns) == 1 else 3)), owner)
    beside = [random.choice((*AROUND, *HABITS)) for _ in range(random.choice((0, 0, 1, 2)))]
    _add(random, facts, beside, None)
    return random.sample(facts, len(facts))[:8]


def _some_things(random: Random, count: int) -> list[str]:
    """Different things: every other one of two words put together, so that no list of things can be learned."""
    nouns: list[str] = []
    while len(nouns) < count:
        noun = random.choice(
            THINGS if random.random() < 0.5 else (random.choice(PUT_TOGETHER), random.choice(MORE_THINGS))
        )
        if not any(noun in other or other in noun for other in nouns):
            nouns.append(noun)
    return nouns


def _properties(random: Random, noun: str, count: int) -> list[Relation]:
    known = {relation.key: relation for relation in attributes(noun)}
    return random.sample(tuple(known.values()), count)


def _add(random: Random, facts: list[Fact], relations: list[Relation], owner: Owner | None) -> None:
    for relation in relations:
        owner = owner if owner and relation.taught_about(owner.kind) else owner_for(random, relation)
        fact = fact_about(random, relation, owner)
        if not clashes(fact, facts):
            facts.append(fact)


def _told(talk: Talk, facts: list[Fact]) -> None:
    """Each in a message of its own, or all that is said of one thing in one: "My bag is red. It is upstairs."."""
    random = talk.random
    while facts:
        first, *rest = facts
        same = _of_one_thing(rest, first)
        if same and random.random() < ONE_MESSAGE:
            typed = [first, *same][: random.choice((2, 2, 3))]
            talk.introduce(
                _in_one_sentence(random, typed) if random.random() < 0.5 else _at_length(random, typed), typed
            )
            facts = [fact for fact in facts if fact not in typed]
        elif same and random.random() < BY_A_PRONOUN:
            typed = [first, same[0]]
            for fact in typed:
                talk.introduce(
                    casual(_sentence(random, fact, again=fact is not first), random, fact.owner.name), [fact]
                )
            facts = [fact for fact in facts if fact not in typed]
        else:
            talk.tell([first])
            facts = rest


def _at_length(random: Random, facts: list[Fact]) -> str:
    return " ".join(_sentence(random, fact, again=fact is not facts[0]) for fact in facts)


def _in_one_sentence(random: Random, facts: list[Fact]) -> str:
    """All in one sentence about the thing: "My bag is red, three years old and made of silk."."""
    first, *more = [fact.relation.tell[0].format(v=fact.value, **fact.owner.told).removesuffix(".") for fact in facts]
    subject = f"{facts[0].owner.told['Own']} {_noun(facts[0])} "
    rest = [text.removeprefix(subject) for text in more]
    if first.startswith(f"{subject}is ") and random.random() < 0.6:
        rest = [text.removeprefix("is ") for text in rest]
    return f"{', '.join((first, *rest[:-1]))} and {rest[-1]}."


def _noun(fact: Fact) -> str:
    """The thing that a fact is about; empty for facts of other kinds."""
    found = re.match(r"\{own\} (.+?) (?:is|cost) ", fact.relation.answer)
    return found[1] if found and found[1] in NOUNS else ""


def _thing(fact: Fact) -> tuple[str, str] | None:
    """Which thing of whom a fact is about; None for facts of other kinds."""
    noun = _noun(fact)
    return (noun, fact.owner.name) if noun else None


def _sentence(random: Random, fact: Fact, *, again: bool) -> str:
    text = random.choice(fact.relation.tell[:2]).format(v=fact.value, **fact.owner.told)
    return capitalised(_by_a_pronoun(text, fact)) if again else text


def _by_a_pronoun(text: str, fact: Fact) -> str:
    """The sentence with "it" in the place of the thing."""
    noun, own = _noun(fact), re.escape(fact.owner.told["own"])
    return re.sub(rf"(?i)\b({own}|{fact.owner.told['their']}) {noun}\b(?!')", "it", text) if noun else text


def _ask_two(talk: Talk, fact: Fact) -> None:
    """Two properties of one thing in one question: "What colour is my bag and where is it?"."""
    random = talk.random
    others = [other for other in _of_one_thing(talk.facts, fact) if other is not fact]
    if not others or fact.owner.kind == "place":
        _ask(talk, fact)
        return
    other = random.choice(others)
    first = random.choice(fact.relation.ask).format(**fact.owner.told).rstrip("?")
    second = _by_a_pronoun(random.choice(other.relation.ask).format(**other.owner.told), other)
    said = f"{first}{random.choice((' and ', ', and '))}{second[0].lower()}{second[1:]}"
    talk.say(casual(said, random), f"{fact.answer} {other.answer}", other)


def _ask(talk: Talk, fact: Fact) -> None:
    random = talk.random
    last = talk.last
    if last is not None and _thing(fact) and _thing(last) == _thing(fact) and random.random() < BY_A_PRONOUN:
        question = _by_a_pronoun(fact.asked(random), fact)
        talk.say(casual(capitalised(_and(random, question)), random), fact.answer, fact)
    else:
        talk.ask(fact)


def _and(random: Random, question: str) -> str:
    frame = random.choice(AND)
    return frame.format(question[0].lower() + question[1:] if frame != "{}" else question)


def _miss(talk: Talk) -> None:
    """A property that was not told, of one of the things."""
    random = talk.random
    about = [(fact, noun) for fact in talk.facts if (noun := _noun(fact))]
    if not about:
        return
    fact, noun = random.choice(about)
    (relation,) = _properties(random, noun, 1)
    missed = talk.typed(fact_about(random, relation, fact.owner))
    if relation.taught_about(fact.owner.kind) and fits(missed, talk.facts):
        talk.say(casual(missed.asked_otherwise(random), random), missed.ignorance, missed)
