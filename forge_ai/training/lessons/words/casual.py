"""Sentences as people type them: in a hurry, without capitals and marks.

Does not know what the sentences say.
"""

from __future__ import annotations

import re
from random import Random
from typing import Final

from forge_ai.training.lessons.words.beginnings import small

NEAT: Final = 0.75
SLIPS: Final = {
    "what": ("wat", "waht"),
    "where": ("were", "wher"),
    "called": ("caled", "calld"),
    "name": ("nmae", "nam"),
    "your": ("ur",),
    "you": ("u",),
    "are": ("r",),
    "please": ("pls", "plz"),
    "remember": ("rember",),
    "favourite": ("favorite", "fav"),
    "because": ("cause",),
    "live": ("liv",),
    "like": ("liek",),
    "when": ("wen",),
    "how": ("hw",),
    "know": ("kno",),
    "have": ("hav", "hve"),
    "and": ("n", "adn"),
    "with": ("wiht", "w"),
    "from": ("frm", "form"),
    "work": ("wrk", "wrok"),
    "works": ("wrks",),
    "who": ("hwo",),
    "who's": ("whos",),
    "does": ("dose", "deos"),
    "friend": ("freind", "frend"),
    "brother": ("bro", "brothr"),
    "sister": ("sis", "sistr"),
    "wife": ("wief",),
    "can": ("cna",),
    "tell": ("tel",),
    "about": ("abt", "abuot"),
    "thanks": ("thx", "thnks"),
    "hello": ("helo",),
    "give": ("giv",),
    "good": ("gud",),
    "that": ("taht", "dat"),
    "this": ("dis", "tihs"),
    "which": ("wich",),
    "again": ("agian",),
    "meeting": ("meting",),
    "doctor": ("docter",),
    "tomorrow": ("tmrw", "tomorow"),
    "birthday": ("bday", "birtday"),
    "really": ("realy", "rly"),
    "my": ("mi", "ym"),
}
SLIPPING: Final = 0.3
AMERICAN: Final = (
    (r"\bfavourite\b", "favorite"),
    (r"\bFavourite\b", "Favorite"),
    (r"\bcolour\b", "color"),
    (r"\bneighbour\b", "neighbor"),
    (r"\bmum\b", "mom"),
)


def casual(sentence: str, random: Random, *names: str) -> str:
    """The sentence, a quarter of the time without its first capital or its last mark. Names keep their capital."""
    if random.random() < NEAT:
        return sentence
    bare = sentence.rstrip("?.")
    if not bare or sentence.startswith(names):
        return bare or sentence
    lowered = small(sentence)
    return random.choice((bare, lowered, small(bare)))


def hasty(text: str, random: Random) -> str:
    """The text as it is typed on a phone: small letters, mostly no mark at its end, often no apostrophes, and slips."""
    typed = text.lower()
    if random.random() < 0.7:
        typed = typed.rstrip("?.!") or typed
    if random.random() < 0.6:
        typed = typed.replace("'", "")
    return slipped(typed, random) if random.random() < SLIPPING else typed


def slipped(text: str, random: Random) -> str:
    """The text with most of the words in a short or wrong spelling that people often spell so."""
    words = text.split(" ")
    return " ".join(random.choice(SLIPS[word]) if word in SLIPS and random.random() < 0.6 else word for word in words)


def american(text: str) -> str:
    """The text as it is spelt in America."""
    for british, other in AMERICAN:
        text = re.sub(british, other, text)
    return text
