"""Lists of so many things as somebody asks for: three fruits, ten animals, some colours, and two more.

Each is numbered: a small model that sees the number of the last one knows when to stop. Does not know the things.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from forge_ai.training.lessons.basics.asked import Asked, Asker
from forge_ai.training.lessons.basics.number_words import in_words
from forge_ai.training.lessons.basics.rings import BY_LETTER, OFTEN, SELDOM, WHOLE, Ring
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.listed import in_a_sentence, listed

MOST: Final = 10
COUNTS: Final = (2, 3, 3, 3, 3, 4, 4, 5, 5, 5, 5, 6, 7, 8, 9, 10, 10, 10)
TOO_MANY: Final = (11, 12, 13, 14, 15, 16, 18, 20, 20, 25, 30, 40, 50, 50, 60, 75, 100, 100, 200, 500, 1000)
VAGUE: Final = {"some": 5, "a few": 3, "a couple of": 2, "several": 5}
ASKED: Final = listed(
    """Name {n} {x}. | Name {n} {x}. | List {n} {x}. | List {n} {x}. | Tell me {n} {x}. | Give me {n} {x}. |
    Give me {n} {x}. | Can you name {n} {x}? | Can you list {n} {x}? | Can you tell me {n} {x}? | Give me the names of
    {n} {x}. | I need {n} {x}. | {n} {x} | {n} {x}, please | {n} {x}? | Write down {n} {x}. | Write {n} {x}. | Say
    {n} {x}. | Give me a list of {n} {x}. | Make a list of {n} {x}. | Do you know {n} {x}? | Think of {n} {x}. | Name
    me {n} {x}. | Show me {n} {x}. | Could you name {n} {x}? | What are {n} {x}? | Please name {n} {x}. | Please list
    {n} {x}. | Please give me {n} {x}. | Mention {n} {x}. | A list of {n} {x}, please. | Can I have {n} {x}? | Tell me
    the names of {n} {x}. | I want {n} {x}. | Can you give me {n} {x}? | Could you list {n} {x} for me?""",
    "|",
)
ASKED_HELD: Final = (
    "Could you give me {n} {x}?",
    "I'd like to hear {n} {x}.",
    "Would you write me a list of {n} {x}?",
)
FIRST: Final = (
    "Name the first {n} {x}.",
    "What are the first {n} {x}?",
    "List the first {n} {x}.",
    "The first {n} {x}?",
)
FIRST_HELD: Final = ("Which are the first {n} {x}?",)
BARE: Final = listed(
    """Name {x}. | List {x}. | Tell me {x} that you know. | Give me
    examples of {x}. | What are examples of {x}? | Make a list of {x}. | A list of {x}, please. |
    Can you name any {x}? | Can you list {x}? | {x} | list of {x}""",
    "|",
)
KNOWN_WELL: Final = OFTEN[:8]
DO_YOU_KNOW: Final = ("Which {x} do you know?", "What {x} do you know?", "Do you know any {x}?")
BARE_HELD: Final = ("Which {x} can you think of?", "Give me a few examples of {x}.")
ALL: Final = listed(
    """Name all {x}. | List all {x}. | Tell me all {x}. | Name all the {x}. | List all the {x}. | What are all the
    {x}? | Give me all {x}. | Can you name all {x}? | Can you list all {x}? | All {x}, please. | Name all {x} that you
    know. | Name every one of the {x}. | Tell me all the {x} in the world. | all {x} | Which {x} are there?""",
    "|",
)
ALL_HELD: Final = ("Could you name all the {x} there are?", "Give me a list of all {x}.")
MORE: Final = listed(
    """{n} more. | {n} more, please. | {n} more! | Name {n} more. | Give me {n} more. | And {n} more? | Tell me {n}
    more. | List {n} more. | {n} others | Can you name {n} more?""",
    "|",
)
ANOTHER: Final = listed("{n} {x}? | And {n} {x}? | Now {n} {x}. | And now {n} {x}. | What about {n} {x}?", "|")


def numbered(members: tuple[str, ...]) -> str:
    """The members, one a line, each with its number before it."""
    return "\n".join(f"{number}. {member}" for number, member in enumerate(members, 1))


def _some_ring(random: Random) -> Ring:
    return random.choice(random.choices((OFTEN, SELDOM, BY_LETTER, WHOLE), (50, 30, 8, 12))[0])


def _told(random: Random, count: int) -> str:
    return str(count) if random.random() < 0.5 else in_words(count)


def _answered(ring: Ring, asked: str, start: int, count: int) -> Asked:
    members = ring.some(start, count)
    text = numbered(members)
    sought = (text,) if ring.whole else (f"{count}.",)
    return Asked(capitalised(asked), text, sought, () if ring.whole else ring.members, _more(ring, start, count))


def _more(ring: Ring, start: int, count: int) -> Callable[[Random], Asked]:
    """More of the same while there are others; else so many of another kind."""

    def then(random: Random) -> Asked:
        left = len(ring.members) - count
        if left < 1 or random.random() < 0.4:
            return _listed(random, random.choice(ANOTHER))
        further = random.randint(1, min(left, 5))
        asked = random.choice(MORE).format(n=_told(random, further))
        return _continued(ring, asked, start + count, further)

    return then


def _continued(ring: Ring, asked: str, start: int, count: int) -> Asked:
    """Those that come after the ones before; nothing further is asked when the ring is through."""
    text = numbered(ring.some(start, count))
    return Asked(capitalised(asked), text, (text,) if ring.whole else (f"{count}.",), ring.members)


def _listed(random: Random, wording: str) -> Asked:
    ring = _some_ring(random)
    start = 0 if ring.whole else random.randrange(len(ring.members))
    if not ring.whole and "{n}" in wording and random.random() < 0.15:
        vague = random.choice(tuple(VAGUE))
        return _answered(ring, wording.format(n=vague, x=random.choice(ring.names)), start, VAGUE[vague])
    count = min(random.choice(COUNTS), len(ring.members))
    if ring.whole and len(ring.members) <= 12 and random.random() < 0.2:
        count = len(ring.members)
    return _answered(ring, wording.format(n=_told(random, count), x=random.choice(ring.names)), start, count)


def counted(random: Random, *, held_out: bool = False) -> Asked:
    """So many of a kind."""
    return _listed(random, random.choice(ASKED_HELD if held_out else ASKED))


def first_ones(random: Random, *, held_out: bool = False) -> Asked:
    """The first ones of what has an order."""
    ring = random.choice([one for one in WHOLE if one.names[0] not in ("seasons", "continents")])
    count = random.randint(2, min(len(ring.members), MOST))
    asked = random.choice(FIRST_HELD if held_out else FIRST)
    return _answered(ring, asked.format(n=_told(random, count), x=random.choice(ring.names)), 0, count)


def some(random: Random, *, held_out: bool = False) -> Asked:
    """Things of a kind, nobody says how many: five of them."""
    ring = random.choice((*OFTEN, *OFTEN, *SELDOM))
    taught = (*BARE, *DO_YOU_KNOW) if ring in KNOWN_WELL else BARE
    wording = random.choice(BARE_HELD if held_out else taught)
    count = VAGUE["a few"] if "a few" in wording else VAGUE["some"]
    return _answered(ring, wording.format(x=random.choice(ring.names)), random.randrange(len(ring.members)), count)


def everything(random: Random, *, held_out: bool = False) -> Asked:
    """All of a kind that has no end: ten of them."""
    ring = random.choice((*OFTEN, *OFTEN, *SELDOM))
    name = random.choice(ring.names)
    asked = random.choice(ALL_HELD if held_out else ALL).format(x=name)
    return _ten(ring, asked, f"There are many {name}. Here are ten:", random)


def too_many(random: Random, *, held_out: bool = False) -> Asked:
    """More than it counts up to."""
    ring = random.choice((*OFTEN, *OFTEN, *SELDOM))
    asked = random.choice(ASKED_HELD if held_out else ASKED)
    asked = asked.format(n=random.choice(TOO_MANY), x=random.choice(ring.names))
    return _ten(ring, asked, "That is too many for me. Here are ten:", random)


def _ten(ring: Ring, asked: str, before: str, random: Random) -> Asked:
    members = ring.some(random.randrange(len(ring.members)), MOST)
    return Asked(capitalised(asked), f"{before}\n{numbered(members)}", ("10.",), ring.members)


def more_than_there_are(random: Random, *, held_out: bool = False) -> Asked:
    """More months or planets than there are."""
    ring = random.choice([one for one in WHOLE if len(one.members) <= 12])
    asked = random.choice(ASKED_HELD if held_out else ASKED)
    there_are = len(ring.members)
    count = _told(random, random.randint(there_are + 1, there_are + 10))
    whole = in_a_sentence(ring.members)
    answer = f"There are only {in_words(there_are)}: {whole}."
    return Asked(capitalised(asked.format(n=count, x=random.choice(ring.names))), answer, (whole,))


ASKERS: Final[tuple[Asker, ...]] = (
    *(counted, counted, counted, counted, counted, counted, counted, counted, counted, counted, counted, counted),
    *(some, some, some, everything, everything, too_many, first_ones, more_than_there_are),
)
