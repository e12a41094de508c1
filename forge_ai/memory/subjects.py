"""What a fact is about, where that can be read from its words: "my dog is called Rex" is about my dog's name.

Does not know which facts are stored. Two facts with the same subject contradict each other, so the newer one counts.
Only patterns that can have one value at a time are known here; everything else has no subject and is never replaced.
"""

from __future__ import annotations

import re
from typing import Final

from forge_ai.memory.places import thing_placed, thing_sought

_MANY_WORDS: Final = """
aunt brother child colleague cousin daughter friend grandchild grandson granddaughter kid nephew neighbor neighbour
niece sibling sister son student uncle
"""
_ATTRIBUTE_WORDS: Final = """
address age birthday boss car city dentist doctor email employer gender height hobby home hometown husband job landlord
language laptop mail manager name nationality nickname number occupation partner phone profession size surname timezone
title wife weight
"""
_MANY: Final = frozenset(_MANY_WORDS.split())
_ATTRIBUTES: Final = frozenset(_ATTRIBUTE_WORDS.split())
_PERSON: Final = re.compile(r"^(?:the user|this person|the person)'s\b|^(?:his|her|their|our)\b", re.IGNORECASE)
_MINE: Final = {"our": "my", "do we": "do i"}
_OURS: Final = re.compile(r"\b(?:our|do we)\b")
_CALLED: Final = re.compile(r"my ([\w' -]{1,40}?) (?:is|was|are) (?:now )?(?:called|named) \S.*")
_NAME_IS: Final = re.compile(r"my ([\w -]{1,40}?)'s name is (?:now )?\S.*")
_ATTRIBUTE: Final = re.compile(r"my ([\w' -]{1,60}?) (?:is|are) (?:now )?\S.*")
_OWN: Final = (
    (re.compile(r"(?:my name is|i am called|i'm called|call me) \S.*"), "my name"),
    (
        re.compile(r"(?:i|we) (?:now )?(?:live|am living|are living|moved|have moved) (?:in|at|to|near|with) \S.*"),
        "where i live",
    ),
    (re.compile(r"i (?:now )?work (?:at|for|as|in) \S.*"), "where i work"),
    (re.compile(r"i(?: am|'m) \d{1,3}(?: years old)?"), "my age"),
    (re.compile(r"i was born (?:on|in) \S.*"), "my birthday"),
    (re.compile(r"i(?: am|'m) married to \S.*"), "my wife"),
)


def subject_of(text: str) -> str:
    """What a fact is about, in lower case; empty when that cannot be known from its words."""
    plain = _plain(text)
    if _is_several(plain):
        return ""
    for pattern, subject in _OWN:
        if pattern.fullmatch(plain):
            return subject
    return _named(plain) or _placed(text) or _attribute(plain)


def straight(text: str) -> str:
    """The text with typographic apostrophes made plain, as patterns expect them."""
    return text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def _plain(text: str) -> str:
    one_line = straight(" ".join(text.split())).rstrip(".! ")
    return _PERSON.sub("my", one_line).lower().removeprefix("please ")


def _is_several(plain: str) -> bool:
    """Whether the text holds more than one statement; then no pattern may judge it."""
    return bool(re.search(r"[.;!?]\s", plain)) or len(plain) > 200


def _named(plain: str) -> str:
    match = _CALLED.fullmatch(plain) or _NAME_IS.fullmatch(plain)
    if not match or match[1].split()[-1] in _MANY:
        return ""
    return f"my {match[1]} called"


def _attribute(plain: str) -> str:
    match = _ATTRIBUTE.fullmatch(plain)
    if not match:
        return ""
    words = match[1].split()
    first_is_favourite = words[0] in ("favourite", "favorite")
    if first_is_favourite:
        words[0] = "favourite"
    known = first_is_favourite or words[-1] in _ATTRIBUTES
    return f"my {' '.join(words)}" if known else ""


def _placed(text: str) -> str:
    thing = thing_placed(_PERSON.sub("my", straight(" ".join(text.split()))))
    return f"where my {thing} is" if thing else ""


_ASKED: Final = (
    (re.compile(r"what(?:'s| is| was)? my ([\w' -]{1,40}?) (?:is )?(?:now )?(?:called|named)"), "my {} called"),
    (re.compile(r"(?:what(?:'s| is)|tell me|do you know) (?:the )?name of my ([\w -]{1,40})"), "my {} called"),
    (re.compile(r"(?:what(?:'s| is)|tell me|do you know) my ([\w -]{1,40}?)'s name"), "my {} called"),
    (
        re.compile(r"(?:what(?:'s| is| are)|when(?:'s| is)|who(?:'s| is)|tell me|do you know) my ([\w' -]{1,60})"),
        "my {}",
    ),
    (re.compile(r"who am i|what am i called"), "my name"),
    (re.compile(r"(?:where|in which city|in which town) do i (?:now )?live"), "where i live"),
    (re.compile(r"(?:where|for whom|as what) do i (?:now )?work"), "where i work"),
    (re.compile(r"how old am i"), "my age"),
    (re.compile(r"when was i born"), "my birthday"),
    (re.compile(r"who am i married to"), "my wife"),
)


def subject_asked(question: str) -> str:
    """What a question is about, in the form of :func:`subject_of`; empty when it is about no such thing."""
    plain = _OURS.sub(lambda ours: _MINE[ours[0]], straight(" ".join(question.split())).lower().rstrip("?!. "))
    for pattern, subject in _ASKED:
        match = pattern.fullmatch(plain)
        if match:
            words = "".join(match.groups()).strip().replace("favorite", "favourite")
            return subject.format(words)
    sought = thing_sought(plain)
    return f"where my {sought} is" if sought else ""
