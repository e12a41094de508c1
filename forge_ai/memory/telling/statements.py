"""The plain statements about oneself in a message, each by itself: "I'm Anna, I live in Graz." has two.

Does not know where facts are kept. Rather misses a statement than takes for one what is a question, a supposition, a
joke, a quotation, an instruction or a story: in a message of several sentences each must be a statement or a courtesy.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import Final

from forge_ai.memory.telling.candidates import holds_key
from forge_ai.memory.telling.first_names import is_first_name
from forge_ai.memory.telling.lasting import lasts
from forge_ai.memory.telling.patterns import SENTENCE_GAP, any_of, straight
from forge_ai.memory.telling.remembering import as_sentence, asked_to_remember
from forge_ai.memory.telling.vocabulary import NO_NAMES, NOT_CALLED, is_living

_LONGEST: Final = 2_000  # characters; a book is no plain statement, and takes a second to find that out
_LONGEST_SENTENCE: Final = 250
_MOST: Final = 8  # of one message
_HELLO: Final = r"(?:hi|hello|hey|good (?:morning|afternoon|evening))(?: there)?"
_MEETING: Final = r"(?:(?:it'?s |i'?m )?(?:nice|pleased|glad|happy|great) to (?:meet|see) you(?: too)?)"
_GREETING: Final = re.compile(rf"(?:{_HELLO}|{_MEETING})(?:[,.!]+ |(?: -)? (?=(?:i|i'm|im|my)\b))", re.IGNORECASE)
_FIRST: Final = (
    r"(?:(?:i|i'm|i've|im|ive|my|we|we're|we've|our|the|mum|mom|dad|grandma|grandpa|granny|gran|on|every|at|in|next|tomorrow"
    r"|tonight)\b|\w+(?: \w+){0,2}(?:'s| (?:is|are) (?:my|our))\b)"
)
_LEADS: Final = any_of(r"""
    by the way
    btw
    fyi
    just so you know
    for your information
    oh(?: and)?
    also
    actually
    no(?: no|,? wait)?
    sorry
    wait
    correction
    well
    ok
    okay
    look
    hm
    now
    guess what
    one more thing
    and
    so
    i was wrong
    i made a mistake
    that'?s wrong
    i mean
    you know
    i want to tell you (?:that|something)
    i think (?:you know|i told you) that
    you should know(?: that)?
    did (?:i tell you|you know) that
    (?:please )?note(?: that)?
