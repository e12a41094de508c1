"""What somebody says of their things and people, after "my", "our" or "the": a noun, a verb of the tables, a rest.

Opinions, moods and what belongs to a task at hand tell nothing lasting. Does not know what they do themselves.
"""

from __future__ import annotations

import re
from typing import Final

from forge_ai.memory.telling import vocabulary as words
from forge_ai.memory.telling.aspects import aspect_of, bared, is_code, is_money
from forge_ai.memory.telling.deeds import COUNT, VAGUE
from forge_ai.memory.telling.first_names import is_first_name
from forge_ai.memory.telling.patterns import TITLE, any_of, any_word
from forge_ai.memory.telling.places import thing_placed
from forge_ai.memory.telling.times import tells_when

_LONGEST_VALUE: Final = 8  # words
_VERBS: Final = (
    "is|are|was|were|has|have|costs?|lives?|works?|stud(?:y|ies)|likes?|loves?|hates?|plays?|drives?|rides?|speaks?"
    "|teach(?:es)?|goes|go|eats?|drinks?|takes?|wears?|collects?|comes?|leaves?|starts?|begins?|ends?|opens?|closes?"
    "|arrives?|departs?|weighs?|lasts?|belongs?|sings?|owns?|smokes?|sleeps?|died|lies?|hangs?|stands?|lands?|expires?"
    "|retired|moved|came|turns?|doesn't|don't|does not|do not|hasn't|haven't|can't|cannot|sells?|runs on|grew"
    "|prefers?|borrowed|lent|owes?"
)
_OWNED: Final = re.compile(
    rf"(?P<noun>[\w'.-]+(?: (?!(?:{_VERBS})\b)[\w'.-]+){{0,4}}) (?P<verb>{_VERBS}) (?P<said>\S.*)"
)
_IS: Final = ("is", "are", "was", "were")
_DOING: Final = re.compile(rf"(?P<verb>{_VERBS}) (?P<said>\S.*)")
_COUNTED: Final = re.compile(rf"^(?:{COUNT}|my|our) ")
_AROUND: Final = re.compile(
    rf"(?P<noun>[\w'-]+(?: (?!(?:is|are)\b)[\w'-]+){{0,3}}?) "
    rf"(?P<verb>{any_word(words.EVENT_VERBS)}|is|are) (?P<said>\S.*)"
)
_HAD: Final = re.compile(
    rf"{COUNT} |the (?:colou?r|address|number|phone number|postcode|name|family name|nickname) \S"
    r"|(?:his|her|their) .*\d"
)
_NOT_HAD: Final = re.compile(
    r"\b(?:problems?|issues?|errors?|bugs?|questions?|ideas?|virus|cold|headache|fever|point|to)\b"
)
_LASTING: Final = ("called ", "named ", "allergic to ", "married to ", "afraid of ", "scared of ", "born ")
_JUDGEMENTS: Final = any_of("""
    mess|pain|bit|lot|problem|joke|disaster|genius|idiot|joy|shame|way|nightmare|challenge|question|good|bad|great|nice
    hero|monster|legend|star|secret|mystery|success|failure|jerk
""")
_JUDGED: Final = re.compile(rf"an? (?:\w+ )?{_JUDGEMENTS}\b")
_STATE: Final = any_of(r"""
    learning
    studying
    getting married
    expecting
    living
    working
    turning \d+
    in (?:hospital|prison|school|year|the army|class)
    at (?:university|school|boarding school)
    on (?:maternity leave|parental leave|level|floor)
    good at \S
    intolerant
    stored
    parked
    insured
    (?:number|no) \d+
""")
_ONGOING: Final = re.compile(rf"{_STATE}\b")
_COMING: Final = re.compile(  # only with a time
    r"(?:coming|visiting|arriving|staying|moving|starting|leaving|retiring|going|collected|delivered"
    r"|emptied|open|closed|booked)\b"
)
_NAME: Final = re.compile(rf"{TITLE}[^\W\d_a-z][\w'.-]*(?: (?:and )?[^\W\d_a-z][\w'.-]*){{0,3}}")
_FAVOURITE: Final = ("favourite ", "favorite ")
_RATHER: Final = re.compile(r"^(?:very|quite|rather|really|pretty|a bit) ")


def owned(rest: str, spoken: str) -> bool:
    """Whether what follows "my" lasts. ``rest`` is in lower case, ``spoken`` the same as it was typed."""
    found = _OWNED.fullmatch(rest)
    if found and found["noun"].startswith(_FAVOURITE):
        return not VAGUE.match(found["said"])
    if not found or (words.ends_of(found["noun"])[0] in words.NOT_KEPT and not _opens(found["noun"])):
        return bool(re.match(r"[\w -]{1,40} (?:is|are) due ", rest)) and tells_when(rest)
    noun, said = found["noun"], found["said"]
    if found["verb"] not in _IS:
        return _acts(found["verb"], said)
    if words.ends_of(noun)[0] in words.CODES:
        return is_code(said)
    return bool(thing_placed(f"My {spoken}")) or _is_told(noun, bared(said), spoken[found.start("said") :])


