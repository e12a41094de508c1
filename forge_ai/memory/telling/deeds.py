"""What somebody says that they do, have or did, after "I" or "we": a verb of the tables, and an object that fits it.

A verb that is in no table tells nothing lasting: the table at the end says which rule its object must fit, each rule
stands above by itself. Does not know what they are, nor their things.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from forge_ai.memory.telling import vocabulary as words
from forge_ai.memory.telling.aspects import bared
from forge_ai.memory.telling.patterns import any_of, any_word
from forge_ai.memory.telling.places import thing_placed
from forge_ai.memory.telling.times import recurs, tells_when

LONGEST_OBJECT: Final = 16
COUNT: Final = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2}|no|some|many|several|a pair of|a few)"
)
_POINTING: Final = any_of(r"""
    it|that|this|these|those|them|him|her|you|your|yours|me|us|how|when|what|why|who|if|there|here|everything
    nothing|something|anything|everyone|everybody|all|so|such
    the (?:idea|way|sound|look|first|second|third|last|other|one|answer|joke|story|poem|text|word|sentence|question)s?
    the [\w ]{0,20}(?:version|option|paragraph|line|draft|answer)
""")
VAGUE: Final = re.compile(rf"{_POINTING}\b")
"""What needs the rest of the conversation to be understood."""
_MANNER: Final = re.compile(
    r"(?:do not|don't|no longer|never|always|usually|often|still|now|also|mostly|sometimes|only|really|currently|just"
    r"|cannot|can't|can not|can|already|finally|regularly|normally|originally) "
)
_FIXED: Final = any_of(r"""
    was born (?:in|on)
    grew up (?:in|on|near)
    come from
    went to (?:school|university|college) (?:in|at|with)
    retired (?:in|last|at|early|from)
    got married (?:in|on|last)
    moved (?:to|from|house)
    met my (?:wife|husband|partner)
    weigh (?:about )?\d
    live (?:in|at|on|near|with|next|alone|by|above)
    work (?:as|at|for|in|from home|part|nights|full)
    sing in
    belong to
    volunteer (?:at|for|in)
    study at
    run marathons
    (?:cycle|walk|drive|commute) to (?:work|school)
    have to wear
    go to \w+ (?:school|college|university|academy)
    have (?:breakfast|lunch|dinner) at
    (?:gave up|quit|stopped) (?:smoking|drinking)
    (?:lived|worked) (?:in|at|for|as|with)
    paid \S+ ?\w* for (?:my|our)
    served in
    graduated (?:in|from)
    sleep (?:in|on|until)
    am called
    was named after
""")
_DONE: Final = re.compile(rf"{_FIXED}(?P<thing>(?:\b|\d).*)")
_UNABLE: Final = ("can't ", "cannot ", "can not ")
_PLACED: Final = re.compile(
    r"(?:my|our|the) (?P<what>[\w' -]{1,40}?) (?P<place>(?:in|inside|on|at|under|underneath|behind|beside|near|above"
    r"|below|between|next to)\b.+)",
    re.IGNORECASE,
)
_CHORES: Final = any_of("""
    buy|call|ring|pay|pick up|water|feed|return|post|collect|renew|cancel|fetch|bring|book
    take (?:my|the)
    clean (?:my|the)
    wash (?:my|the)
    visit|meet|be at|be in
    see the