""")
_LEAD: Final = re.compile(  # what only leads to a statement, or says that it corrects one
    rf"{_LEADS}[,:!.]? +", re.IGNORECASE
)
_PARTING: Final = re.compile(rf",? {_MEETING}[.!]*$", re.IGNORECASE)
_COURTESIES: Final = any_of(rf"""
    {_HELLO}
    {_MEETING}
    thanks
    thank you
    how are you(?: doing)?(?: today)?
    (?:and )?who are you
    and you
    that'?s (?:me|all)
    what(?:'s| is) your name
    (?:and )?(?:how|what) about you
    what can you do(?: for me)?
    (?:and )?(?:do|are|have|can) you (?!know|think|believe|tell|say|write|help|explain|translate)[^?]{{1,60}}\?
    (?:and )?(?:how old|where|who|what) (?:are|do) you\b[^?]{{0,40}}\?
""")
_COURTESY: Final = re.compile(rf"{_COURTESIES}[.!?]*", re.IGNORECASE)
_ABOUT_ONESELF: Final = re.compile(  # how a statement begins; whatever else is asked costs nothing more
    rf"(?:{_FIRST}|this person's\b|(?:please )?call me\b|thanks\b|thank you\b)", re.IGNORECASE
)
_SMILE: Final = re.compile(r"(?P<end>[.!?]?)(?: *(?::-?\)|[🙂😀😃😄😊👋]))+")
_SHORT: Final = (  # other words for what is said below
    (re.compile(r"^[Ii](m|ve) (?=\w)"), r"I'\1 "),
    (re.compile(r"\b([Mm]y name)'s "), r"\1 is "),
    (
        re.compile(
            r"\b(I'm|I am) (?!(?:not|also|now|still|just|really|originally|actually)\b)([^\W\d_]+) from (?=[^\W\d_a-z])"
        ),
        r"\1 \2, I'm from ",
    ),
    (re.compile(r"^[Pp]lease (?=call me )"), ""),
)
_NEXT_LINE: Final = re.compile(r"(?<![.!?,;])\n\s*(?=(?:I|My)\b)")
_DOUBTS: Final = any_of(r"""
    if
    unless
    maybe
    perhaps
    probably
    possibly
    suppos\w+
    imagin\w+
    pretend\w*
    hypothetical\w*
    let's say
    what if
    says?
    said
    thinks
    claims
    asks
    asked
    (?:i|we)(?: need(?! to)| want| would| could| might| may|'d) ?
    kidding
    jok(?:e|es|ing)
    lol
    ha(?:ha)+
    as if
    dream(?:ed|t)?
    in (?:the|this|my|our) (?:story|book|novel|film|movie|game|example|text|poem|play|scene)
    i (?:think|guess|believe|hope|wish|doubt)
    used to
""")
_UNSURE: Final = re.compile(  # supposed, told of another, or said with a wink
    rf"\b{_DOUBTS}\b|;-?\)|:-?[Pp]\b|[😂😅😆😉😏😜🤣🤪🙃]", re.IGNORECASE
)
_TAGS: Final = any_of(r"""
    is it
    isn'?t it
    right
    am i(?: right)?
    no
    yes
    or not
    correct
    is that (?:right|so|correct)
    ok(?:ay)?
    eh
    huh
    don'?t (?:i|you|we|they)
    doesn'?t (?:he|she|it)
    isn'?t (?:he|she)
    aren'?t (?:i|you|we|they)
""")
_TAG: Final = re.compile(rf",? {_TAGS}\W*$", re.IGNORECASE)  # a question without its mark
_ORDER: Final = (
    "(?:write|tell|give|make|explain|translate|help|show|list|describe|answer|say|summari[sz]e"
    "|call me (?:a|an|when|back|at|later))"
)
_AFTER_COMMA: Final = (
    "(?:ask|let|can|could|what|how|which|who|why|find|suggest|recommend|pick|choose|guess|quiz|test|teach|remind|check"
    "|correct|fix|any|is|are|should|do|does|did|will|would|farewell|bye|so long|see you)"
)
_WISH: Final = re.compile(  # something is to be done beside remembering
    rf"\bplease\b|(?:[,;]|\b(?:and|so|then|now)\b) {_ORDER}\b|[,;] (?:so )?{_AFTER_COMMA}\b", re.IGNORECASE
)
_QUOTED: Final = re.compile(
    r"[\"“”„«»`*_<>{}\[\]|#]|:(?!\d)"
)  # marks of quotations, of code, and of what is only announced
_END: Final = re.compile(SENTENCE_GAP)
_JOINT: Final = re.compile(r"(?:,? and|,|;|,? but) (?=(?:i|i'm|my|we|our|the)\b)", re.IGNORECASE)
_VERB: Final = re.compile(
    r"(?:my|our) (?:\w+ ){1,3}?(?P<verb>lives|works|is called|is named|studies|is|are) "
    r"(?P<joint>(?:in|at|on|under) )?",
    re.IGNORECASE,
)
_SHORTENED: Final = re.compile(
    r"(?P<whose>(?:my|our) \w+(?: \w+(?= (?:in|at|on|under) ))?) (?P<joint>(?:in|at|on|under) )?(?P<rest>\w.*)",
    re.IGNORECASE,
)
_HAD: Final = re.compile(r"(?:I|We)(?: have|'ve)(?: got)? an? (?P<noun>(?:\w+ )?\w+)[.!]*$", re.IGNORECASE)
_ITS_NAME: Final = re.compile(
    r"(?:(?:it|he|she)(?:'s| is) (?:called|named)|(?:its|his|her) name(?:'s| is)) (?P<name>\w.*)", re.IGNORECASE
)
_OF_THEM: Final = re.compile(r"(?:he|she)(?P<is>'s)?(?= \w)", re.IGNORECASE)
_SUBJECT: Final = re.compile(
    r"(?:my|our) (?P<noun>(?:\w+ )?\w+?) (?=(?:is|lives|works|studies|has|likes|loves)\b)", re.IGNORECASE
)
_NAME: Final = r"[^\W\d_]+(?:[ '-][^\W\d_]+)?"
_I_AM: Final = re.compile(rf"[Ii](?:'m| am) (?P<name>{_NAME})[.!]*")
_CALL_ME: Final = re.compile(rf"[Cc]all me (?P<name>{_NAME})[.!]*")


def told_in(message: str, *, plainly: bool = True) -> tuple[str, ...]:
    """What is to be kept of a message: the fact that it asks to remember, else, where wished, its plain statements."""
    asked = asked_to_remember(message)
    if asked:
        return (asked,)
    return plainly_told(message) if plainly else ()


def plainly_told(message: str) -> tuple[str, ...]:
    """The plain statements of a message that is made of nothing else, such as "My dog is called Rex.", as sentences."""
    if len(message) > _LONGEST:
        return ()
    line = " ".join((_NEXT_LINE.sub(". ", message) if "\n" in message else message).split())
    text = _without_courtesies(straight(line))
    if max(map(len, _END.split(text))) > _LONGEST_SENTENCE:
        return ()
    if not _is_about_them(text) or any(mark.search(text) for mark in (_UNSURE, _TAG, _WISH)) or holds_key(text):
        return ()
    if _is_plain(text) and not _parts(text):
        return (as_sentence(text),)
    return _several(_SMILE.sub(lambda smile: smile["end"] or ".", text), introduced=len(text) < len(line))


def _without_courtesies(text: str) -> str:
    while before := _GREETING.match(text) or _lead(text):
        text = text[before.end() :]
    if not _ABOUT_ONESELF.match(text):
        return text
    text = _PARTING.sub("", text)
    for pattern, words in _SHORT:
        text = pattern.sub(words, text)
    return text


def _lead(text: str) -> re.Match[str] | None:
    found = _LEAD.match(text)
    return found if found and _is_about_them(text[found.end() :]) else None


def _is_about_them(text: str) -> bool:
    """Whether the text begins with the person, or with somebody by name."""
    return bool(_ABOUT_ONESELF.match(text)) or is_first_name(text.split(" ", 1)[0])


def _several(text: str, *, introduced: bool) -> tuple[str, ...]:
    """The statements of a text, when every sentence of it is made of statements, or is a courtesy."""
    sentences = _named_anew([one for one in _END.split(text) if not _COURTESY.fullmatch(one)])
    if _QUOTED.search(text) or len(sentences) > _MOST:
        return ()
    parts = [_parts(one) or (one,) for one in sentences]
    told = list(chain.from_iterable(parts))
    statements = tuple(_statement(part) for part in told)
    of_one_value = [
        part
        for part in told
        if _is_plain(part) or (_name(part) and (introduced or len(told) > 1 or is_first_name(_name(part))))
    ]
    return statements if all(statements) and of_one_value and len(statements) <= _MOST else ()


def _named_anew(sentences: list[str]) -> list[str]:
    """The sentences, with the animal or person of the one before in the place of a pronoun: "His name is Rex"."""
    whole: list[str] = []
    for sentence in sentences:
        whose, name, told = (
            _spoken_of(whole[-1]) if whole else "",
            _ITS_NAME.fullmatch(sentence),
            _OF_THEM.match(sentence),
        )
        if whose and name:
            whole.append(f"{whose} is called {name['name']}")
        elif whose and told:
            whole.append(f"{whose}{' is' if told['is'] else ''}{sentence[told.end() :]}")
        else:
            whole.append(sentence)
    return whole


def _spoken_of(sentence: str) -> str:
    """The animal or person that a statement is about: "My dog" after "I have a dog", else as it stands there."""
    if had := _HAD.match(sentence):
        return f"My {had['noun']}" if is_living(had["noun"]) else ""
    found = _SUBJECT.match(sentence)
    if found and is_living(found["noun"]):
        return found[0].strip()
    first, _, _ = sentence.partition(" ")
    return first if is_first_name(first) and sentence != first else ""


def _parts(sentence: str) -> tuple[str, ...]:
    """The statements that a sentence joins; empty when it is one, or joins anything else."""
    parts = _completed(_JOINT.split(sentence))
    return parts if len(parts) > 1 and all(_statement(part) for part in parts) else ()


def _completed(parts: list[str]) -> tuple[str, ...]:
    """The parts, each with the verb that it leaves out: "my brother in Rome" after "My sister lives in Oslo"."""
    whole: list[str] = []
    for part in parts:
        whole.append(_with_verb(part, whole[-1]) if whole and not _statement(part) else part)
    return tuple(whole)


def _with_verb(part: str, before: str) -> str:
    """The part with the verb of the one before it, where it is shortened in that way; else as it is."""
    verb, short = _VERB.match(before), _SHORTENED.fullmatch(part)
    if not verb or not short or short["joint"] != verb["joint"]:
        return part
    return f"{short['whose']} {verb['verb']} {verb['joint'] or ''}{short['rest']}"


def _statement(part: str) -> str:
    """The part as a sentence of its own; empty when it is no clear statement."""
    if name := _name(part):
        return f"My name is {name}."
    return as_sentence(part) if _is_plain(part) and not _JOINT.search(part) else ""


def _is_plain(text: str) -> bool:
    """Whether the text says one thing that has one value at a time, or lasts."""
    if text.lower().startswith("call me "):
        found = _CALL_ME.fullmatch(text)
        typed_small = found and found["name"].isalpha() and found["name"].lower() not in NOT_CALLED
        return bool(_named(_CALL_ME, text) or typed_small)
    return "?" not in text and lasts(text.rstrip(".! "))


def _name(part: str) -> str:
    """The name in "I'm Anna"; empty where the word may be anything else."""
    return _named(_I_AM, part)


def _named(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.fullmatch(text)
    words = re.split(r"[ '-]", found["name"]) if found else []
    if not found:
        return ""
    if found["name"].islower() and is_first_name(found["name"]):
        return found["name"].title()
    stands = all(word[:1].isupper() and word.lower() not in NO_NAMES for word in words)
    return found["name"] if stands else ""
