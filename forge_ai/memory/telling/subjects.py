"""What a fact is about, where that can be read from its words: "my dog is called Rex" is about my dog's name.

Does not know which facts are stored. Two facts with the same subject contradict each other, so the newer one counts.
Only patterns that can have one value at a time are known here; everything else has no subject and is never replaced.
"""

from __future__ import annotations

import re
from typing import Final

from forge_ai.memory.telling.aspects import aspect_of, bared, is_code
from forge_ai.memory.telling.first_names import is_first_name
from forge_ai.memory.telling.lasting_words import CODES, NAMED, VALUES, ends_of
from forge_ai.memory.telling.places import thing_placed

_MANY_WORDS: Final = """
aunt brother child colleague cousin daughter friend grandchild grandson granddaughter kid nephew neighbor neighbour
niece sibling sister son student uncle
"""
_MANY: Final = frozenset(_MANY_WORDS.split())
_PERSON: Final = re.compile(r"^(?:the user|this person|the person)'s\b|^(?:his|her|their|our)\b", re.IGNORECASE)
_MADE: Final = re.compile(r" (?:is|are) (?:now )?an? [^\W\d_a-z]")
_CALLED: Final = re.compile(r"my ([\w' -]{1,40}?) (?:is|was|are) (?:now )?(?:called|named) \S.*")
_OF_MINE: Final = re.compile(
    r"the (?P<aspect>name|colou?r|age|price|size|length|height|make) of (?:my|our) "
    r"(?P<noun>[\w' -]{1,40}?) is (?:now )?\S.*"
)
_NAME_IS: Final = re.compile(r"my ([\w -]{1,40}?)'s name is (?:now )?\S.*")
_ATTRIBUTE: Final = re.compile(
    r"(?:my|the(?= [\w-]+ (?:code|password|pin)\b)) ([\w' -]{1,60}?) (?:is|are|costs?) (?:now )?(\S.*)"
)
_NAME_AT_END: Final = re.compile(
    r" (?:is|are) (?:now )?(?:(?:Dr|Mr|Mrs|Ms)\.? )?[^\W\d_a-z][\w'-]*(?: [^\W\d_a-z][\w'-]*){0,2}$"
)
_DENIAL: Final = re.compile(
    r"(?:(?<=\bis)|(?<=\bare)|(?<=\bam))(?: not|n't)\b|\b(?:don't|do not|doesn't|does not|no longer|never|any ?more)\b",
    re.IGNORECASE,
)
_DIMENSIONS: Final = {
    "long": "length",
    "wide": "width",
    "high": "height",
    "tall": "height",
    "deep": "depth",
    "thick": "thickness",
    "heavy": "weight",
}
_ONCE_WORDS: Final = """
flight train bus ferry wedding operation surgery move delivery anniversary graduation deadline interview haircut funeral
trip holiday vacation
"""
ONCE: Final = frozenset(_ONCE_WORDS.split())
"""Of such an event there is one at a time; of meetings, exams and lessons there may be several."""
_OWN: Final = (
    (re.compile(r"(?:my name is|i am called|i'm called|call me) \S.*"), "my name"),
    (
        re.compile(r"(?:i|we) (?:now )?(?:live|am living|are living|moved|have moved) (?:in|at|to|near|with) \S.*"),
        "where i live",
    ),
    (re.compile(r"i (?:now )?work (?:at|for) \S.*"), "where i work"),
    (re.compile(r"i (?:now )?work as \S.*"), "what i work as"),
    (re.compile(r"i(?: am|'m) \d{1,3}(?: years old)?"), "my age"),
    (re.compile(r"i was born (?:on|in) \S.*"), "my birthday"),
    (re.compile(r"i(?: am|'m) married to \S.*"), "my wife"),
    (re.compile(r"i (?:now )?drive (?:an?|my|the) \S.*"), "what i drive"),
    (re.compile(r"i weigh \d\S*.*"), "my weight"),
    (re.compile(r"i(?: am|'m) \d[\d.,]* ?(?:cm|m|metres?|feet|foot)(?: \d+)?(?: tall)?"), "my height"),
    (
        re.compile(
            r"(?:i|we) (?:have )?parked (?:(?:my|the|our) car )?"
            r"(?:in|on|at|behind|near|next|by|under|outside|opposite) \S.*"
        ),
        "where my car is",
    ),
    (re.compile(r"(?:i|we)(?: am|'m| are|'re) moving to \S.*"), "where i am moving"),
    (re.compile(r"i support \S.*"), "whom i support"),
    (re.compile(r"i (?:always |usually |normally )?get up at \S.*"), "when i get up"),
    (re.compile(r"i (?:always |usually |normally )?go to bed at \S.*"), "when i go to bed"),
    (re.compile(r"i (?:always |usually |normally )?start work at \S.*"), "when i start work"),
)


def subject_of(text: str) -> str:
    """What a fact is about, in lower case; empty when that cannot be known from its words."""
    plain = _plain(text)
    if _is_several(plain) or _DENIAL.search(plain):
        return ""
    for pattern, subject in _OWN:
        if pattern.fullmatch(plain):
            return subject
    return _named(plain) or _of_mine(plain) or _placed(text) or _attribute(plain, straight(text))


def denied_by(text: str) -> str:
    """What a fact takes back: "My boat is green" of "My boat is not green any more"; empty when there is nothing."""
    plain = straight(" ".join(text.split())).rstrip(".! ")
    affirmed = " ".join(_DENIAL.sub(" ", plain).split())
    return affirmed if affirmed != plain else ""


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


def _of_mine(plain: str) -> str:
    """The same said the other way round: "the colour of my boat is green", "the name of my dog is Rex"."""
    found = _OF_MINE.fullmatch(plain)
    if not found or found["noun"].split(" ")[-1] in _MANY:
        return ""
    aspect = found["aspect"].replace("color", "colour")
    return f"my {found['noun']} called" if aspect == "name" else f"{aspect} of my {found['noun']}"


def _attribute(plain: str, text: str) -> str:
    match = _ATTRIBUTE.fullmatch(plain)
    if not match:
        return ""
    noun = match[1].replace("favorite", "favourite")
    head, said = noun.split()[-1], bared(match[2])
    if noun.startswith("favourite "):
        return f"my {noun}"
    if head in CODES:
        return f"my {noun}" if is_code(said) else ""
    if VALUES.intersection(ends_of(noun)) or (head in NAMED and (_is_name(text) or is_first_name(said))):
        return f"my {noun}"
    return "" if head in _MANY else _aspect(noun, said, text)


def _aspect(noun: str, said: str, text: str) -> str:
    """What is told of a thing beside its name: "colour of my boat", "day of my flight"."""
    aspect = aspect_of(said)
    if aspect == "day" and ends_of(noun)[0] not in ONCE:
        return ""
    if aspect == "kind":
        aspect = "make" if _MADE.search(text) else ""  # it may be a present and a poodle at once, but not of two makers
    if aspect == "size":
        aspect = _DIMENSIONS.get(said.rpartition(" ")[2], aspect)
    return f"{aspect} of my {noun}" if aspect else ""


def _is_name(text: str) -> bool:
    """Whether the statement ends in a name of up to three words: "My boss is Tom Fox"."""
    return bool(_NAME_AT_END.search(text.rstrip(".! ")))


def _placed(text: str) -> str:
    thing = thing_placed(_PERSON.sub("my", straight(" ".join(text.split()))))
    return f"where my {thing} is" if thing else ""
