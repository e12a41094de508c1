"""Whom a fact is about, and the grammar that goes with it: my dog, your dog, Anna's dog.

Does not know which facts there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from forge_ai.training.lessons.words.beginnings import capitalised

OwnerKind = Literal["me", "relative", "named", "place"]
Forms = Mapping[str, str]

WOMEN: Final = ("sister", "mother", "wife", "daughter", "aunt", "grandmother", "niece")
MEN: Final = ("brother", "father", "husband", "son", "uncle", "grandfather", "nephew")
RELATIVES: Final = (*WOMEN, *MEN, "neighbour", "boss", "best friend", "cousin", "flatmate")
MORE_WOMEN: Final = ("mum", "grandma", "girlfriend", "granddaughter")
MORE_MEN: Final = ("dad", "grandpa", "boyfriend", "grandson")
MORE_RELATIVES: Final = (*MORE_WOMEN, *MORE_MEN, "partner", "colleague", "teacher", "friend")


def _forms(subject: str, possessive: str, their: str, *, third: bool) -> Forms:
    return {
        "sub": subject,
        "Sub": capitalised(subject),
        "own": possessive,
        "Own": capitalised(possessive),
        "their": their,
        "have": "has" if third else "have",
        "do": "does" if third else "do",
        "am": "is" if third else ("am" if subject == "I" else "are"),
        "was": "was" if third or subject == "I" else "were",
        "s": "s" if third else "",
        "not": "doesn't" if third else "don't",
        "es": "es" if third else "",
        "y": "ies" if third else "y",
    }


def _third(subject: str, their: str = "their") -> Forms:
    return _forms(subject, f"{subject}'s", their, third=True)


SPEAKER: Final = _forms("I", "my", "my", third=False)
OURSELVES: Final = _forms("we", "our", "our", third=False)
LISTENER: Final = _forms("you", "your", "your", third=False)
USER: Final = _third("the user")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom facts are about, with the grammar of the person who tells, of a note, and of the assistant who answers."""

    kind: OwnerKind
    name: str
    told: Forms
    noted: Forms
    answered: Forms


ME: Final = Owner("me", "me", SPEAKER, USER, LISTENER)


def named(name: str) -> Owner:
    """A person who is called by name."""
    return Owner("named", name, _third(name), _third(name), _third(name))


def place(name: str) -> Owner:
    """A town or a land that is called by name."""
    return Owner("place", name, _third(name), _third(name), _third(name))


def relative(noun: str) -> Owner:
    """A person who is called by what they are to the speaker: my sister."""
    their = "her" if noun in (*WOMEN, *MORE_WOMEN) else ("his" if noun in (*MEN, *MORE_MEN) else "their")
    told, noted, answered = (_third(f"{whose} {noun}", their) for whose in ("my", "the user's", "your"))
    return Owner("relative", noun, told, noted, answered)
