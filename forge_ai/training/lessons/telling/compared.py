"""Two remembered values that are set side by side: who is older, and whether two live in the same town.

Does not know more of numbers than which of two is greater.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.telling.acquaintances import Somebody, somebody
from forge_ai.training.lessons.telling.told import Exchange, Told
from forge_ai.training.lessons.words import real_names
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.names import draw

OLDER: Final = (
    "Who is older, {a} or {b}?",
    "Who is older?",
    "Which of the two is older?",
    "Who is the older one, {b} or {a}?",
    "Who is the elder, {a} or {b}?",
)
YOUNGER: Final = (
    "Who is younger, {a} or {b}?",
    "Who is younger?",
    "Which of them is younger?",
    "Who is the younger one?",
)


def ages(random: Random) -> Told:
    """Two people and their ages."""
    one, other, ages_of = *_two(random), random.sample(range(1, 99), 2)
    (first, x), (second, y) = ((_called(random, who), who) for who in (one, other))
    said = random.choice(("{} is {} and {} is {}.", "{} is {}, {} is {}.", "{} is {} years old and {} is {}."))
    told = said.format(first[0], ages_of[0], second[0], ages_of[1])
    clause = f"{first[1]} is {ages_of[0]} and {second[1]} is {ages_of[1]}"
    older, younger = (first[1], second[1]) if ages_of[0] > ages_of[1] else (second[1], first[1])
    asked = (
        *_each(first, ages_of[0], second, ages_of[1]),
        (random.choice(OLDER).format(a=first[0], b=second[0]), f"{capitalised(clause)}, so {older} is older."),
        (random.choice(YOUNGER).format(a=first[0], b=second[0]), f"{capitalised(clause)}, so {younger} is younger."),
        _is_older(first, second, clause, older),
        _is_older(second, first, clause, older),
    )
    return Told(_keys(x, y), capitalised(told), clause, asked)


def towns(random: Random) -> Told:
    """The person and somebody else, and where they live: in one town or in two."""
    who = somebody(random)
    (spoken, heard) = _called(random, who)
    town = a_town(random)
    other = town if random.random() < 0.5 else a_town(random)
    if town != other and (town in other or other in town):
        return towns(random)
    clause = f"you live in {town} and {heard} lives in {other}"
    said = random.choice(
        ("I live in {} and {} lives in {}.", "I live in {}. {} lives in {}.", "I live in {}, {} lives in {}.")
    )
    told = said.format(town, capitalised(spoken) if "}. {" in said else spoken, other)
    same = f"Yes, you both live in {town}." if town == other else f"No, {clause}."
    whether = ("Do {x} and I live in the same town?", "Do we live in the same town?", "Do I live where {x} lives?")
    asked = (
        *((question.format(x=spoken), same) for question in whether),
        ("Where do I live?", f"You live in {town}."),
        (f"Where does {spoken} live?", f"{capitalised(heard)} lives in {other}."),
    )
    return Told(_keys(who, who) | {"town/me", "name/town"}, told, clause, asked)


def _two(random: Random) -> tuple[Somebody, Somebody]:
    one, other = somebody(random), somebody(random)
    return _two(random) if one.noun == other.noun or one.name in other.name or other.name in one.name else (one, other)


def _called(random: Random, who: Somebody) -> Exchange:
    """What somebody is called by the person and by the assistant."""
    if random.random() < 0.4:
        return who.name, who.name
    return f"my {who.noun}", f"your {who.noun}"


def _each(first: Exchange, age: int, second: Exchange, other: int) -> tuple[Exchange, Exchange]:
    return (
        (f"How old is {first[0]}?", f"{capitalised(first[1])} is {age}."),
        (f"How old is {second[0]}?", f"{capitalised(second[1])} is {other}."),
    )


def _is_older(one: Exchange, other: Exchange, clause: str, older: str) -> Exchange:
    word = "Yes" if one[1] == older else "No"
    return f"Is {one[0]} older than {other[0]}?", f"{word}, {clause}."


def a_town(random: Random) -> str:
    """A real town that the exam has not."""
    return draw(real_names.town, random, held_out=False)


def _keys(one: Somebody, other: Somebody) -> frozenset[str]:
    return frozenset(
        key
        for who in (one, other)
        for key in (f"about {who.noun}", f"={who.name.casefold()}", "ages", "age/who", "town/who")
    )
