"""Conversations of everyday knowledge: which subjects come how often, and what a person asks next.

What a person has told wins, and stays theirs. Does not know what is asked about any one subject.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Final

from forge_ai.training.lessons.assistant.persona import NOBODY, persona
from forge_ai.training.lessons.assistant.prompt import system_prompt
from forge_ai.training.lessons.basics import (
    advice,
    animals,
    categories,
    colours,
    counting,
    dates,
    definitions,
    full_lists,
    fun,
    games,
    geography,
    inside_words,
    letters,
    lists,
    long_sums,
    number_rows,
    planets,
    portions,
    repeating,
    single,
    sorting,
    starting_letters,
    stories,
    sums,
    things,
    units,
    unknown,
    verse,
    what_is,
    word_problems,
    words,
)
from forge_ai.training.lessons.basics.asked import Asked, Asker
from forge_ai.training.lessons.basics.claims import some_claim
from forge_ai.training.lessons.basics.persons import not_told, some_favourite
from forge_ai.training.lessons.conversations.recall import noise, remembered_lines
from forge_ai.training.lessons.conversations.talk import AMERICANS, Talk
from forge_ai.training.lessons.exchanges import small_talk
from forge_ai.training.lessons.facts.fact import distinct_facts
from forge_ai.training.lessons.words.beginnings import small
from forge_ai.training.lessons.words.casual import american, casual, hasty

Turns = list[tuple[str, str]]
KNOWN: Final[Mapping[str, tuple[int, tuple[Asker, ...]]]] = {
    "sums": (22, sums.ASKERS),
    "long sums": (5, long_sums.ASKERS),
    "portions": (2, portions.ASKERS),
    "lists": (10, lists.ASKERS),
    "full lists": (7, full_lists.ASKERS),
    "number rows": (4, number_rows.ASKERS),
    "sorting": (3, sorting.ASKERS),
    "inside words": (3, inside_words.ASKERS),
    "repeating": (2, repeating.ASKERS),
    "starting letters": (2, starting_letters.ASKERS),
    "word problems": (8, word_problems.ASKERS),
    "geography": (16, geography.ASKERS),
    "dates": (6, dates.ASKERS),
    "units": (4, units.ASKERS),
    "words": (9, words.ASKERS),
    "letters": (9, letters.ASKERS),
    "counting": (8, counting.ASKERS),
    "animals": (7, animals.ASKERS),
    "colours": (4, colours.ASKERS),
    "planets": (3, planets.ASKERS),
    "things": (6, things.ASKERS),
    "definitions": (9, definitions.ASKERS),
    "what things are": (6, what_is.ASKERS),
    "categories": (4, categories.ASKERS),
    "single": (8, single.ASKERS),
    "fun": (5, fun.ASKERS),
    "riddles": (3, (games.riddle,)),
    "verse": (3, verse.ASKERS),
    "stories": (3, stories.ASKERS),
    "advice": (4, advice.ASKERS),
}
UNKNOWN_SHARE: Final = 0.27
FOLLOWED: Final = 0.3
WONDERED: Final = 0.04
DRILLED: Final = ("sums", "sums", "sums", "long sums", "lists", "geography")
LONGEST_DRILL: Final = 1200  # characters
HASTY: Final = 0.15
GREETED: Final = 0.1
THANKED: Final = 0.08
ADDRESSED: Final = 0.12
BEGINNINGS: Final = (
    *("What ", "What's ", "Which ", "How ", "Is ", "Tell ", "Can ", "Who ", "Where ", "Why ", "When ", "Do ", "Name "),
    *("Spell ", "Count ", "In which ", "Give ", "Write ", "Explain ", "List ", "Sort ", "Say "),
)
BEFORE: Final = (
    *("Hey,", "Hi,", "Hello!", "Hi!", "Ok,", "Okay.", "So,", "And", "Now,", "Another question:", "I have a question:"),
    *(
        "Thanks!",
        "Good.",
        "Please,",
        "Next question:",
        "One more thing:",
        "By the way,",
        "Hm,",
        "Well,",
        "Quick question:",
    ),
)
WHY: Final = ("Why?", "How do you know?", "How do you know that?", "Are you sure?", "Really?", "Is that true?", "why")
SURE: Final = (
    "I learned it so, and I know no more about it.",
    "That is what I was taught. A bigger model can tell you more.",
)
WHY_NOT: Final = ("Why?", "Why not?", "Why don't you know that?", "why not", "How come?")
NOT_TAUGHT: Final = (
    "I'm a small model, and nobody has taught me that.",
    "I know only a little of the world. You can teach me.",
)


def some_asker(random: Random) -> Asker:
    """One who asks about a subject that is taught, by weight."""
    subject = random.choices(tuple(KNOWN), [weight for weight, _ in KNOWN.values()])[0]
    return random.choice(KNOWN[subject][1])


def ask(random: Random) -> Asked:
    """A question, now and then one to which there is no answer."""
    return random.choice(unknown.ASKERS)(random) if random.random() < UNKNOWN_SHARE else some_asker(random)(random)


def exchanges(random: Random, asked: Asked) -> Turns:
    """A question with its answer, and what the person asks after that."""
    turns = [(asked.question, asked.answer)]
    while asked.then and random.random() < FOLLOWED:
        asked = asked.then(random)
        turns.append((asked.question, asked.answer))
    if random.random() < WONDERED:
        turns.append(_wondered(random, asked))
    return turns


def _wondered(random: Random, asked: Asked) -> tuple[str, str]:
    if "don't know" in asked.answer:
        return random.choice(WHY_NOT), random.choice(NOT_TAUGHT)
    return random.choice(WHY), random.choice(SURE)


def conversation(random: Random) -> tuple[str, Turns]:
    """A whole conversation: the system prompt (may be empty) and the exchanges."""
    chance = random.random()
    if chance < 0.48:
        return _framed(random, _mixed(random))
    if chance < 0.72:
        return _framed(random, _drill(random))
    if chance < 0.8:
        return _framed(random, _game(random))
    return _with_facts(random) if chance < 0.9 else _with_things_told(random)


def _mixed(random: Random) -> Turns:
    return [turn for _ in range(random.randint(3, 8)) for turn in exchanges(random, ask(random))]


def _drill(random: Random) -> Turns:
    """Many questions on one subject, most often on sums or capitals, which have more to learn than all others."""
    askers = KNOWN[random.choice((*DRILLED, random.choice(tuple(KNOWN))))][1]
    turns: Turns = []
    for _ in range(random.randint(6, 14)):
        other = random.random() < 0.16
        asked = random.choice((sums.too_big if askers is sums.ASKERS else ask, ask))(random) if other else None
        turns += exchanges(random, asked or random.choice(askers)(random))
        if sum(len(said) + len(answered) for said, answered in turns) > LONGEST_DRILL:
            break
    return turns


def _game(random: Random) -> Turns:
    chance = random.random()
    if chance < 0.2:
        return fun.in_a_row(random)
    if chance < 0.5:
        return games.quiz(random)
    if chance < 0.65:
        return games.rock_paper_scissors(random)
    asked = games.riddle(random)
    turns = [(asked.question, asked.answer)]
    for _ in range(random.choice((1, 1, 3, 3, 5))):
        if asked.then:
            asked = asked.then(random)
            turns.append((asked.question, asked.answer))
    return turns


def _framed(random: Random, turns: Turns) -> tuple[str, Turns]:
    """The exchanges as they are typed, below a system prompt that now and then has lines that must not disturb."""
    if random.random() < GREETED:
        turns = [small_talk.occasion(random, "greeting"), *turns]
    if random.random() < THANKED:
        turns = [*turns, small_talk.occasion(random, "thanks")]
    who = NOBODY if random.random() < 0.15 else persona(random)
    lines = [noise(random) for _ in range(random.randint(1, 3))] if random.random() < 0.1 else []
    return system_prompt(random, who, lines), _typed(random, turns)


def _typed(random: Random, turns: Turns) -> Turns:
    in_haste = random.random() < HASTY
    typed = [(_as_typed(random, said, in_haste=in_haste), answered) for said, answered in turns]
    return without_repeats(typed)


def without_repeats(turns: Turns) -> Turns:
    """The exchanges without those whose question came before, unless it is a wish that is granted anew each time.

    Nor is any such treat, a joke above all, given twice.
    """
    kept: Turns = []
    for said, answered in turns:
        treat = answered in fun.TREATS
        if all(answered != other if treat else said != question for question, other in kept):
            kept.append((said, answered))
    return kept


def _as_typed(random: Random, said: str, *, in_haste: bool) -> str:
    said = addressed(random, said) if random.random() < ADDRESSED else said
    words = hasty(said, random) if in_haste else casual(said, random)
    return american(words) if random.random() < AMERICANS else words


def addressed(random: Random, said: str) -> str:
    """A question or an order with a few words before it, or a please after it; anything else as it is."""
    if not said.startswith(BEGINNINGS):
        return said
    if random.random() < 0.3 and said.endswith(("?", ".")) and "lease" not in said:
        return f"{said[:-1]}, please{said[-1]}"
    before = random.choice(BEFORE)
    return f"{before} {said if before.endswith(('.', '!')) else small(said)}"


def _with_facts(random: Random) -> tuple[str, Turns]:
    """Facts of the person between questions about the world: neither disturbs the other."""
    talk = Talk(random, NOBODY if random.random() < 0.15 else persona(random))
    facts = distinct_facts(random, random.randint(1, 6))
    talk.know(facts)
    for _ in range(random.randint(2, 4)):
        asked = ask(random)
        talk.say(casual(asked.question, random), asked.answer)
        fact = talk.next_unasked()
        if fact is not None and random.random() < 0.6:
            talk.ask(fact)
        else:
            talk.miss()
    return system_prompt(random, talk.persona, remembered_lines(random, facts)), without_repeats(talk.turns)


def _with_things_told(random: Random) -> tuple[str, Turns]:
    """What the person says of the world, or likes best, and questions after it and after others."""
    who = NOBODY if random.random() < 0.15 else persona(random)
    favourite, claim = some_favourite(random), some_claim(random)
    lines, turns = [], []
    if random.random() < 0.5:
        lines = random.sample([favourite.noted(random), f"{claim.answer}", noise(random)], 3)
    else:
        turns = [(claim.told(random), claim.thanked(random)), (favourite.told, f"Got it, {favourite.clause}.")]
        random.shuffle(turns)
    later = [(claim.question, claim.answer)]
    later += [
        (one.question, one.answer)
        for one in (favourite.asked(random), not_told(random, known=favourite.kind), ask(random))
    ]
    random.shuffle(later)
    return system_prompt(random, who, lines), _typed(random, turns + later)
