"""How people take back what they have just said: by a bare value, by a pronoun, in the same breath.

Does not know how facts are told or asked for, nor what is answered.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.facts.fact import Fact
from forge_ai.training.lessons.facts.owners import relative
from forge_ai.training.lessons.words.beginnings import capitalised, small

BY_VALUE: Final = (
    "No, {v}.",
    "No, it's {v}.",
    "Sorry, I meant {v}.",
    "Sorry, {v}.",
    "I mean {v}.",
    "I meant {v}.",
    "Oh wait, {v}.",
    "Wait, no: {v}.",
    "Oops, {v}.",
    "{v}, not {old}.",
    "Not {old}, {v}.",
    "No, not {old}. {v}!",
    "Sorry, typo: {v}.",
    "{v} I mean.",
    "Argh, {v} of course.",
    "I should have said {v}.",
    "Correction: {v}.",
    "Make that {v}.",
    "No no, {v}!",
    "Actually {v}.",
    "That was wrong, it is {v}.",
    "*{v}",
    "Did I say {old}? I meant {v}.",
)
NOW: Final = ("It's {v} now.", "That has changed: it's {v} now.", "Not any more, now it's {v}.", "{v} now.")
CALLED: Final = (
    "No, {she} is called {v}.",
    "No, {she}'s called {v}.",
    "No, {she}'s {v}.",
    "No, {she} is {v}.",
    "That's not right, {her} name is {v}.",
    "You got that wrong, {she}'s called {v}.",
    "{her} name is {v}, not {old}.",
    "{she} isn't called {old}, {she}'s called {v}.",
    "Sorry, {her} name is {v}.",
    "Actually {she} is called {v}.",
    "Wrong, {her} name's {v}.",
    "I meant {v}, {she} is called {v}.",
)
SPOKEN_OF: Final = ("No, {}", "Actually {}", "Sorry, {}", "Wait, {}", "That's wrong, {}", "I was wrong, {}", "{}")
MOVED: Final = ("{sub} moved to {v}.", "Not any more, {sub} moved to {v}.", "{sub} moved. {sub} live{s} in {v} now.")
JOINTS: Final = (" ", " ", " Oh, ", " Oh no, ", " Hm, ", " Wait. ")
THEY: Final = {"her": "she", "his": "he"}
HERS: Final = {"she": "her", "he": "his", "it": "its"}
TELLING_LATE: Final = ("It's {}.", "It is {}.", "{}.", "{}", "Well, it's {}.", "Then I tell you: {}.")
PETS_AND_PEOPLE: Final = ("called", "person")


def amended(random: Random, older: Fact, newer: Fact) -> str:
    """The words that put the newer value in the place of the older one, right after it was spoken of."""
    chance = random.random()
    if newer.relation.family in PETS_AND_PEOPLE and chance < 0.55:
        return _called(random, older, newer)
    if newer.relation.key == "town" and chance < 0.35:
        return with_pronoun(random, random.choice(MOVED), newer)
    if newer.owner.kind in ("relative", "named") and chance < 0.45:
        told = with_pronoun(random, random.choice(newer.relation.tell[:2]), newer)
        frame = random.choice(SPOKEN_OF)
        return capitalised(frame.format(small(told) if frame != "{}" else told))
    frames = NOW if newer.relation.family == "coloured" and chance > 0.7 else BY_VALUE
    return capitalised(random.choice(frames).format(v=newer.value, old=older.value))


def in_one_breath(random: Random, older: Fact, newer: Fact) -> str:
    """A message that tells the older value and takes it back at once."""
    told = random.choice(older.relation.tell[:2]).format(v=older.value, **older.owner.told)
    joint, amend = random.choice(JOINTS), amended(random, older, newer)
    begins_small = joint.endswith(", ") and not amend.startswith((newer.value, older.value, "I "))
    return f"{told}{joint}{small(amend) if begins_small else amend}"


def completed(random: Random, fact: Fact) -> str:
    """The fact as the reply to "You haven't told me": mostly without naming again what it is about."""
    if fact.relation.family in PETS_AND_PEOPLE and random.random() < 0.6:
        she = pronoun(random, fact)
        frame = random.choice(("{she} is called {v}.", "{she}'s called {v}.", "{her} name is {v}.", "{v}."))
        return capitalised(frame.format(v=fact.value, she=she, her=HERS[she]))
    if fact.owner.kind in ("relative", "named") and random.random() < 0.5:
        return with_pronoun(random, random.choice(fact.relation.tell[:2]), fact)
    value = f"on {fact.value}" if fact.relation.value == "date" and random.random() < 0.5 else fact.value
    return capitalised(random.choice(TELLING_LATE).format(value))


def _called(random: Random, older: Fact, newer: Fact) -> str:
    she = pronoun(random, newer)
    words = {"v": newer.value, "old": older.value, "she": she, "her": HERS[she]}
    return capitalised(random.choice(CALLED).format(**words))


def pronoun(random: Random, fact: Fact) -> str:
    """What the bearer of the name goes by: known of mothers, open for dogs and neighbours."""
    known = THEY.get(relative(fact.relation.key).told["their"])
    if known or fact.relation.family == "person":
        return known or random.choice(("she", "he"))
    return random.choice(("it", "she", "he")) if fact.relation.value == "name" else "it"


def with_pronoun(random: Random, told: str, fact: Fact) -> str:
    """The sentence with a pronoun in the place of the owner: "She lives in Oslo"."""
    if fact.owner.kind == "me":
        return capitalised(told.format(v=fact.value, **fact.owner.told))
    she = THEY.get(fact.owner.told["their"]) or random.choice(("she", "he"))
    forms = {**fact.owner.told, "sub": she, "Sub": capitalised(she), "own": HERS[she], "Own": capitalised(HERS[she])}
    return capitalised(told.format(v=fact.value, **forms))
