"""What a statement tells of a thing or a person: the colour, the age, the price, what kind it is, when it is.

Two statements about one aspect of one thing contradict each other, those about two aspects do not. Does not know
subjects, nor what is kept.
"""

from __future__ import annotations

import re
from typing import Final

from forge_ai.memory.telling.times import is_when

_COLOUR_WORDS: Final = (
    "red|blue|green|yellow|orange|purple|pink|brown|gr[ae]y|black|white|silver|gold|golden|beige|turquoise|violet|cream"
    "|navy|teal|lilac|maroon|olive|crimson|ivory|mint|copper|indigo|scarlet|tabby|ginger|blond|blonde"
)
_COLOUR: Final = (
    rf"(?:(?:dark|light|bright|pale|deep|royal|sky|lime|navy|olive|warm|soft|dusty|vivid)[ -]?)?(?:{_COLOUR_WORDS})"
)
_NUMBER: Final = (
    r"(?:\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
    r"|fifty)"
)
_UNIT: Final = (
    "(?:mm|cm|m|km|metres?|meters?|centimetres?|centimeters?|feet|foot|inch(?:es)?|yards?|miles?|kg|kilos?|kilograms?"
    "|pounds?|stone|tons?|tonnes?|litres?|liters?|square metres?|square meters?|square feet|sqm|m2)"
)
_CURRENCY: Final = "(?:euros?|dollars?|pounds?|francs?|cents?|pence|quid|bucks|yen|crowns?|eur|usd|gbp|chf)"
_MONEY: Final = (
    rf"(?:[€$£]\s?\d[\d.,]*k?|\d[\d.,]*(?: ?(?:thousand|million|k))? ?(?:[€$£]|{_CURRENCY})|{_NUMBER} {_CURRENCY})"
)
_ASPECTS: Final = (
    ("colour", re.compile(rf"{_COLOUR}(?:,? (?:and|with) (?:a )?{_COLOUR})*(?: (?:inside|outside|all over|stripes))?")),
    (
        "age",
        re.compile(
            rf"(?:about |almost |nearly |over )?{_NUMBER}(?: and a half)? (?:years?|months?|weeks?|days?)(?: old)?"
        ),
    ),
    ("age", re.compile(r"\d{1,3}")),
    ("price", re.compile(rf"(?:about |almost |only )?{_MONEY}(?: .{{1,40}})?")),
    (
        "size",
        re.compile(
            rf"(?:about |almost )?{_NUMBER} ?{_UNIT}(?: \d+)?(?: (?:long|wide|high|tall|deep|thick|big|heavy))?"
        ),
    ),
    ("material", re.compile(r"made (?:of|from|out of) \S.*")),
    ("origin", re.compile(r"(?:originally )?from \S.*")),
)
_LONGEST_CODE: Final = 4  # words
_NO_CODE: Final = re.compile(
    r"(?:in|inside|on|at|under|behind|beside|near|by|written|too|very|so|not|wrong|right|the|an?|my|our)\b"
)
_CHANGE: Final = re.compile(
    r"^(?:now|actually|not|no longer|currently|already) "
    r"|(?:,? (?:now|any ?more|again|instead)|,? (?:and )?not \S.{0,60})$"
)


def aspect_of(words: str) -> str:
    """The aspect that the words after "my boat is", in lower case, tell; empty when they tell none that is known."""
    bare = bared(words)
    for aspect, pattern in _ASPECTS:
        if pattern.fullmatch(bare):
            return aspect
    if re.match(r"an? ", bare):
        return "kind"
    return "day" if is_when(bare) else ""


def is_code(said: str) -> bool:
    """Whether the words after "my password is" are one that can be typed, and no place or judgement."""
    return len(said.split()) <= _LONGEST_CODE and not _NO_CODE.match(said)


def is_money(words: str) -> bool:
    """Whether the words, in lower case, are a sum of money."""
    return bool(re.fullmatch(_MONEY, words))


def bared(words: str) -> str:
    """The words without what only marks a change: "now", "not ... any more", ", not green"."""
    shorter = _CHANGE.sub("", words).strip()
    return bared(shorter) if shorter and shorter != words else words
