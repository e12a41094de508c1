"""What is no longer so: "My boat is not green any more", "I no longer drive a Volvo".

Asked for it, the assistant says what it was told, and no more. Does not know how facts are told that hold.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.facts.belongings import BELONGINGS, HABITS
from forge_ai.training.lessons.facts.fact import Fact, fact_about, owner_for
from forge_ai.training.lessons.telling.told import Told, keys_of
from forge_ai.training.lessons.words.beginnings import capitalised

NO_MORE: Final = ("not {} any more", "no longer {}", "not {} anymore")


def told_denial(random: Random) -> Told:
    """A fact of a thing or a habit that does not hold any more."""
    fact = _fact(random)
    frame = random.choice(NO_MORE)
    said, clause = (_denied(frame, fact, heard=heard) for heard in (False, True))
    asked = (
        (fact.asked(random), f"I only know that {clause}."),
        (fact.asked(random), f"I only know that {clause}."),
        (fact.checked(random), f"No, {clause}."),
    )
    return Told(keys_of(fact), f"{capitalised(said)}.", clause, tuple(one for one in asked if one[0]))


def _fact(random: Random) -> Fact:
    """One that is said with a form of "be" or with a verb of doing."""
    while True:
        relation = random.choice((*BELONGINGS, *HABITS))
        fact = fact_about(random, relation, owner_for(random, relation))
        if any(middle in relation.answer for middle in (" is {v}", " are {v}")) or relation.family == "does":
            return fact


def _denied(frame: str, fact: Fact, *, heard: bool) -> str:
    """The fact with "not ... any more" where its value or its verb stands."""
    forms = fact.owner.answered if heard else fact.owner.told
    value = fact.heard if heard else fact.value
    if fact.relation.family == "does":
        return fact.relation.answer.replace("{sub} ", "{sub} no longer ", 1).format(v=value, **forms)
    return fact.relation.answer.format(v=frame.format(value), **forms)
