"""Games that take turns: riddles to guess, a quiz, and rock, paper, scissors.

Does not keep the score.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from forge_ai.training.lessons.basics.animals import YOUNG
from forge_ai.training.lessons.basics.asked import Asked
from forge_ai.training.lessons.basics.countries import BY_NAME, NOTES, WELL_KNOWN
from forge_ai.training.lessons.exchanges.jokes import RIDDLES
from forge_ai.training.lessons.words.beginnings import capitalised

Turns = list[tuple[str, str]]
RIDDLE: Final = (
    *(
        "Tell me a riddle.",
        "Ask me a riddle.",
        "Do you know a riddle?",
        "A riddle, please.",
        "Give me a riddle.",
        "riddle",
    ),
    *("Let us play riddles.", "I like riddles.", "Can you ask me a riddle?", "Puzzle me.", "Let's do a riddle."),
)
RIDDLE_HELD: Final = ("Could I have a riddle?", "I am in the mood for a riddle.")
GIVING_UP: Final = (
    *(
        "I don't know.",
        "No idea.",
        "I give up.",
        "What is it?",
        "Tell me the answer.",
        "I have no idea",
        "What's the answer?",
    ),
    *("Tell me.", "What?", "I can't guess it.", "Give me the answer."),
)
NEXT: Final = (
    "Another one!",
    "Another one, please.",
    "One more riddle.",
    "Another riddle, please.",
    "Next!",
    "One more.",
)
QUIZ: Final = (
    *(
        "Let us play a game.",
        "Let's play a game.",
        "Ask me a question.",
        "Quiz me.",
        "Let us do a quiz.",
        "Let's do a quiz.",
    ),
    *("Ask me something.", "Can we play a game?", "I want to play a game.", "Test me.", "Do you know a game?", "quiz"),
)
THINGS: Final = ("rock", "paper", "scissors")
BEATS: Final = {"rock": "scissors", "scissors": "paper", "paper": "rock"}


def riddle(random: Random, *, held_out: bool = False) -> Asked:
    """A wish for a riddle; then the person gives up or guesses."""
    return _riddled(random, random.choice(RIDDLE_HELD if held_out else RIDDLE))


def _riddled(random: Random, wish: str) -> Asked:
    question, answer = random.choice(RIDDLES)
    return Asked(
        wish, question, (), tuple(row[0].rstrip("?") for row in RIDDLES), lambda chance: _solved(chance, answer)
    )


def _solved(random: Random, answer: str) -> Asked:
    """The person's guess, right or wrong or none, and the answer."""
    chance = random.random()
    if chance < 0.45:
        return Asked(random.choice(GIVING_UP), f"It is {answer}.", (answer,), (), _next_riddle)
    if chance < 0.75:
        bare = answer.split(" ", 1)[-1]
        guess = random.choice(
            ("{0}?", "{0}", "Is it {0}?", "It is {0}.", "I think it is {0}.", "{1}", "{1}?", "A {1}!")
        )
        wording = capitalised(guess.replace("A {1}", "{0}").format(answer, bare))
        return Asked(wording, f"Right, it is {answer}!", ("Right", answer), (), _next_riddle)
    wrong = random.choice([other for _, other in RIDDLES if other != answer])
    guess = random.choice(("{}?", "Is it {}?", "I think it is {}.", "{}!")).format(wrong)
    return Asked(capitalised(guess), f"No, it is {answer}.", ("No", answer), (), _next_riddle)


def _next_riddle(random: Random) -> Asked:
    return _riddled(random, random.choice(NEXT))


def quiz(random: Random) -> Turns:
    """A quiz about capitals and young animals, with right answers, wrong ones and none."""
    question, right, whole, others = _quiz_question(random)
    turns = [(random.choice(QUIZ), f"Gladly. {question}")]
    for _ in range(random.randint(1, 4)):
        said, verdict = _replied(random, right, whole, others)
        question, right, whole, others = _quiz_question(random)
        turns.append((said, f"{verdict} {question}"))
    said, verdict = _replied(random, right, whole, others)
    return [*turns, (said, verdict)]


def _replied(random: Random, right: str, whole: str, others: Callable[[Random], str]) -> tuple[str, str]:
    chance = random.random()
    if chance < 0.5:
        said = random.choice((right, right, f"{right}.", right.lower(), f"It is {right}.", f"{right}!"))
        return capitalised(said) if random.random() < 0.7 else said, f"Right! {whole}"
    if chance < 0.7:
        return random.choice(("I don't know.", "No idea.", "Pass.", "I don't know", "Tell me.")), whole
    wrong = others(random)
    while wrong == right:
        wrong = others(random)
    return capitalised(random.choice((wrong, f"{wrong}?", f"It is {wrong}."))), f"No. {whole}"


def _quiz_question(random: Random) -> tuple[str, str, str, Callable[[Random], str]]:
    if random.random() < 0.75:
        country = BY_NAME[random.choice([name for name in WELL_KNOWN if name not in NOTES])]
        return (
            f"What is the capital of {country.name}?",
            country.capital,
            f"The capital of {country.name} is {country.capital}.",
            lambda chance: BY_NAME[chance.choice(WELL_KNOWN)].capital,
        )
    _, young, animal = random.choice(YOUNG.rows)
    return (
        f"What is a baby {animal} called?",
        young,
        f"A baby {animal} is called {young}.",
        lambda chance: chance.choice(YOUNG.rows)[1],
    )


def rock_paper_scissors(random: Random) -> Turns:
    """A few rounds; both show at once, so that the person may win."""
    opening = random.choice(
        ("Rock, paper, scissors!", "Let us play rock, paper, scissors.", "Do you play rock, paper, scissors?")
    )
    turns = [(opening, "Gladly. You begin: rock, paper or scissors?")]
    for _ in range(random.randint(1, 3)):
        theirs, mine = random.choice(THINGS), random.choice(THINGS)
        said = random.choice((theirs, capitalised(theirs), f"{capitalised(theirs)}!", f"I take {theirs}."))
        turns.append((said, f"I take {mine}. {_outcome(theirs, mine)}"))
    return turns


def _outcome(theirs: str, mine: str) -> str:
    if theirs == mine:
        return "Nobody wins this time."
    return (
        f"{capitalised(mine)} beats {theirs}, so I win."
        if BEATS[mine] == theirs
        else f"{capitalised(theirs)} beats {mine}, so you win."
    )
