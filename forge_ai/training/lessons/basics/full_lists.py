# ruff: noqa: E501 - a list stands on one line, as in a table
"""Lists that are told whole and always in the same order: months, days, seasons, planets, letters, and many more.

Does not know how to name only some of them (see `lists`).
"""

from __future__ import annotations

from string import ascii_uppercase
from typing import Final

from forge_ai.training.lessons.basics.asked import Asker, Table
from forge_ai.training.lessons.basics.dates import DAYS, MONTHS, SEASONS
from forge_ai.training.lessons.basics.planets import PLANETS
from forge_ai.training.lessons.words.listed import in_a_sentence, listed, table_of

VOWELS: Final = "AEIOU"
CONSONANTS: Final = "".join(letter for letter in ascii_uppercase if letter not in VOWELS)
ASKED: Final = listed(
    """What are {0}? | What are {0}? | Name {0}. | Name {0}. | Name all {0}. | Tell me {0}. | List {0}. | List {0}. | List
    all {0}. | Can you name {0}? | Can you list {0}? | Say {0}. | Give me {0}. | Give me all {0}. | Which are {0}? | What
    are {0} called? | Tell me all {0}. | What are all {0}? | Write down {0}. | Write {0}. | Do you know {0}? | I need {0}.
    | Make a list of {0}. | Name {0} in order. | Say {0} in order. | Give me a list of {0}. | Could you tell me {0}? |
    Show me {0}. | What are the names of {0}? | Tell me the names of {0}. | {0} | {0}, please | {1} | {1} | {1}? | list
    {1} | name {1} | name all {1} | all {1} | list all {1} | list of {1} | tell me {1} | give me {1} | Can you tell me
    {0}? | Please name {0}. | Please tell me {0}. | Please list all {0}.""",
    "|",
)
HELD: Final = ("Please list {0} in order.", "Go through {0} for me.", "Could you name all {0}?", "I want to know {0}.")
MORE: Final = table_of("""
    continents | Africa, Antarctica, Asia, Australia, Europe, North America, South America
    seven continents | Africa, Antarctica, Asia, Australia, Europe, North America, South America
    continents of the world | Africa, Antarctica, Asia, Australia, Europe, North America, South America
    oceans | the Pacific, the Atlantic, the Indian Ocean, the Southern Ocean, the Arctic Ocean
    five oceans | the Pacific, the Atlantic, the Indian Ocean, the Southern Ocean, the Arctic Ocean
    colours of the rainbow | red, orange, yellow, green, blue, indigo, violet
    colors of the rainbow | red, orange, yellow, green, blue, indigo, violet
    rainbow colours | red, orange, yellow, green, blue, indigo, violet
    primary colours | red, yellow, blue
    primary colors | red, yellow, blue
    main colours of paint | red, yellow, blue
    colours of a traffic light | red, yellow, green
    colors of a traffic light | red, yellow, green
    four directions | north, east, south, west
    points of the compass | north, east, south, west
    directions of the compass | north, east, south, west
    senses | sight, hearing, smell, taste, touch
    five senses | sight, hearing, smell, taste, touch
    fingers of a hand | the thumb, the index finger, the middle finger, the ring finger, the little finger
    five fingers | the thumb, the index finger, the middle finger, the ring finger, the little finger
    meals of the day | breakfast, lunch, dinner
    parts of the day | the morning, the afternoon, the evening, the night
    chess pieces | the king, the queen, the rook, the bishop, the knight, the pawn
    suits of cards | hearts, diamonds, clubs, spades
    countries of the United Kingdom | England, Scotland, Wales, Northern Ireland
    signs of the zodiac | Aries, Taurus, Gemini, Cancer, Leo, Virgo, Libra, Scorpio, Sagittarius, Capricorn, Aquarius, Pisces
    star signs | Aries, Taurus, Gemini, Cancer, Leo, Virgo, Libra, Scorpio, Sagittarius, Capricorn, Aquarius, Pisces
    four elements | earth, water, air, fire
    digits | 0, 1, 2, 3, 4, 5, 6, 7, 8, 9
    spring months | March, April, May
    summer months | June, July, August
    autumn months | September, October, November
    winter months | December, January, February
    inner planets | Mercury, Venus, Earth, Mars
    outer planets | Jupiter, Saturn, Uranus, Neptune
""")


def _row(name: str, members: tuple[str, ...]) -> tuple[str, ...]:
    return (f"the {name}", name, in_a_sentence(members))


OFTEN_ASKED: Final = (
    *(_row(name, MONTHS) for name in ("months of the year", "months", "months in a year", "twelve months")),
    *(_row(name, DAYS) for name in ("days of the week", "days in a week", "seven days of the week", "days")),
    *(_row(name, SEASONS) for name in ("seasons", "four seasons", "seasons of the year")),
    *(
        _row(name, PLANETS)
        for name in ("planets", "planets of the solar system", "eight planets", "planets in our solar system")
    ),
    *(_row(name, tuple(VOWELS)) for name in ("vowels", "vowels of the alphabet", "five vowels")),
)
SELDOM_ASKED: Final = (
    _row("weekdays", DAYS[:5]),
    _row("working days", DAYS[:5]),
    _row("days of the weekend", DAYS[5:]),
    _row("consonants", tuple(CONSONANTS)),
    *(_row(name, listed(members)) for name, members in MORE),
)
OFTEN: Final = Table("lists asked often", OFTEN_ASKED, ASKED, HELD, ("{0} are {2}.",), ("{2}",))
SELDOM: Final = Table("lists", SELDOM_ASKED, ASKED, HELD, ("{0} are {2}.",), ("{2}",))
ALPHABET: Final = Table(
    "alphabet",
    tuple((name, " ".join(ascii_uppercase)) for name in ("the alphabet", "the ABC")),
    (
        *(
            "Say {0}.",
            "Tell me {0}.",
            "Do you know {0}?",
            "Can you say {0}?",
            "Recite {0}.",
            "List {0}.",
            "What is {0}?",
        ),
        *(
            "Write {0}.",
            "Write down {0}.",
            "Give me {0}.",
            "Can you recite {0}?",
            "{0}",
            "{0}, please",
            "Say {0} to me.",
        ),
        *("Show me {0}.", "Can you list {0}?", "How does {0} go?", "{0} from A to Z", "Say all of {0}."),
    ),
    ("Please go through {0}.", "Could you tell me {0}?"),
    ("{1}.",),
)
BACKWARDS: Final = Table(
    "alphabet backwards",
    tuple((f"{name} backwards", " ".join(reversed(ascii_uppercase))) for name in ("the alphabet", "the ABC")),
    ("Say {0}.", "Write {0}.", "Can you say {0}?", "Recite {0}.", "{0}", "Tell me {0}.", "Do you know {0}?"),
    ("Please go through {0}.",),
    ("{1}.",),
)
LETTERS: Final = Table(
    "letters of the alphabet",
    tuple(
        (f"the {name}", name, " ".join(ascii_uppercase))
        for name in ("letters of the alphabet", "letters", "26 letters")
    ),
    ASKED,
    HELD,
    ("{2}.",),
    ("{2}",),
)
ASKERS: Final[tuple[Asker, ...]] = (
    OFTEN,
    OFTEN,
    OFTEN,
    OFTEN,
    OFTEN,
    SELDOM,
    SELDOM,
    SELDOM,
    ALPHABET,
    LETTERS,
    BACKWARDS,
)
