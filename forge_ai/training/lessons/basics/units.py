"""How many of one thing make another: minutes and hours, metres and kilometres, legs and corners.

Does not know sums.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.basics.asked import Asked, Asker, Table
from forge_ai.training.lessons.basics.number_words import in_words
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.listed import table_of

PARTS: Final = table_of("""
    seconds | a minute | 60
    minutes | an hour | 60
    minutes | half an hour | 30
    minutes | a quarter of an hour | 15
    seconds | an hour | 3600
    hours | a day | 24
    hours | half a day | 12
    days | a week | 7
    days | two weeks | 14
    days | a fortnight | 14
    days | a year | 365
    days | a leap year | 366
    weeks | a year | 52
    months | a year | 12
    months | half a year | 6
    seasons | a year | 4
    years | a decade | 10
    years | a century | 100
    years | a millennium | 1000
    millimetres | a centimetre | 10
    centimetres | a metre | 100
    metres | a kilometre | 1000
    inches | a foot | 12
    feet | a yard | 3
    grams | a kilogram | 1000
    grams | half a kilogram | 500
    kilograms | a tonne | 1000
    millilitres | a litre | 1000
    ounces | a pound | 16
    pence | a pound sterling | 100
    cents | a euro | 100
    cents | a dollar | 100
    eggs | a dozen | 12
    things | a pair | 2
    bits | a byte | 8
    letters | the alphabet | 26
    vowels | the alphabet | 5
    players | a football team | 11
    strings | a violin | 4
    strings | a guitar | 6
    keys | a piano | 88
    squares | a chess board | 64
    cards | a pack of cards without jokers | 52
    planets | the solar system | 8
    continents | the world | 7
    colours | the rainbow | 7
    degrees | a full circle | 360
    degrees | a right angle | 90
    teeth | a grown-up's mouth | 32
""")
HAVING: Final = table_of("""
    sides | a triangle | 3
    sides | a square | 4
    sides | a rectangle | 4
    sides | a pentagon | 5
    sides | a hexagon | 6
    sides | an octagon | 8
    corners | a triangle | 3
    corners | a square | 4
    faces | a cube | 6
    faces | a die | 6
    wheels | a bicycle | 2
    wheels | a tricycle | 3
    wheels | a car | 4
    fingers | a hand | 5
    toes | a foot | 5
    legs | a person | 2
    eyes | a person | 2
    ears | a person | 2
    arms | an octopus | 8
    wings | a bird | 2
    hands | a clock | 2
    lives | a cat in the saying | 9
""")
HOW_MANY: Final = Table(
    "how many in",
    PARTS,
    (
        "How many {0} are in {1}?",
        "How many {0} are there in {1}?",
        "How many {0} in {1}?",
        "How many {0} make {1}?",
        "How many {0} has {1}?",
        "How many {0} does {1} have?",
        "Do you know how many {0} are in {1}?",
    ),
    ("What is the number of {0} in {1}?", "Tell me how many {0} there are in {1}."),
    ("There are {2} {0} in {1}.",),
    sought=("{2}",),
    short="{0} in {1}",
)
HOW_MANY_HAS: Final = Table(
    "how many has",
    HAVING,
    (
        "How many {0} does {1} have?",
        "How many {0} has {1}?",
        "How many {0} has {1} got?",
        "Do you know how many {0} {1} has?",
    ),
    ("What is the number of {0} that {1} has?",),
    ("{1} has {2} {0}.",),
    sought=("{2}",),
)
LONGER: Final = ("a second", "a minute", "an hour", "a day", "a week", "a month", "a year", "a decade", "a century")
HEAVIER: Final = ("a gram", "a kilogram", "a tonne")
WIDER: Final = ("a millimetre", "a centimetre", "a metre", "a kilometre")


def _ranked(ladder: tuple[str, ...], word: str) -> tuple[tuple[str, ...], ...]:
    """Every two steps of a ladder in both orders, with the larger one and the smaller one."""
    pairs = [(low, high) for place, low in enumerate(ladder) for high in ladder[place + 1 :]]
    return tuple((*asked, high, low, word) for low, high in pairs for asked in ((low, high), (high, low)))


WHICH_IS_MORE: Final = Table(
    "which is more",
    (*_ranked(LONGER, "longer"), *_ranked(HEAVIER, "heavier"), *_ranked(WIDER, "longer")),
    ("Which is {4}, {0} or {1}?", "What is {4}, {0} or {1}?", "Is {0} {4} than {1}, or the other way round?"),
    ("Which of the two is {4}: {0} or {1}?",),
    ("{2} is {4} than {3}.",),
    sought=("{2} is {4}",),
)
SEVERAL: Final = table_of("""
    seconds | minute | minutes | 60
    minutes | hour | hours | 60
    hours | day | days | 24
    days | week | weeks | 7
    months | year | years | 12
    centimetres | metre | metres | 100
    metres | kilometre | kilometres | 1000
    grams | kilogram | kilograms | 1000
    cents | euro | euros | 100
    wheels | car | cars | 4
    wheels | bicycle | bicycles | 2
    legs | dog | dogs | 4
    legs | spider | spiders | 8
    fingers | hand | hands | 5
""")
HAVE: Final = ("cars", "bicycles", "dogs", "spiders", "hands")
IN_SEVERAL: Final = (
    *("How many {0} are in {1}?", "How many {0} in {1}?", "How many {0} are there in {1}?", "How many {0} make {1}?"),
    *("How many {0} do {1} have?", "How many {0} have {1}?"),
)
OF_SEVERAL: Final = ("How many {0} do {1} have?", "How many {0} have {1}?", "Do you know how many {0} {1} have?")
IN_SEVERAL_HELD: Final = ("Tell me how many {0} {1} have.",)


def several(random: Random, *, held_out: bool = False) -> Asked:
    """How many minutes several hours have; what one has is said first."""
    part, one, many, count = random.choice(SEVERAL)
    number = random.randint(2, 10)
    told = f"{in_words(number) if random.random() < 0.4 else number} {many}"
    taught = OF_SEVERAL if many in HAVE else IN_SEVERAL
    asked = random.choice(IN_SEVERAL_HELD if held_out else taught).format(part, told)
    result = int(count) * number
    first = "an hour" if one == "hour" else f"a {one}"
    answer = f"{capitalised(first)} has {count} {part}, so {number} {many} have {result}."
    return Asked(asked, answer, (f"have {result}",))


ASKERS: Final[tuple[Asker, ...]] = (HOW_MANY, HOW_MANY, HOW_MANY, HOW_MANY_HAS, several, WHICH_IS_MORE)
