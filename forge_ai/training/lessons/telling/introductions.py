"""How people introduce themselves: several facts in one message, joined as people join them.

Does not know in which words a single fact is told, nor what is answered.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.facts.fact import Fact, fits
from forge_ai.training.lessons.telling.clauses import CLAUSES, NAMES, Piece
from forge_ai.training.lessons.words.beginnings import capitalised

HELLOS: Final = (
    *[""] * 8,
    *("Hi! ", "Hi, ", "Hello, ", "Hello! ", "Hey, ", "Hey there, ", "Hi there! ", "Good evening, ", "Good morning, "),
    *("Remember that ", "Please remember: ", "Don't forget that ", "Keep in mind that ", "Just so you know, "),
    *("I want to tell you that ", "You should know that ", "I think I told you that "),
    *("Nice to meet you. ", "Hello there, ", "So, ", "Well, ", "OK, "),
)
ENDS: Final = (*[""] * 10, " Nice to meet you!", " How are you?", " Please remember that.", " That's me.")
COMMAS: Final = (", ", ", ", " and ", " and ", ", and ", ". ", ". ", " - ", "; ")


def introduction(random: Random, known: list[Fact], pieces: int | None = None) -> Piece:
    """A message that tells one to five new facts, and the facts."""
    facts: list[Fact] = []
    clauses: list[str] = []
    for number in range(pieces or random.choice((1, 1, 2, 2, 2, 3, 3))):
        clause, told = _piece(random, [*known, *facts], first=number == 0)
        clauses.append(clause)
        facts += told
        if len(facts) >= 4:
            break
    text = _joined(clauses, random)
    mark = random.choice((".", ".", ".", "!", ""))
    end = random.choice(ENDS) if mark else ""
    return f"{_greeted(text, random)}{mark}{end}", facts


def _greeted(text: str, random: Random) -> str:
    if random.random() < 0.02:
        return f"Can you remember that {text}"
    hello = random.choice(HELLOS)
    return f"{hello}{capitalised(text) if not hello or hello.endswith(('! ', '. ')) else text}"


def _joined(clauses: list[str], random: Random) -> str:
    joint = random.choice(COMMAS)
    text = clauses[0]
    for number, clause in enumerate(clauses[1:], 2):
        last = number == len(clauses)
        mark = random.choice((" and ", ", and ", joint)) if joint == ", " and last else joint
        text += f"{mark}{capitalised(clause) if mark == '. ' else clause}"
    return text


def _piece(random: Random, known: list[Fact], *, first: bool) -> Piece:
    """A clause whose facts are not known yet, and which nothing known could be mistaken for."""
    while True:
        makers = NAMES if first and random.random() < 0.6 and not _has_name(known) else CLAUSES
        text, facts = random.choice(makers)(random)
        if all(fits(fact, [*known, *facts[:index]]) for index, fact in enumerate(facts)):
            return text, facts


def _has_name(known: list[Fact]) -> bool:
    return any(fact.relation.key == "name" for fact in known)
