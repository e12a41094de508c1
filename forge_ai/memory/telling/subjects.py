"""What a fact or a question is about, read from its words: "my dog is called Rex" is about what my dog is called.

Does not know which facts are stored, nor how a question is answered. Two facts with the same subject contradict each
other, so the newer one counts; a question about it is answered by it. Only what can have one value at a time is known
here; everything else has no subject and is never replaced.
"""

from __future__ import annotations

import re
from typing import Final

from forge_ai.memory.telling.aspects import aspect_of, bared, is_code
from forge_ai.memory.telling.first_names import is_first_name
from forge_ai.memory.telling.patterns import SENTENCE_MARK, TITLE, straight
from forge_ai.memory.telling.places import thing_placed, thing_sought
from forge_ai.memory.telling.vocabulary import CODES, MANY, NAMED, ONCE, VALUES, ends_of

_PERSON: Final = re.compile(r"^(?:the user|this person|the person)'s\b|^(?:his|her|their|our)\b", re.IGNORECASE)
_LONGEST: Final = 200  # characters
_SENTENCE_ENDS: Final = re.compile(rf"{SENTENCE_MARK}\s")
_MADE: Final = re.compile(r" (?:is|are) (?:now )?an? [^\W\d_a-z]")
_CALLED: Final = re.compile(r"my ([\w' -]{1,40}?) (?:is|was|are) (?:now )?(?:called|named) \S.*")
_OF_MINE: Final = re.compile(
    r"the (?P<aspect>name|colour|age|price|size|length|height|make) of (?:my|our) "
    r"(?P<noun>[\w' -]{1,40}?) is (?:now )?\S.*"
)
_NAME_IS: Final = re.compile(r"my ([\w -]{1,40}?)'s name is (?:now )?\S.*")
_ATTRIBUTE: Final = re.compile(
    r"(?:my|the(?= [\w-]+ (?:code|password|pin)\b)) ([\w' -]{1,60}?) (?:is|are|costs?) (?:now )?(\S.*)"
)
_NAME_AT_END: Final = re.compile(rf" (?:is|are) (?:now )?{TITLE}[^\W\d_a-z][\w'-]*(?: [^\W\d_a-z][\w'-]*){{0,2}}$")
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
_SOMEWHERE: Final = "(?:in|on|at|behind|near|next|by|under|outside|opposite)"
_MOSTLY: Final = "(?:always |usually |normally )?"
_AT_WHAT_TIME: Final = "(?:when|at what time|what time)"
_OWN: Final = tuple(  # what is told of oneself: its subject, how it is told, and how it is asked for
    (subject, re.compile(told), re.compile(asked))
    for subject, told, asked in (
        ("my name", r"(?:my name is|i am called|i'm called|call me) \S.*", r"who am i|what am i called"),
        (
            "where i live",
            r"(?:i|we) (?:now )?(?:live|am living|are living|moved|have moved) (?:in|at|to|near|with) \S.*",
            r"(?:where|in which city|in which town) do i (?:now )?live",
        ),
        ("where i work", r"i (?:now )?work (?:at|for) \S.*", r"(?:where|for whom) do i (?:now )?work"),
        (
            "what i work as",
            r"i (?:now )?work as \S.*",
            r"as what do i (?:now )?work|what do i (?:now )?(?:work as|do for a living)",
        ),
        ("my age", r"i(?: am|'m) \d{1,3}(?: years old)?", r"how old am i"),
        ("my birthday", r"i was born (?:on|in) \S.*", r"when was i born"),
        ("my wife", r"i(?: am|'m) married to \S.*", r"who am i married to"),
        (
            "what i drive",
            r"i (?:now )?drive (?:an?|my|the) \S.*",
            r"(?:what|which)(?: make of| kind of)?(?: car)? do i drive",
        ),
        ("my weight", r"i weigh \d\S*.*", r"how much do i weigh|how heavy am i"),
        ("my height", r"i(?: am|'m) \d[\d.,]* ?(?:cm|m|metres?|feet|foot)(?: \d+)?(?: tall)?", r"how tall am i"),
        (
            "where my car is",
            rf"(?:i|we) (?:have )?parked (?:(?:my|the|our) car )?{_SOMEWHERE} \S.*",
            r"where did i park(?: (?:my|the) car)?",
        ),
        (
            "where i am moving",
            r"(?:i|we)(?: am|'m| are|'re) moving to \S.*",
            r"(?:where|when) am i moving(?: to)?",
        ),
        ("whom i support", r"i support \S.*", r"(?:whom?|which team) do i support"),
        ("when i get up", rf"i {_MOSTLY}get up at \S.*", rf"{_AT_WHAT_TIME} do i get up"),
        ("when i go to bed", rf"i {_MOSTLY}go to bed at \S.*", rf"{_AT_WHAT_TIME} do i go to bed"),
        ("when i start work", rf"i {_MOSTLY}start work at \S.*", rf"{_AT_WHAT_TIME} do i start work"),
    )
)
_WHO: Final = r"(my [\w' -]{1,40}?|[\w-]{2,20}(?: [\w-]{2,20})?)"
_DOES: Final = rf"(?:do|does) {_WHO} (?:now )?"
_OF_SOMEBODY: Final = tuple(  # what is told of another person: its subject, how it is told, and how it is asked for
    (subject, re.compile(rf"{_WHO} (?:now )?{told} \S.*"), re.compile(asked))
    for subject, told, asked in (
        (
            "where {} lives",
            r"(?:lives?|(?:is|are) living|(?:has |have )?moved) (?:now )?(?:in|at|to|near)",
            rf"(?:where|in (?:which|what) (?:city|town|country)) {_DOES}live(?: now)?",
        ),
        ("where {} works", r"works? (?:at|for)", rf"(?:where|for whom) {_DOES}work(?: now)?"),
        ("what {} works as", r"works? as", rf"(?:as )?what {_DOES}(?:work|work as|do for a living)"),
    )
)
_UNNAMED: Final = frozenset(("aunt", "brother", "daughter", "sister", "son", "uncle"))  # "my sister": there is one
_SPELLED: Final = {  # one word of two countries is one subject
    "favorite": "favourite",
    "color": "colour",
    "neighbor": "neighbour",
    "license": "licence",
    "mom": "mum",
}
_OTHERWISE_SPELLED: Final = re.compile(rf"\b(?:{'|'.join(_SPELLED)})(?=s?\b)")
_AMERICAN: Final = {british: american for american, british in _SPELLED.items()}
_BRITISH: Final = re.compile(rf"\b(?:{'|'.join(_AMERICAN)})(?=s?\b)")
_MINE: Final = {"our": "my", "do we": "do i", "did we": "did i", "are we": "am i"}
_OURS: Final = re.compile(r"\b(?:our|do we|did we|are we)\b")
_THING: Final = r"([\w' -]{1,40}?)"
_ANY: Final = r"([\w' -]{1,60})"
_ASKED: Final = tuple(  # what is told of a thing: its subject, and how it is asked for
    (subject, re.compile(asked))
    for subject, asked in (
        ("my {} called", rf"what(?:'s| is| was)? my {_THING} (?:is )?(?:now )?(?:called|named)"),
        ("my {} called", r"(?:what(?:'s| is)|tell me|do you know) (?:the )?name of my ([\w -]{1,40})"),
        ("my {} called", r"(?:what(?:'s| is)|tell me|do you know) my ([\w -]{1,40}?)'s name"),
        ("colour of my {}", rf"what colour (?:is|are|was|were) (?:my|the) {_THING}(?: again| now)?"),
        ("age of my {}", rf"how old (?:is|are) (?:my|the) {_THING}(?: now)?"),
        ("price of my {}", rf"(?:how much|what) did (?:my|the) {_THING} cost"),
        ("size of my {}", rf"how (?:big|large) (?:is|are) (?:my|the) {_THING}"),
        ("length of my {}", rf"how long (?:is|are) (?:my|the) {_THING}"),
        ("width of my {}", rf"how wide (?:is|are) (?:my|the) {_THING}"),
        ("height of my {}", rf"how (?:high|tall) (?:is|are) (?:my|the) {_THING}"),
        ("material of my {}", rf"what (?:is|are) (?:my|the) {_THING} made of"),
        ("origin of my {}", rf"where (?:is|are|does|do) my {_THING}(?: come)? from"),
        ("make of my {}", rf"what (?:kind|make|brand|sort|type)(?: of [\w -]+?)? is my {_THING}"),
        ("my {}", rf"(?:what(?:'s| is| are)|when(?:'s| is| are)|who(?:'s| is)|tell me|do you know) my {_ANY}"),
        ("my {}", r"what(?:'s| is) the ([\w' -]{1,40} (?:password|code|pin))"),
        ("my {}", rf"(?:on )?(?:what|which) (?:day|date|time)(?:'s| is| are) my {_ANY}"),
    )
)


