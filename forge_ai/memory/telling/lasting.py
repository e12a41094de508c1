"""Whether a plain sentence tells something lasting of the person's world: what they are, have and do, where, and when.

By tables of words: what is in no table is not kept. Does not know subjects, nor where facts are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from forge_ai.memory.telling import vocabulary as words
from forge_ai.memory.telling.aspects import aspect_of, bared
from forge_ai.memory.telling.deeds import VAGUE, does, without_manner
from forge_ai.memory.telling.first_names import FIRST_NAMES
from forge_ai.memory.telling.own_things import around, is_mine, of_mine, owned, persons, somebodys
from forge_ai.memory.telling.patterns import SENTENCE_MARK, any_of
from forge_ai.memory.telling.times import tells_when

MOST_WORDS: Final = 25
_SEVERAL: Final = re.compile(rf"{SENTENCE_MARK}\s|[\"“”„«»`<>{{}}\[\]|\n]|:(?!\d)")
_BEING: Final = re.compile(
    any_of(r"""
    (?:afraid|scared|a fan|fond) of (?!you|it|that|this)\S.*
    (?:allergic|married|intolerant) to \S.*
    called \S.*
    (?:learning|studying|living in|working (?:at|for|in|as)|living with|expecting|having a baby|getting married)\b.*
    training for (?:a|the) .*
    in (?:room|bed|ward|seat) \w+
    (?:moving|flying|travelling|traveling|sailing|driving|cycling|emigrating) to (?!the next)\S.*
    responsible for \S.*
    (?:retired|married|pregnant|engaged|divorced)\b.*
    \d\.\d\d ?m(?:etres)?(?: tall)?
""")
)
_TIME_FIRST: Final = re.compile(
    r"(?P<time>(?:on|every|at|in|next|tomorrow|tonight)\b[^,]{0,30}?),? (?P<rest>(?:I|we|my|our) .+)", re.IGNORECASE
)
_NAMED: Final = re.compile(
    r"(?!(?:I|My|Our|The|We|Wh\w+|How|Th\w+|Here|He|She|It|Not|No|So|And|But)\b)[^\W\d_a-z]\w+"
    r"(?: (?:and )?[^\W\d_a-z]\w+)?(?:(?P<of>'s) | (?:is|are) (?:my|our) )"
)
_AWAY: Final = ("visiting ", "seeing ", "meeting ", "away ", "on holiday ", "in ", "at the ", "going on ")


def lasts(sentence: str) -> bool:
    """Whether the sentence, without its mark at the end, is a lasting statement."""
    if not 1 < len(sentence.split()) <= MOST_WORDS or _SEVERAL.search(sentence):
        return False
    if timed := _TIME_FIRST.fullmatch(sentence):
        return tells_when(timed["time"].lower()) and lasts(f"{timed['rest']} {timed['time'].lower()}")
    if named := _NAMED.match(sentence):
        rest = sentence[named.end() :]
        return (somebodys if named["of"] else is_mine)(rest.lower(), rest)
    plain = sentence.lower()
    name, _, told = plain.partition(" ")
    if name in FIRST_NAMES:
        return persons(told, sentence[len(name) + 1 :])
    for opening, rule in _RULES:
        if found := opening.match(plain):
            return rule(plain[found.end() :], sentence[found.end() :])
    return False


def _being(rest: str, spoken: str) -> bool:
    """After "I am": a trade, a trait, an age, an origin, a journey."""
    bare = bared(without_manner(rest))
    if found := re.match(r"(?:an?|the) (.+)", bare):
        return words.head_of(found[1]) in words.JOBS | words.ROLES
    if VAGUE.match(bare):
        return False
    known = bare in words.TRAITS or bare.removesuffix("s") in words.JOBS | words.ROLES
    return known or aspect_of(bare) in ("age", "size", "origin") or bool(_BEING.fullmatch(bare)) or _going(bare, spoken)


def _going(bare: str, spoken: str) -> bool:
    """A journey, a visit or an absence with its time."""
    if bare.startswith("going to "):
        return tells_when(bare) and bool(re.search(r"going to (?:the |an? |my |our |[^\W\d_a-z])", spoken))
    return bare.startswith(_AWAY) and tells_when(bare)


_RULES: Final[tuple[tuple[re.Pattern[str], Callable[[str, str], bool]], ...]] = (
    (re.compile(r"(?:i'm|i am|we're|we are|i was|we were) (?!born\b)"), _being),
    (re.compile(r"(?:i have|i've|we have|we've) been "), _being),
    (re.compile(r"(?:i have|i've|we have|we've) (?=\w+(?:ed|old|ost|ought|eft|ut|ent|got) |got )"), does),
    (re.compile(r"(?:i|we) "), does),
    (re.compile(r"(?=(?:mum|mom|dad|grandma|grandpa|granny|gran)(?:'s)? )"), owned),
    (re.compile(r"(?:my|our) "), owned),
    (
        re.compile(r"the (?:colou?r|name|age|price|size|number|address|make|brand|length|height) of (?:my|our) "),
        of_mine,
    ),
    (re.compile(r"the "), around),
)
