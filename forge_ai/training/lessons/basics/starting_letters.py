"""One thing of a kind that begins with a letter: a word, an animal, a country, a name.

Asked only where there is one. Does not know lists of several (see `lists`).
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from string import ascii_lowercase
from typing import Final

from forge_ai.training.lessons.basics.asked import Asked, Asker
from forge_ai.training.lessons.basics.countries import COUNTRIES
from forge_ai.training.lessons.basics.rings import OFTEN, POOL, SELDOM
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.listed import listed
from forge_ai.training.lessons.words.names import COMMON_NAMES

SINGULAR: Final = {
    "animals": "an animal",
    "fruits": "a fruit",
    "vegetables": "a vegetable",
    "colours": "a colour",
    "birds": "a bird",
    "cities": "a city",
    "jobs": "a job",
    "flowers": "a flower",
    "tools": "a tool",
    "sports": "a sport",
}
KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "a word": tuple(word for word in POOL if word.islower()),
    "a country": tuple(country.name for country in COUNTRIES if not country.name.startswith("the ")),
    "a name": COMMON_NAMES[: COMMON_NAMES.index("Bello")],
    **{SINGULAR[ring.names[0]]: ring.members for ring in (*OFTEN, *SELDOM) if ring.names[0] in SINGULAR},
}
BY_LETTER: Final = {
    (kind, letter): words
    for kind, members in KINDS.items()
    for letter in ascii_lowercase
    if (words := tuple(word for word in members if word.lower().startswith(letter)))
}
ASKED: Final = listed(
    """Name {0} that begins with {1}. | Tell me {0} that begins with {1}. | Name {0} that starts with {1}. | Tell me {0}
    that starts with {1}. | Give me {0} that begins with {1}. | {0} with {1} | {0} that starts with {1} | Name {0} with
    {1}. | Which {2} begins with {1}? | What {2} starts with {1}? | Do you know {0} that starts with {1}? | Give me {0}
    with the letter {1}. | Think of {0} with {1}. | {0} beginning with {1} | Can you name {0} that begins with {1}? |
    {0} with the letter {1}""",
    "|",
)
HELD: Final = ("I need {0} that begins with {1}.", "Find {0} which starts with {1}.")


def beginning(random: Random, *, held_out: bool = False) -> Asked:
    """Something that begins with a letter."""
    kind = random.choice(("a word", "an animal", "a country", "a name", *KINDS))
    letter = random.choice([letter for one, letter in BY_LETTER if one == kind])
    words = BY_LETTER[kind, letter]
    asked = random.choice(HELD if held_out else ASKED).format(kind, letter.upper(), kind.split(" ", 1)[1])
    answer = f"{capitalised(random.choice(words))} begins with {letter.upper()}."
    asked = asked.replace("Name a name", "Tell me a name").replace("hich name", "hich first name")
    return Asked(capitalised(asked), answer, (f"begins with {letter.upper()}",), words)


ASKERS: Final[tuple[Asker, ...]] = (beginning,)