def subject_of(text: str) -> str:
    """What a fact is about, in lower case; empty when that cannot be known from its words."""
    plain = _plain(text)
    if _is_several(text) or _DENIAL.search(plain):
        return ""
    for subject, told, _ in _OWN:
        if told.fullmatch(plain):
            return subject
    return _named(plain) or _of_mine(plain) or _of_somebody(plain) or _placed(text) or _attribute(plain, straight(text))


def denied_by(text: str) -> str:
    """What a fact takes back: "My boat is green" of "My boat is not green any more"; empty when there is nothing."""
    plain = _one_line(text)
    affirmed = " ".join(_DENIAL.sub(" ", plain).split())
    return affirmed if affirmed != plain else ""


def spellings_of(subject: str) -> tuple[str, ...]:
    """How facts about a subject may name it: those told to an earlier ForgeAI were not all spelled as in Britain."""
    british = _spelled(subject)
    american = _BRITISH.sub(lambda word: _AMERICAN[word[0]], british)
    return british, american, american.replace("favorite", "favourite")


def subject_asked(question: str) -> str:
    """What a question is about, in the form of :func:`subject_of`; empty when it is about no such thing."""
    plain = _OURS.sub(
        lambda ours: _MINE[ours[0]], _spelled(straight(" ".join(question.split())).lower().rstrip("?!. "))
    )
    for subject, asked in _ASKED:
        match = asked.fullmatch(plain)
        if match:
            words = "".join(match.groups()).strip()
            form = "day of my {}" if subject == "my {}" and words.split()[-1] in ONCE else subject
            return form.format(words)
    for subject, _, asked in _OWN:
        if asked.fullmatch(plain):
            return subject
    for subject, _, asked in _OF_SOMEBODY:
        if (who := asked.fullmatch(plain)) and _is_one(who[1]):
            return subject.format(who[1])
    sought = thing_sought(plain)
    return f"where my {sought} is" if sought else ""


