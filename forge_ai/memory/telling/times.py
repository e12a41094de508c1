"""Whether words tell when: "on Monday", "at half past four", "in June", "every morning", "tomorrow".

Does not know the calendar, nor what happens then.
"""

from __future__ import annotations

import re
from typing import Final

from forge_ai.memory.telling.patterns import any_of

_MOST_WORDS: Final = 8  # of a time and hardly more
_DAYS: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_MONTHS: Final = (
    "(?:january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_NUMBERS: Final = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_ORDINAL: Final = (
    r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|last)"
)
_CLOCK: Final = (
    rf"(?:(?:half|quarter|a quarter|twenty|ten|five) (?:past|to) )?(?:\d{{1,2}}(?:[:.]\d\d)?|{_NUMBERS}|noon|midnight)"
    r"(?: ?(?:am|pm|a\.m\.|p\.m\.|o'clock|sharp))?(?: in the (?:morning|afternoon|evening))?"
)
_PERIODS: Final = "(?:days?|weeks?|weekends?|months?|years?|spring|summer|autumn|fall|winter|christmas|easter)"
_PARTS: Final = "(?:mornings?|afternoons?|evenings?|nights?|weekends?)"
_OFTEN: Final = r"\b(?:once|twice|(?:three|four|five) times) an? (?:day|week|month|year)\b|\b(?:daily|weekly|monthly)\b"
_WHEN: Final = re.compile(
    any_of(rf"""
    (?:(?:on|this|next|last|every|each|by|until|from|since) )?{_DAYS}\b
    \b(?:in|next|this|last|since|until|every|by) {_MONTHS}\b
    \b(?:on|the|from|by|until)? ?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTHS}\b
    \b(?:on )?{_MONTHS} (?:the )?\d{{1,2}}(?:st|nd|rd|th)?\b
    \b(?:on|by|until|from) the {_ORDINAL}\b
    \b(?:tomorrow|tonight|today|the day after tomorrow|yesterday)\b
    \b(?:next|this|last|every|each|over|during|at|before|after) (?:the )?(?:other )?(?:{_PERIODS}|{_PARTS})\b
    \bin (?:the )?(?:{_PARTS}|{_PERIODS})\b
    \b(?:at|by|from|around|about|until|before|after) {_CLOCK}(?!\w| [a-z]+s\b)
    \b(?:in|since|until) (?:19|20)\d\d\b
    \bin (?:\d+|an?|{_NUMBERS}) (?:minutes?|hours?|days?|weeks?|months?|years?)\b
    {_OFTEN}
""")
)
_AGAIN: Final = re.compile(
    rf"\bon {_DAYS[:-2]}s\b|\b(?:every|each) \w+|\bin the (?:mornings?|afternoons?|evenings?)\b"
    r"|\bat (?:night|weekends)\b"
    rf"|{_OFTEN}"
)
_STARTS: Final = re.compile(
    rf"(?:on|at|in|next|this|tomorrow|tonight|today|by|due|from|until|every|the|after|before|around|\d|{_DAYS}|{_MONTHS})\b"
)


def tells_when(text: str) -> bool:
    """Whether a time stands anywhere in the text, which is in lower case."""
    return bool(_WHEN.search(text))


def recurs(text: str) -> bool:
    """Whether the text, in lower case, tells of a time that comes again: "on Tuesdays", "every morning"."""
    return bool(_AGAIN.search(text))


def is_when(words: str) -> bool:
    """Whether the words, in lower case, are a time and hardly more: "on Monday at ten", "tomorrow"."""
    return len(words.split()) <= _MOST_WORDS and bool(_STARTS.match(words)) and tells_when(words)
