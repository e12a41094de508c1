"""What is inside a word: its letters backwards, the third one, how often one comes, and whether one is there.

The word is spelt first, for a small model sees letters only when they are said. Does not know what words mean.
"""

from __future__ import annotations

from random import Random
from string import ascii_lowercase
from typing import Final

from forge_ai.training.lessons.basics.asked import Asked, Asker
from forge_ai.training.lessons.basics.letters import some_word, spelt
from forge_ai.training.lessons.basics.number_words import ORDINALS, in_words
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.listed import listed

LONGEST: Final = 12
LONGEST_BACKWARDS: Final = 8
BACKWARDS: Final = listed(
    """Spell {} backwards. | How do you spell {} backwards? | {} backwards | What is {} backwards? | Write {}
    backwards. | Say {} backwards. | Can you spell {} backwards? | Reverse the word {}. | Reverse {}. | Spell the word
    {} backwards. | What's {} spelt backwards? | Turn {} round. | What is {} in reverse? | Write the word {}
    backwards. | {} in reverse""",
    "|",
)
BACKWARDS_HELD: Final = ("Could you spell {} backwards for me?", "Read {} from the end to the beginning.")
HOW_OFTEN: Final = listed(
    """How many {1}'s are in {0}? | How many {1} are in {0}? | How many {1}s are there in {0}? | How many times is {1}
    in {0}? | Count the {1}'s in {0}. | How often is {1} in {0}? | How many {1}'s does {0} have? | How many {1} in
    {0}? | How many letters {1} are in {0}? | How often does {1} come in {0}? | How many times does the letter {1}
    come in {0}? | How many {1}'s in the word {0}?""",
    "|",
)
HOW_OFTEN_HELD: Final = ("What is the number of {1}'s in {0}?",)
WHETHER: Final = listed(
    """Is there {2} in {0}? | Does {0} have {2}? | Is there {2} in the word {0}? | Does {0} contain the letter {1}? |
    Does the word {0} have {2}? | Is the letter {1} in {0}? | Has {0} got {2}? | Is {1} in {0}?""",
    "|",
)
WHETHER_HELD: Final = ("Would I find {2} in {0}?",)
NUMBERED: Final = listed(
    """What is the {1} letter of {0}? | What's the {1} letter of {0}? | Which is the {1} letter of {0}? | {1} letter
    of {0}? | Tell me the {1} letter of {0}. | Which letter is the {1} in {0}? | What is the {1} letter in {0}?""",
    "|",
)
NUMBERED_HELD: Final = ("Name the {1} letter of the word {0}.",)
TIMES: Final = {1: "once", 2: "twice"}
AN: Final = "AEFHILMNORSX"


def _word(random: Random, *, held_out: bool, longest: int = LONGEST) -> str:
    while True:
        word = some_word(random, held_out=held_out)
        if word.isascii() and word.isalpha() and 2 < len(word) <= longest:
            return word


def backwards(random: Random, *, held_out: bool = False) -> Asked:
    """A word from its last letter to its first."""
    word = _word(random, held_out=held_out, longest=LONGEST_BACKWARDS)
    turned = word[::-1].lower()
    asked = random.choice(BACKWARDS_HELD if held_out else BACKWARDS).format(word)
    return Asked(capitalised(asked), f"{spelt(word)}, backwards {spelt(turned)}: {turned}.", (spelt(turned),))


def _letter(random: Random, word: str) -> str:
    """Mostly one that is in the word, and often one that is there more than once."""
    if random.random() < 0.2:
        return random.choice(ascii_lowercase)
    twice = [letter for letter in word.lower() if word.lower().count(letter) > 1]
    return random.choice(twice if twice and random.random() < 0.6 else word.lower())


def how_often(random: Random, *, held_out: bool = False) -> Asked:
    """How often a letter is in a word."""
    word = _word(random, held_out=held_out)
    letter = _letter(random, word)
    count = word.lower().count(letter)
    asked = random.choice(HOW_OFTEN_HELD if held_out else HOW_OFTEN)
    asked = asked.format(word, random.choice((letter, letter.upper())))
    often = f"{letter.upper()} is there {TIMES.get(count, f'{in_words(count)} times')}"
    found = often if count else f"there is no {letter.upper()}"
    return Asked(capitalised(asked), f"{spelt(word)}: {found}.", (found,))


def whether(random: Random, *, held_out: bool = False) -> Asked:
    """Whether a letter is in a word."""
    word = _word(random, held_out=held_out)
    letter = random.choice(word.lower()) if random.random() < 0.5 else random.choice(ascii_lowercase)
    one = f"{'an' if letter.upper() in AN else 'a'} {letter.upper()}"
    asked = random.choice(WHETHER_HELD if held_out else WHETHER)
    asked = asked.format(word, letter.upper(), random.choice((one, one[:-1] + letter)))
    found = f"yes, there is {one}" if letter in word.lower() else f"no, there is no {letter.upper()}"
    return Asked(capitalised(asked), f"{spelt(word)}: {found}.", (found,))


def numbered(random: Random, *, held_out: bool = False) -> Asked:
    """The third letter of a word, or another one."""
    word = _word(random, held_out=held_out)
    place = random.randrange(1, min(len(word), 7))
    asked = random.choice(NUMBERED_HELD if held_out else NUMBERED).format(word, ORDINALS[place])
    found = f"the {ORDINALS[place]} letter is {word[place].upper()}"
    return Asked(capitalised(asked), f"{spelt(word)}: {found}.", (found,))


ASKERS: Final[tuple[Asker, ...]] = (backwards, backwards, how_often, how_often, whether, numbered)