def _plain(text: str) -> str:
    one_line = _one_line(text)
    return _spelled(_PERSON.sub("my", one_line).lower().removeprefix("please "))


def _spelled(words: str) -> str:
    """The words, in lower case, as they are spelled in Britain."""
    return _OTHERWISE_SPELLED.sub(lambda other: _SPELLED[other[0]], words)


def _one_line(text: str) -> str:
    return straight(" ".join(text.split())).rstrip(".! ")


def _is_several(text: str) -> bool:
    """Whether the text holds more than one statement; then no pattern may judge it."""
    line = _one_line(text)
    return len(line) > _LONGEST or bool(_SENTENCE_ENDS.search(line))


def _named(plain: str) -> str:
    match = _CALLED.fullmatch(plain) or _NAME_IS.fullmatch(plain)
    if not match or match[1].split()[-1] in MANY:
        return ""
    return f"my {match[1]} called"


def _of_mine(plain: str) -> str:
    """The same said the other way round: "the colour of my boat is green", "the name of my dog is Rex"."""
    found = _OF_MINE.fullmatch(plain)
    if not found or found["noun"].split(" ")[-1] in MANY:
        return ""
    aspect, noun = found["aspect"], found["noun"]
    return f"my {noun} called" if aspect == "name" else f"{aspect} of my {noun}"


def _of_somebody(plain: str) -> str:
    """Where somebody lives or works, and as what: of one person of the person's, or of one with a first name."""
    for subject, told, _ in _OF_SOMEBODY:
        if (who := told.fullmatch(plain)) and _is_one(who[1]):
            return subject.format(who[1])
    return ""


def _is_one(who: str) -> bool:
    """Whether only one person can be meant: "my sister", and not "my friend"."""
    return who.rsplit(maxsplit=1)[-1] not in MANY - _UNNAMED if who.startswith("my ") else is_first_name(who)


def _attribute(plain: str, text: str) -> str:
    match = _ATTRIBUTE.fullmatch(plain)
    if not match:
        return ""
    noun = match[1]
    head, said = noun.split()[-1], bared(match[2])
    if noun.startswith("favourite "):
        return f"my {noun}"
    if head in CODES:
        return f"my {noun}" if is_code(said) else ""
    if VALUES.intersection(ends_of(noun)) or (head in NAMED and (_is_name(text) or is_first_name(said))):
        return f"my {noun}"
    return "" if head in MANY else _aspect(noun, said, text)


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
    return f"where my {_spelled(thing)} is" if thing else ""
