"""Days, months and seasons: their order, their lengths, and what comes after or before what.

Everything that follows from the order is computed. Does not know today's date.
"""

from __future__ import annotations

from typing import Final

from forge_ai.training.lessons.basics.asked import Asker, Table
from forge_ai.training.lessons.basics.number_words import ORDINALS, SMALL

DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SEASONS: Final = ("spring", "summer", "autumn", "winter")
SHORT_MONTHS: Final = ("April", "June", "September", "November")


def followed(ring: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Each word of the ring with the next one."""
    return tuple((word, ring[(place + 1) % len(ring)]) for place, word in enumerate(ring))


def preceded(ring: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Each word of the ring with the one before."""
    return tuple((word, ring[place - 1]) for place, word in enumerate(ring))


def _order(kind: str, ring: tuple[str, ...]) -> tuple[Table, Table]:
    """Questions after the next and after the one before, for days, months or seasons."""
    return (
        Table(
            f"{kind} after",
            followed(ring),
            (
                f"Which {kind} comes after {{0}}?",
                f"What {kind} comes after {{0}}?",
                "What comes after {0}?",
                f"Which {kind} follows {{0}}?",
                f"What is the {kind} after {{0}}?",
            ),
            (f"Tell me the {kind} that follows {{0}}.", f"After {{0}}, which {kind} is next?"),
            ("{1} comes after {0}.",),
            short="after {0}",
        ),
        Table(
            f"{kind} before",
            preceded(ring),
            (
                f"Which {kind} comes before {{0}}?",
                f"What {kind} comes before {{0}}?",
                "What comes before {0}?",
                f"What is the {kind} before {{0}}?",
            ),
            (f"Tell me the {kind} that is just before {{0}}.",),
            ("{1} comes before {0}.",),
            short="before {0}",
        ),
    )


def days_in(month: str) -> str:
    """How long a month is, in words."""
    if month == "February":
        return "28 days, and 29 in a leap year"
    return "30 days" if month in SHORT_MONTHS else "31 days"


def season_of(month: str) -> str:
    """The season of a month in the north: March to May is spring."""
    return SEASONS[(MONTHS.index(month) - 2) % 12 // 3]


TOMORROW: Final = Table(
    "tomorrow",
    followed(DAYS),
    (
        "If today is {0}, what day is tomorrow?",
        "Today is {0}. What day is tomorrow?",
        "What day is it tomorrow if today is {0}?",
        "Today is {0}, so what is tomorrow?",
    ),
    ("Suppose it is {0}. What day will tomorrow be?",),
    ("If today is {0}, tomorrow is {1}.",),
    sought=("tomorrow is {1}",),
)
YESTERDAY: Final = Table(
    "yesterday",
    preceded(DAYS),
    (
        "If today is {0}, what day was yesterday?",
        "Today is {0}. What day was yesterday?",
        "What day was it yesterday if today is {0}?",
    ),
    ("Suppose it is {0}. What day was yesterday?",),
    ("If today is {0}, yesterday was {1}.",),
    sought=("yesterday was {1}",),
)
LENGTHS: Final = Table(
    "days in a month",
    tuple((month, days_in(month), days_in(month)[:7]) for month in MONTHS),
    (
        "How many days does {0} have?",
        "How many days has {0}?",
        "How many days has {0} got?",
        "How many days in {0}?",
        "Days in {0}?",
        "How many days are in {0}?",
        "How long is {0}?",
        "How many days are there in {0}?",
    ),
    ("What is the number of days in {0}?", "Tell me how many days {0} has."),
    ("{0} has {1}.",),
    sought=("{2}",),
    short="{0}",
)
NUMBERED: Final = Table(
    "numbered month",
    tuple(zip(ORDINALS, MONTHS, strict=True)),
    ("What is the {0} month?", "Which month is the {0}?", "What is the {0} month of the year?", "The {0} month?"),
    ("Tell me the {0} month of the year.",),
    ("{1} is the {0} month.",),
    short="the {0}",
)
MONTH_NUMBERS: Final = Table(
    "month's number",
    tuple(zip(MONTHS, ORDINALS, strict=True)),
    ("Which month of the year is {0}?", "What number is {0}?", "Is {0} the first month or which one?"),
    ("Where in the year does {0} stand?",),
    ("{0} is the {1} month.",),
)
SEASON_OF_MONTH: Final = Table(
    "season of a month",
    tuple((month, season_of(month)) for month in MONTHS),
    ("Which season is {0} in?", "In which season is {0}?", "What season is {0}?", "Is {0} in summer or in winter?"),
    ("Tell me the season of {0}.",),
    ("In the north {0} is in {1}, in the south it is the other way round.",),
    sought=("{0} is in {1}",),
)
WEEKENDS: Final = Table(
    "weekend",
    tuple((day, "Yes" if day[0] == "S" else "No", "" if day[0] == "S" else "not ") for day in DAYS),
    ("Is {0} on the weekend?", "Is {0} part of the weekend?", "Does {0} belong to the weekend?"),
    ("Would you count {0} as weekend?",),
    ("{1}, {0} is {2}on the weekend.",),
)
ORDINAL_DAYS: Final = Table(
    "numbered day",
    tuple(zip(ORDINALS[:7], DAYS, strict=True)),
    ("What is the {0} day of the week?", "Which day of the week is the {0}?"),
    ("Tell me the {0} day of the week.",),
    ("{1} is the {0} day of the week, if you begin with Monday.",),
)
COUNTED: Final = Table(
    "days before",
    tuple((SMALL[step], day, DAYS[(place + step) % 7]) for step in (2, 3) for place, day in enumerate(DAYS)),
    ("What day is {0} days after {1}?", "Which day is {0} days after {1}?", "{0} days after {1} is which day?"),
    ("Start at {1} and go {0} days on: which day is that?",),
    ("{0} days after {1} is {2}.",),
    sought=("is {2}",),
)
ASKERS: Final[tuple[Asker, ...]] = (
    *_order("day", DAYS),
    *_order("day", DAYS),
    *_order("month", MONTHS),
    *_order("month", MONTHS),
    *_order("season", SEASONS),
    *(TOMORROW, YESTERDAY, LENGTHS, LENGTHS, NUMBERED, MONTH_NUMBERS, SEASON_OF_MONTH, WEEKENDS),
    *(ORDINAL_DAYS, COUNTED),
)