""")
_CHORE: Final = re.compile(rf"to {_CHORES} (?!you|it|that|this)\S")


def does(rest: str, spoken: str) -> bool:
    """Whether what follows "I" lasts. ``rest`` is in lower case, ``spoken`` the same as it was typed."""
    bare = without_manner(rest)
    if done := _DONE.fullmatch(bare):
        return not VAGUE.match(done["thing"].strip())
    verb, _, told = bare.partition(" ")
    thing = bared(told)
    if not thing:
        return rest != bare and verb in words.ALONE | (words.SKILLS if rest.startswith("can") else frozenset())
    if VAGUE.match(thing) or len(thing.split()) > LONGEST_OBJECT:
        return False
    fits = verb in _OBJECTS and _OBJECTS[verb](thing, spoken[len(rest) - len(told) :])
    habit = verb in words.HABITS and (recurs(bare) or tells_when(bare)) and not _is_task(thing)
    return fits or habit or (rest.startswith(_UNABLE) and verb in words.SKILLS)


def _is_task(thing: str) -> bool:
    """Whether the thing, without its time, belongs to a task at hand: "on my essay tonight"."""
    return bool(
        words.NOT_KEPT.intersection(re.split(r"(?:^| )(?:every|each|tonight|today|in the) ?", thing)[0].split())
    )


def without_manner(rest: str) -> str:
    """The words without what says how often or whether at all: "usually", "don't", "can't"."""
    while found := _MANNER.match(rest):
        rest = rest[found.end() :]
    return rest


def _has(thing: str, _: str) -> bool:
    """Somebody or something that people have, a condition, an appointment, or a chore."""
    thing = thing.removeprefix("got ")
    if thing.startswith(("to ", "been ", "had ", "never ")):
        return _is_chore(thing, "")
    found = re.match(rf"(?:{COUNT}|my|our) (.+)", thing)
    noun = _noun(found[1] if found else thing)
    if re.match(r"the (?:address|phone number|family name|nickname|middle name|postcode|number|shoe size) \S", thing):
        return True
    is_task = words.ends_of(noun)[0] in words.NOT_KEPT
    timed = tells_when(thing) and not is_task and bool(found or thing.startswith("tickets"))
    return (
        timed or bool({thing, noun} & words.CONDITIONS) or (words.is_owned(noun) and (bool(found) or " " not in noun))
    )


def _noun(thing: str) -> str:
    """The noun at the beginning, without what is said about it: "dog" of "dog called Rex"."""
    return re.split(r" (?:called|named|and|with|in|at|on|from|for|who|of|but|last|yesterday|today|this|to)\b|,", thing)[
        0
    ]


def _gets(thing: str, _: str) -> bool:
    """One of the things that people have, or that they lose, break or book."""
    found = re.match(rf"(?:{COUNT}|my|our|the) (.+)", thing)
    noun = _noun(found[1]) if found else ""
    if not noun or words.ends_of(noun)[0] in words.NOT_KEPT:
        return thing.startswith("married")
    return words.is_owned(noun) or words.ends_of(noun)[0] in words.LOST or tells_when(thing)


def _takes(thing: str, _: str) -> bool:
    """A medicine, or what one travels by."""
    if re.match(r"(?:the|an?) (?:[\d:.]+ )?(?:bus|train|tram|underground|metro|tube|ferry|car|bike)\b", thing):
        return "to " in thing or tells_when(thing)
    name = re.split(r" (?:for|against|every|once|twice|in|at|each|daily|and)\b|,", thing)[0]
    return bool(_DOSE.match(thing) or name in words.MEDICINES or _SUBSTANCE.fullmatch(name))


_DOSE: Final = re.compile(
    r"\d|my (?:pills?|tablets?|medicine|medication|insulin)|(?:two|three|one|an?) (?:pills?|tablets?)"
)
_SUBSTANCE: Final = re.compile(
    r"(?:vitamin|omega) \S+|(?:\w+ ){1,3}(?:tablets|pills|drops|syrup|supplements|injections|medication|medicine)"
    r"|\w{3,}(?:pril|sartan|statin|azole|cillin|xaban|mycin|formin|profen|etamol|oxetine|azepam|olol|idone|thyroxine|micin)"
)


def _drives(thing: str, spoken: str) -> bool:
    made = re.match(r"(?:an?|to) ", thing) or re.match(r"(?:(?:the|my|our) )?[^\W\d_a-z]", spoken)
    return bool(made or thing.startswith(("my ", "our "))) and not thing.endswith(_WILDLY)


_WILDLY: Final = ("crazy", "mad", "insane", "bargain", "wild")


def _plays(thing: str, _: str) -> bool:
    return bool(re.match(rf"(?:(?:the|in an?|for) )?(?:\w+ )?{any_word(words.PLAYED)}\b", thing))


def _plain(thing: str, _: str) -> bool:
    """A thing without an article: law, tomatoes, meat."""
    return not re.match(
        r"(?:the|my|our|when|with|for|about|on|as|like|and|or|up|out|along|well|hard|at|to|no)\b", thing
    )


def _drinks(thing: str, _: str) -> bool:
    return not re.match(r"(?:to|from|up|with|like|and|when|on)\b", thing)


def _owes(_: str, spoken: str) -> bool:
    """A debt or a loan, and with whom it is."""
    return bool(re.search(r"(?:^|to |from |my )[^\W\d_a-z]|(?:^|to |from )my ", spoken))


def _wears(thing: str, _: str) -> bool:
    return not thing.startswith("my ") and not thing.endswith("out")


def _speaks(thing: str, _: str) -> bool:
    return any(word in words.NATIONS for word in re.findall(r"[\w-]+", thing))


def _uses(thing: str, spoken: str) -> bool:
    return bool(_AID.match(thing) or re.fullmatch(r"[^\W\d_a-z]\w*(?: \w+){0,2}", spoken))


_AID: Final = re.compile(r"an? (?:wheelchair|hearing aid|walking stick|cane|mac|pc|laptop|tablet|inhaler|rollator)\b")


def _reads(thing: str, spoken: str) -> bool:
    return bool(re.match(r"the [^\W\d_a-z]", spoken)) and not tells_when(thing)


def _runs(thing: str, _: str) -> bool:
    return bool(re.match(rf"(?:an?|my|our) (?:[\w-]+ ){{0,3}}{any_word(words.BUSINESSES)}\b", thing))


def _keeps(thing: str, spoken: str) -> bool:
    return words.is_owned(re.sub(rf"^{COUNT} ", "", thing)) or _lays(thing, spoken)


def _lays(_: str, spoken: str) -> bool:
    """Something of the person's, with the place where it was put."""
    found = _PLACED.match(spoken)
    return bool(found and thing_placed(f"My {found['what']} is {found['place']}"))