def around(rest: str, spoken: str) -> bool:
    """Whether what follows "the" lasts: a code, a thing with its place, or what happens with its time."""
    found = _AROUND.fullmatch(rest)
    if not found or spoken[:1].isupper():
        return False
    noun, verb, said = found["noun"], found["verb"], bared(found["said"])
    if verb == "is" and (_opens(noun) or re.search(r"(?:'s|\w{3,}) (?:number|address|email|postcode)$", noun)):
        return is_code(said) and bool(re.search(r"\d|@", said) or _opens(noun))
    if words.ends_of(noun)[0] in words.NOT_AROUND:
        return False
    if verb not in ("is", "are"):
        return tells_when(said)
    event = words.ends_of(noun)[0] in words.EVENTS and aspect_of(said) == "day"
    return event or bool(thing_placed(f"My {spoken}") and re.search(r"\b(?:the|my|our|an?) |\d", said))


def somebodys(rest: str, spoken: str) -> bool:
    """Whether what follows "Anna's" lasts: her birthday and the like, what she likes best, and her animals."""
    found = _OWNED.fullmatch(rest)
    if not found:
        return False
    known = (words.OF_OTHERS | words.ANIMALS).intersection(words.ends_of(found["noun"]))
    return bool(known or found["noun"].startswith(_FAVOURITE)) and owned(rest, spoken)


def persons(rest: str, spoken: str) -> bool:
    """Whether what follows "Anna" lasts: "lives in Oslo", "is allergic to nuts", "has our spare key"."""
    found = _DOING.fullmatch(rest)
    if not found:
        return False
    verb, said = found["verb"], found["said"]
    if verb in _IS:
        return _person_is(bared(said), spoken[found.start("said") :])
    if verb in ("has", "have"):
        return _person_has(said)
    return _acts(verb, said) or (verb.startswith("owe") and bool(re.search(r"\d", said)))


def _person_is(said: str, spoken: str) -> bool:
    """A trade, a trait, an age: a name may also be that of a book, a language or somebody in a story."""
    if what := re.match(r"an? (.+)", said):
        return words.head_of(what[1]) in words.JOBS | words.ROLES | words.ANIMALS | words.PEOPLE
    of_a_thing = said in words.STATES - words.TRAITS or aspect_of(said) == "colour" or said.startswith("the ")
    return not of_a_thing and _is_told("friend", said, spoken)


def _person_has(said: str) -> bool:
    """What people own, an illness, something of the person's, or an appointment with its time."""
    held = _COUNTED.sub("", said)
    lent = said.startswith(("my ", "our ")) and words.ends_of(held)[0] not in words.NOT_KEPT
    coming = words.head_of(held) in words.EVENTS and tells_when(held)
    return lent or coming or words.is_owned(held) or held in words.CONDITIONS


def of_mine(rest: str, _: str) -> bool:
    """Whether what follows "The colour of my" lasts."""
    found = re.fullmatch(r"(?P<noun>[\w' -]{1,40}?) (?:is|are) (?:now )?(?P<said>\S.*)", rest)
    if not found or VAGUE.match(found["said"]):
        return False
    return words.ends_of(found["noun"])[0] not in words.NOT_KEPT


def is_mine(rest: str, _: str) -> bool:
    """Whether what follows "Tom is my" is what somebody may be to another: boss, best friend, dog."""
    return words.head_of(rest) in words.PEOPLE | words.ANIMALS | words.NAMED | words.JOBS


def _opens(noun: str) -> bool:
    """Whether the noun is a code that opens something: "door code", not the code of a programmer."""
    return words.ends_of(noun)[0] in words.CODES and noun != "code"


def _acts(verb: str, said: str) -> bool:
    """What is said with a verb of action: "lives in Oslo", "costs 900 euros", "leaves at noon"."""
    if verb in ("has", "have"):
        return bool(_HAD.match(said) or said in words.CONDITIONS or words.is_owned(said)) and not _NOT_HAD.search(said)
    if VAGUE.match(said):
        return False
    if verb.startswith("cost"):
        return is_money(said) or bool(re.match(r"\d|[€$£]", said))
    return verb not in words.TIMED or tells_when(said) or said.startswith("from ")


def _is_told(noun: str, said: str, spoken: str) -> bool:
    """Whether what is said after "my boat is" lasts."""
    if VAGUE.match(said) or said.split(maxsplit=1)[0] in words.PASSING:
        return False
    if said.startswith(_LASTING):
        return True
    if words.VALUES.intersection(words.ends_of(noun)) or "@" in said:
        return len(said.split()) <= _LONGEST_VALUE
    if not re.search(r"[^\W\d_]{2}", said) or said in words.NUMBERS:
        return bool(words.PEOPLE.union(words.ANIMALS, words.NAMED, words.NUMBERED).intersection(noun.split()))
    aspect = aspect_of(said)
    if aspect == "kind":
        return not _JUDGED.match(said)
    state = {said, _RATHER.sub("", said)} & words.STATES
    coming = _COMING.match(said) and tells_when(said)
    name = _NAME.fullmatch(spoken) or (words.NAMED.intersection(words.ends_of(noun)) and is_first_name(said))
    return bool(aspect or state or coming or name or _ONGOING.match(said))
