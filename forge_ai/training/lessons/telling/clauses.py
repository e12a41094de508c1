"""Clauses in which people tell about themselves: one fact, or two that belong together.

Does not know how clauses are joined into a message, nor what is answered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from random import Random
from typing import Final

from forge_ai.training.lessons.facts.fact import BY_KEY, Fact, any_fact, contracted, fact_about, overlapping
from forge_ai.training.lessons.facts.first_met import COUNTED, FIRST_MET, MORE_GROUPS, counted, soon
from forge_ai.training.lessons.facts.owners import ME, MORE_RELATIVES, RELATIVES, relative
from forge_ai.training.lessons.facts.relation_table import PETS, SPECIAL, TOLD_FIRST
from forge_ai.training.lessons.words import real_names
from forge_ai.training.lessons.words.beginnings import article, small
from forge_ai.training.lessons.words.listed import listed
from forge_ai.training.lessons.words.names import draw, is_held_out
from forge_ai.training.lessons.words.values import KINDS

Piece = tuple[str, list[Fact]]
"""Words without capital and full stop, and the facts that they tell."""

REAL_SHARE: Final = 0.4
USUAL_PETS: Final = ("dog", "cat", "dog", "cat", "rabbit", "hamster", "horse", "parrot", "budgie", "guinea pig")
NEAR_ONES: Final = listed(
    """wife, husband, son, daughter, sister, brother, mother, father, mum, dad, girlfriend, boyfriend, partner, best
    friend, flatmate, grandmother, grandma, boss, colleague, grandson, granddaughter, uncle, aunt, cousin"""
)
MANY: Final = (*listed("kids, children, sons, daughters, cats, dogs, parents, twins"), *MORE_GROUPS)
NAMINGS: Final = (
    "I'm {}",
    "I'm {}",
    "I'm {}",
    "I am {}",
    "I am {}",
    "my name is {}",
    "my name is {}",
    "my name's {}",
    "this is {}",
    "call me {}",
    "you can call me {}",
    "I'm called {}",
    "people call me {}",
    "{} here",
    "it's {}",
)
AGES: Final = listed(
    """five, six, seven, eight, nine, ten, eleven, twelve, thirteen, sixteen, eighteen, twenty, twenty-one, thirty,
    thirty-five, forty, forty-two, fifty, fifty-six, sixty, sixty-eight, seventy, eighty, ninety"""
)
CARERS: Final = (("dentist", "dentist appointment"), ("doctor", "doctor's appointment"), ("vet", "vet appointment"))


def _mine(random: Random, key: str) -> Fact:
    return really(random, fact_about(random, BY_KEY[key], ME))


def really(random: Random, fact: Fact) -> Fact:
    """The fact, often with a name that people, pets or towns really have."""
    make = real_names.pet if fact.relation.key in USUAL_PETS else real_names.REAL.get(fact.relation.value)
    return replace(fact, value=draw(make, random, held_out=False)) if make and random.random() < REAL_SHARE else fact


def _name(random: Random) -> Piece:
    fact = _mine(random, "name")
    return random.choice(NAMINGS).format(fact.value), [fact]


def _name_and_age(random: Random) -> Piece:
    name, age = _mine(random, "name"), _mine(random, "age")
    frame = random.choice(
        ("I'm {}, {}", "I am {} and I am {} years old", "I'm {} and I'm {}", "my name is {} and I'm {}")
    )
    return frame.format(name.value, age.value), [name, age]


def _name_and_origin(random: Random) -> Piece:
    name, origin = _mine(random, "name"), _origin(random)
    frame = random.choice(
        ("I'm {} from {}", "I am {}, from {}", "I'm {} and I come from {}", "my name is {}, I'm from {}")
    )
    return frame.format(name.value, origin.value), [name, origin]


def _name_and_job(random: Random) -> Piece:
    name, job = _mine(random, "name"), _mine(random, "job")
    frame = random.choice(("I'm {}, {}", "I am {} and I work as {}", "I'm {} and I'm {}", "my name is {}, I'm {}"))
    return frame.format(name.value, job.value), [name, job]


def _origin(random: Random) -> Fact:
    """Where one comes from: a land as in other lessons, or a town."""
    kind = random.choice(("land", "town"))
    make = real_names.REAL[kind] if random.random() < REAL_SHARE else KINDS[kind]
    return Fact(BY_KEY["origin"], ME, draw(make, random, held_out=False))


def _origin_and_town(random: Random) -> Piece:
    origin, town = _origin(random), _mine(random, "town")
    frame = random.choice(
        (
            "I'm from {} but I live in {}",
            "I'm from {} but live in {} now",
            "I come from {} and live in {}",
            "I'm from {}, but now I live in {}",
            "I am originally from {} but I live in {} now",
        )
    )
    return frame.format(origin.value, town.value), [origin, town]


def _age(random: Random) -> Piece:
    fact = _mine(random, "age")
    if random.random() < 0.2:
        fact = replace(fact, value=draw(lambda random: random.choice(AGES), random, held_out=False))
    return random.choice(("I'm {}", "I'm {} years old", "I am {} years old", "I am {}")).format(fact.value), [fact]


def _job_at(random: Random) -> Piece:
    job, place = _mine(random, "job"), _mine(random, "workplace")
    if random.random() < 0.5:
        frame = random.choice(("I work at {} as {}", "I work for {} as {}"))
        return frame.format(place.value, job.value), [place, job]
    frame = random.choice(("I work as {} at {}", "I'm {} at {}", "I am {} at {}", "I have a job as {} at {}"))
    return frame.format(job.value, place.value), [job, place]


def _job_in(random: Random) -> Piece:
    """A job and where it is done, as one."""
    job = _mine(random, "job")
    town = really(random, _mine(random, "town")).value
    value = f"{job.value} in {town}"
    if is_held_out(value):
        return _job_in(random)
    return random.choice(("I work as {}", "I'm {}", "I am {}")).format(value), [replace(job, value=value)]


def _counts(random: Random) -> Piece:
    fact = fact_about(random, counted(random.choice(COUNTED)), ME)
    frame = random.choice(("I have {} {}", "we have {} {}", "I've got {} {}", "I have {} lovely {}"))
    return frame.format(fact.value, fact.relation.key.removeprefix("number of ")), [fact]


def _appointment_with(random: Random) -> Piece:
    whom, noun = random.choice(CARERS)
    fact = fact_about(random, soon(noun), ME)
    frame = random.choice(("I have an appointment with the {} {}", "I'm seeing the {} {}", "I have to go to the {} {}"))
    return frame.format(whom, fact.value), [fact]


def _pet_who(random: Random) -> Piece:
    """A pet by name, and something else about it: "my dog Rex is 5 years old"."""
    fact = _pet(random)
    age = fact_about(random, BY_KEY["age"], relative(fact.relation.key))
    frame = random.choice(("my {} {} is {} years old", "my {} is called {} and is {} years old", "my {} {} is {}"))
    return frame.format(fact.relation.key, fact.value, age.value), [fact, age]


def _job_from(random: Random) -> Piece:
    job, origin = _mine(random, "job"), _origin(random)
    return random.choice(("I'm {} from {}", "I am {} from {}")).format(job.value, origin.value), [job, origin]


def _likes(random: Random) -> Piece:
    like, dislike = _mine(random, "like"), _mine(random, "dislike")
    frame = random.choice(
        (
            "I like {} but I don't like {}",
            "I love {} but I hate {}",
            "I like {} but not {}",
            "I love {}, but I don't like {}",
            "I like {} and I hate {}",
        )
    )
    return frame.format(like.value, dislike.value), [like, dislike]


def _likes_many(random: Random) -> Piece:
    values = [draw(KINDS["pleasure"], random, held_out=False) for _ in range(random.choice((2, 2, 3)))]
    value = f"{', '.join(values[:-1])} and {values[-1]}"
    if is_held_out(value) or any(overlapping(one, other) for one, other in combinations(values, 2)):
        return _likes(random)
    return random.choice(("I like {}", "I love {}", "I really like {}")).format(value), [
        Fact(BY_KEY["like"], ME, value)
    ]


def _pet(random: Random) -> Fact:
    noun = random.choice(USUAL_PETS if random.random() < 0.7 else PETS)
    return _mine(random, noun)


def _has_pet(random: Random) -> Piece:
    fact = _pet(random)
    noun = fact.relation.key
    frame = random.choice(
        (
            "I have {a} called {v}",
            "I have {a} named {v}",
            "I've got {a} called {v}",
            "I have {a}, {v}",
            "I have {a}, its name is {v}",
            "I have {a}. {they} is called {v}",
            "I have {a} and {their} name is {v}",
            "we have {a} called {v}",
            "my {n} is called {v}",
            "my {n}'s name is {v}",
            "my {n} is {v}",
            "there is my {n} {v}",
        )
    )
    they, their = random.choice((("It", "its"), ("She", "her"), ("He", "his")))
    return frame.format(a=article(noun), n=noun, v=fact.value, they=they, their=their), [fact]


def _two_pets(random: Random) -> Piece:
    one, other = _pet(random), _pet(random)
    frame = random.choice(("I have {} {} {} and {} {} {}", "we have {} {} {} and {} {} {}"))
    naming = random.choice(("called", "named"))
    words = [(article(fact.relation.key), naming, fact.value) for fact in (one, other)]
    return frame.format(*words[0], *words[1]), [one, other]


def _near_one(random: Random) -> Fact:
    return _mine(random, random.choice(NEAR_ONES))


def _has_person(random: Random) -> Piece:
    fact = _near_one(random)
    frame = random.choice(
        (
            "my {n} is called {v}",
            "my {n}'s name is {v}",
            "my {n} is {v}",
            "I have a {n} called {v}",
            "I have a {n} named {v}",
            "I have a {n}, {v}",
            "{v} is my {n}",
        )
    )
    return frame.format(n=fact.relation.key, v=fact.value), [fact]


def _two_people(random: Random) -> Piece:
    one, other = _near_one(random), _near_one(random)
    frame = random.choice(
        (
            "my {} is {} and my {} is {}",
            "my {} is called {} and my {} {}",
            "my {} is {}, my {} is {}",
            "my {} is called {} and my {} is called {}",
        )
    )
    return frame.format(one.relation.key, one.value, other.relation.key, other.value), [one, other]


def _lives_with(random: Random) -> Piece:
    town, with_whom = _mine(random, "town"), _pet(random) if random.random() < 0.5 else _near_one(random)
    frame = random.choice(
        (
            "I live in {} with my {} {}",
            "I live in {} with my {} {}",
            "I live in {} with my {} called {}",
            "I am living in {} with my {} {}",
            "my {1} {2} and I live in {0}",
        )
    )
    return frame.format(town.value, with_whom.relation.key, with_whom.value), [town, with_whom]


def _person_who(random: Random) -> Piece:
    """Somebody near, by name, and something else about them: "my wife Maria works at a hospital"."""
    fact = _mine(random, random.choice((*RELATIVES, *MORE_RELATIVES[:-1])))
    noun = fact.relation.key
    relation = random.choice([one for one in TOLD_FIRST if "relative" in one.owners])
    more = really(random, fact_about(random, relation, relative(noun)))
    forms = dict(more.owner.told)
    pronoun = {"her": "she", "his": "he"}.get(forms["their"], "they")
    sentence = random.choice(more.relation.tell[:2])
    if sentence.startswith("{Sub}") and pronoun != "they" and random.random() < 0.5:
        tail = sentence.removesuffix(".").replace("{Sub}", pronoun).format(v=more.value, **forms)
        return f"my {noun} is called {fact.value} and {tail}", [fact, more]
    if sentence.startswith("{Sub}"):
        tail = sentence.removesuffix(".").replace("{Sub}", f"my {noun} {fact.value}").format(v=more.value, **forms)
        return tail, [fact, more]
    tail = sentence.removesuffix(".").format(v=more.value, **forms)
    return f"my {noun} is {fact.value}. {tail}", [fact, more]


def _has_many(random: Random) -> Piece:
    fact = _mine(random, random.choice(MANY))
    frame = random.choice(
        (
            "I have two {n}, {v}",
            "we have two {n}, {v}",
            "my {n} are called {v}",
            "my {n} are {v}",
            "I have {n} called {v}",
            "I've got two {n}: {v}",
            "my {n}' names are {v}",
        )
    )
    return frame.format(n=fact.relation.key, v=fact.value), [fact]


def _said_plainly(random: Random, fact: Fact) -> Piece:
    sentence = random.choice(fact.relation.tell).format(v=fact.value, **fact.owner.told).removesuffix(".")
    sentence = contracted(sentence, random)
    if fact.owner is ME and sentence.startswith(("I live ", "I have ", "I need ")) and random.random() < 0.2:
        sentence = f"We{sentence[1:]}"
    if fact.owner is ME and fact.relation.family == "kept" and sentence.startswith("My ") and random.random() < 0.3:
        sentence = f"The {sentence.removeprefix('My ')}"
    keeps_its_capital = sentence.startswith(("I ", "I'm ", fact.value, fact.owner.name))
    return sentence if keeps_its_capital else small(sentence), [fact]


def _of_oneself(random: Random) -> Piece:
    relation = random.choice((*SPECIAL[1:], *SPECIAL[1:], *TOLD_FIRST, *FIRST_MET))
    return _said_plainly(random, really(random, fact_about(random, relation, ME)))


def _whatever(random: Random) -> Piece:
    fact = any_fact(random)
    while fact.owner.kind == "place":
        fact = any_fact(random)
    return _said_plainly(random, fact)


NAMES: Final[tuple[Callable[[Random], Piece], ...]] = (
    *[_name] * 6,
    _name_and_age,
    _name_and_origin,
    _name_and_job,
)
CLAUSES: Final[tuple[Callable[[Random], Piece], ...]] = (
    *[_of_oneself] * 6,
    *[_whatever] * 3,
    _age,
    _origin_and_town,
    _job_at,
    _job_from,
    _job_in,
    _counts,
    _appointment_with,
    _pet_who,
    _likes,
    _likes_many,
    *[_has_pet] * 3,
    _two_pets,
    *[_has_person] * 2,
    _two_people,
    *[_lives_with] * 2,
    _person_who,
    _person_who,
    _has_many,
)
