"""Where a thing of the person's lies, read from plain words: "my keys are on the kitchen table".

Does not know which facts are stored. A thing lies in one place at a time, so the newest place counts. Rather misses a
place than takes for one what is a time, a figure of speech, or where a person happens to be.
"""

from __future__ import annotations

import re
from typing import Final

from forge_ai.memory.telling.patterns import any_of
from forge_ai.memory.telling.vocabulary import NOT_PLACED

_WHERE: Final = "in|inside|on|at|under|underneath|behind|beside|near|above|below|between|next to|in front of|on top of"
_LIES: Final = re.compile(
    rf"(?:[Mm]y|[Oo]ur|[Tt]he) (?P<thing>[\w' -]{{1,40}}?) (?:is|are|lies?|hangs?|stands?) (?:now )?(?:{_WHERE}) "
    r"(?P<place>(?:the|an?|my|our|his|her|their|[^\W\d_a-z][\w'-]*|[\w-]+ \d+)\b.*)"
)
_ASKED: Final = re.compile(
    r"where(?: is|'s| are| do| does| did| have) (?:i (?:put|leave|left|keep|park|hide) )?(?:my|the) ([\w' -]{1,40}?)"
    r"(?: (?:lie|hang|stand|parked))?(?: now)?"
)
_FIGURES: Final = any_of(r"""
    details?|story|repo|repository|picture|photo|image|screenshot
    air|brink|clouds?|danger|edge|end|fence|fritz|go|hurry|limit|line|loss|mend|mess|phone|rise|run|sale|state|strike
    way|works?|wrong
    (?:bad|good|poor|great|terrible) \w+
    minute|moment|morning|afternoon|evening|night|noon|week|weekend|month|year|hour|spring|summer|autumn|winter
""")
_NO_PLACE: Final = re.compile(
    rf"(?:the |an? |my |this |next |last )?{_FIGURES}"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b.*|(?:easter|christmas)\b.*"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december)\b.*"
    r"|(?:the )?\d.*|\w+ (?:\d{4}|\d+ (?:minutes?|hours?|days?|weeks?|months?|years?))",
    re.IGNORECASE,
)
_PUT: Final = re.compile(
    r"(?:I|i|We|we) (?:have )?(?:put|left|hid|keep|stored?|leave) (?:my|our|the) "
    rf"(?P<thing>[\w' -]{{1,40}}?) (?P<where>(?:{_WHERE}) .+)"
)


def thing_placed(text: str) -> str:
    """The thing whose place the text tells, in lower case; empty when it tells of none."""
    bare = text.rstrip(".! ")
    if put := _PUT.fullmatch(bare):
        bare = f"My {put['thing']} is {put['where']}"
    found = _LIES.fullmatch(bare)
    if not found or _NO_PLACE.fullmatch(found["place"]):
        return ""
    thing = found["thing"].lower()
    return "" if NOT_PLACED.intersection(thing.split()[-1:]) else thing


def thing_sought(question: str) -> str:
    """The thing whose place a question in lower case asks for, without its mark; empty when it asks for none."""
    found = _ASKED.fullmatch(question)
    return found[1] if found else ""
