"""Planets in their order, and simple facts about the sun and the moon.

Does not know distances.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from forge_ai.training.lessons.basics.asked import Asker, Table
from forge_ai.training.lessons.basics.number_words import ORDINALS
from forge_ai.training.lessons.words.listed import table_of

PLANETS: Final = ("Mercury", "Venus", "Earth", "Mars", "Jupiter", "Saturn", "Uranus", "Neptune")
OTHERS: Final = table_of("""
    Pluto | No, Pluto is a dwarf planet.
    the moon | No, the moon goes round the Earth.
    the sun | No, the sun is a star.
    Sirius | No, Sirius is a star.
""")
NUMBERED: Final = Table(
    "numbered planet",
    tuple(zip(ORDINALS, PLANETS, strict=False)),
    (
        "What is the {0} planet from the sun?",
        "Which planet is the {0} from the sun?",
        "Which is the {0} planet?",
        "What is the {0} planet?",
    ),
    ("Tell me the {0} planet, counted from the sun.",),
    ("{1} is the {0} planet from the sun.",),
    short="the {0}",
)
PLACE: Final = Table(
    "planet's place",
    tuple(zip(PLANETS, ORDINALS, strict=False)),
    ("Which planet from the sun is {0}?", "Where in the solar system is {0}?", "How many planets from the sun is {0}?"),
    ("Counted from the sun, which planet is {0}?",),
    ("{0} is the {1} planet from the sun.",),
)
AFTER: Final = Table(
    "next planet",
    tuple(pairwise(PLANETS)),
    ("Which planet comes after {0}?", "What planet comes after {0}?", "Which planet is next after {0}?"),
    ("Going outwards, which planet follows {0}?",),
    ("{1} comes after {0}.",),
    short="after {0}",
)
BEFORE: Final = Table(
    "planet before",
    tuple(zip(PLANETS[1:], PLANETS, strict=False)),
    ("Which planet comes before {0}?", "What planet comes before {0}?"),
    ("Going outwards, which planet is just before {0}?",),
    ("{1} comes before {0}.",),
)
WHETHER: Final = Table(
    "whether a planet",
    (*((planet, f"Yes, {planet} is a planet.", "Yes") for planet in PLANETS), *((*row, "No") for row in OTHERS)),
    ("Is {0} a planet?", "Is {0} one of the planets?"),
    ("Would you call {0} a planet?",),
    ("{1}",),
    sought=("{2}",),
)
SUPERLATIVES: Final = Table(
    "superlative planet",
    table_of("""
        largest | Jupiter
        biggest | Jupiter
        smallest | Mercury
        hottest | Venus
        coldest | Uranus
        reddest | Mars
    """),
    ("Which planet is the {0}?", "What is the {0} planet?", "Which is the {0} planet?", "Tell me the {0} planet."),
    ("Name the {0} of all planets.",),
    ("The {0} planet is {1}.",),
)
ASKERS: Final[tuple[Asker, ...]] = (NUMBERED, NUMBERED, PLACE, AFTER, BEFORE, WHETHER, SUPERLATIVES)