def _likes(thing: str, _: str) -> bool:
    return 0 < len(thing.split()) <= 8 and not re.search(
        r"^to\b|\b(?:you|your|that|this|it|when|sometimes|today)\b", thing
    )


def _parks(thing: str, _: str) -> bool:
    place = re.sub(r"^(?:my|our|the) (?:\w+ )?(?:car|van|bike|bicycle|motorbike|truck) ", "", thing)
    return bool(
        re.match(r"(?:in|on|at|behind|near|next to|by|under|outside|opposite|round|around|in front of) \S", place)
    )


def _practises(thing: str, _: str) -> bool:
    return thing.partition(" ")[0] in words.SPORTS


def _is_chore(thing: str, _: str) -> bool:
    return bool(_CHORE.match(thing))


def _must(thing: str, _: str) -> bool:
    return bool(_CHORE.match(f"to {thing}"))


_TABLE: Final[tuple[tuple[str, Callable[[str, str], bool]], ...]] = (
    ("have haven't", _has),
    ("own bought sold got started lost adopted found broke booked rent rented", _gets),
    ("take", _takes),
    ("drive ride", _drives),
    ("play", _plays),
    ("study teach grow sell collect eat smoke support breed", _plain),
    ("drink", _drinks),
    ("wear", _wears),
    ("speak", _speaks),
    ("use", _uses),
    ("read", _reads),
    ("run", _runs),
    ("keep", _keeps),
    ("put left leave hid store stored locked", _lays),
    ("owe lent borrowed", _owes),
    ("like love hate dislike prefer enjoy", _likes),
    ("park parked", _parks),
    ("do", _practises),
    ("stand", _likes),
    ("need", _is_chore),
    ("must", _must),
)
_OBJECTS: Final = {verb: rule for verbs, rule in _TABLE for verb in verbs.split(" ")}
