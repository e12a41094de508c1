"""Letters: spelling a word, its first and last letter, and the order of the alphabet.

Any word may be asked for, also an invented one. Does not know what words mean.
"""

from __future__ import annotations

from itertools import pairwise
from random import Random
from string import ascii_uppercase
from typing import Final

from forge_ai.training.lessons.basics.asked import Asked, Asker, Table
from forge_ai.training.lessons.basics.definitions import WORDS
from forge_ai.training.lessons.basics.number_words import ORDINALS, in_words
from forge_ai.training.lessons.basics.words import REGULAR_NOUNS
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.listed import listed
from forge_ai.training.lessons.words.names import COMMON_NAMES, draw, invented_name

COMMON: Final = tuple(sorted({*REGULAR_NOUNS, *(word for word in WORDS if word.isalpha())}))
OFTEN_ASKED: Final = listed(
    """beautiful, necessary, separate, definitely, receive, believe, weird, friend, because, February, Wednesday,
    restaurant, rhythm, accommodation, embarrassed, tomorrow, address, calendar, business, beginning, government,
    environment, independent, knowledge, library, language, license, maintenance, occasion, occurred, parliament,
    possession, privilege, pronunciation, publicly, questionnaire, recommend, reference, relevant, schedule,
    scissors, secretary, sincerely, successful, surprise, tongue, truly, until, vacuum, vegetable, village, yacht,
    although, through, thought, enough, daughter, laugh, eight, height, weight, foreign, island, knife, knee,
    answer, autumn, castle, climb, comb, doubt, ghost, guess, guitar, half, honest, hour, listen, muscle, people,
    psychology, science, sword, Tuesday, Thursday, Saturday, whistle, whole, wrist, write, centre, theatre,
    chocolate, cinnamon, broccoli, mayonnaise, spaghetti, sandwich, biscuit, banana, potato, tomato, mosquito,
    elephant, giraffe, rhinoceros, hippopotamus, crocodile, penguin, butterfly, dinosaur, computer, keyboard,
    internet, telephone, bicycle, ambulance, hospital, medicine, doctor, disease, diarrhoea, temperature, exercise,
    stomach, handkerchief, birthday, anniversary, Christmas, Easter, holiday, journey, luggage, airport, passport,
    queue, machine, engineer, experience, different, difficult, important, interesting, immediately, especially,
    usually, actually, really, forty, fourteen, twelfth, ninety, hundred, thousand, million, mathematics, grammar,
    sentence, question, dictionary, apple, orange, cherry, strawberry, raspberry, water, bread, butter, cheese,
    coffee, kitchen, garden, window, mirror, umbrella, blanket, furniture, wardrobe, cupboard, ceiling, stairs,
    school, university, teacher, student, hello, goodbye, please, sorry, welcome, thank, love, happy, family,
    mother, father, brother, sister, country, weather, Mississippi, Australia, Switzerland, Philippines, Caribbean,
    Mediterranean, Massachusetts, Connecticut"""
)
SPELL: Final = (
    *(
        "Spell {}.",
        "How do you spell {}?",
        "How is {} spelt?",
        "Can you spell {}?",
        "Spell the word {}.",
        "Spell {} for me.",
    ),
    *("How do I spell {}?", "How do you write {}?", "What letters are in {}?", "Please spell {}."),
    *(
        "Could you spell {}?",
        "Spell out {}.",
        "{} letter by letter, please.",
        "Say {} letter by letter.",
        "How is {} written?",
    ),
    *(
        "Which letters does {} have?",
        "Tell me how to spell {}.",
        "Tell me the letters in {}.",
        "What is the spelling of {}?",
    ),
    *(
        "How would you spell {}?",
        "Give me the spelling of {}.",
        "I can't spell {}.",
        "Write {} one letter after the other.",
    ),
)
SPELL_HELD: Final = ("Could you spell {} letter by letter?", "Give me the letters of {}.")
FIRST: Final = (
    *("What is the first letter of {}?", "What's the first letter of {}?", "Which letter does {} begin with?"),
    *(
        "What letter does {} start with?",
        "With which letter does {} begin?",
        "First letter of {}?",
        "How does {} begin?",
    ),
    *("Name the first letter of {}.", "Can you tell me the first letter of {}?", "Say the letter that {} begins with."),
)
FIRST_HELD: Final = ("Tell me the first letter of {}.",)
LAST: Final = (
    *("What is the last letter of {}?", "What's the last letter of {}?", "Which letter does {} end with?"),
    *("What letter does {} end in?", "With which letter does {} end?", "Last letter of {}?", "How does {} end?"),
    *("Name the last letter of {}.", "Can you tell me the last letter of {}?", "Say the letter that {} ends with."),
)
LAST_HELD: Final = ("Tell me the last letter of {}.",)
LONG: Final = (
    *("How many letters does {} have?", "How many letters are in {}?", "How many letters has the word {}?"),
    *("How long is the word {}?", "Count the letters in {}.", "What is the number of letters in {}?", "Length of {}?"),
    *(
        "How many letters has {}?",
        "How many letters in {}?",
        "Number of letters in {}",
        "How many letters does {} count?",
    ),
    *("How many letters do I need for {}?", "Can you count the letters in {}?", "How many letters make {}?"),
)
LONG_HELD: Final = ("Count the letters of {}.",)


def some_word(random: Random, *, held_out: bool) -> str:
    """Mostly a common word, else a name, which may be invented."""
    chance = random.random()
    if chance < 0.75:
        return random.choice(OFTEN_ASKED if chance < 0.4 else COMMON)
    return random.choice(COMMON_NAMES) if chance < 0.82 else draw(invented_name, random, held_out=held_out)


def spelt(word: str) -> str:
    """The word letter by letter: "C-A-T"."""
    return "-".join(word.upper())


def spelling(random: Random, *, held_out: bool = False) -> Asked:
    """A word letter by letter."""
    word = some_word(random, held_out=held_out)
    wording = random.choice(SPELL_HELD if held_out else SPELL)
    answer = f"{word} is spelt {spelt(word)}."
    return Asked(wording.format(word), capitalised(answer), (spelt(word),), (), _and_spell)


def _and_spell(random: Random) -> Asked:
    word = some_word(random, held_out=False)
    answer = f"{word} is spelt {spelt(word)}."
    return Asked(f"And {word}?", capitalised(answer), (spelt(word),), (), _and_spell)


def ends(random: Random, *, held_out: bool = False) -> Asked:
    """The first or the last letter of a word."""
    word = some_word(random, held_out=held_out)
    if random.random() < 0.6:
        asked = FIRST_HELD if held_out else FIRST
        return Asked(
            random.choice(asked).format(word), f"The first letter of {word} is {word[0].upper()}.", (f"is {word[0]}",)
        )
    asked = LAST_HELD if held_out else LAST
    return Asked(
        random.choice(asked).format(word), f"The last letter of {word} is {word[-1].upper()}.", (f"is {word[-1]}",)
    )


def lengths(random: Random, *, held_out: bool = False) -> Asked:
    """How many letters a word has; spelling it helps to count."""
    word = random.choice(COMMON)
    if random.random() < 0.5:
        word = some_word(random, held_out=held_out)
    count = in_words(len(word))
    asked = random.choice(LONG_HELD if held_out else LONG).format(word)
    return Asked(asked, f"{spelt(word)}: that makes {count}.", (f"makes {count}",))


NEXT_LETTER: Final = Table(
    "next letter",
    tuple(pairwise(ascii_uppercase)),
    (
        "Which letter comes after {0}?",
        "What comes after {0} in the alphabet?",
        "What letter comes after {0}?",
        "Name the letter after {0}.",
    ),
    ("Tell me the letter that follows {0}.",),
    ("After {0} comes {1}.",),
    sought=("comes {1}",),
    short="after {0}",
)
LETTER_BEFORE: Final = Table(
    "letter before",
    tuple(zip(ascii_uppercase[1:], ascii_uppercase, strict=False)),
    (
        "Which letter comes before {0}?",
        "What comes before {0} in the alphabet?",
        "What letter comes before {0}?",
        "Name the letter before {0}.",
    ),
    ("Tell me the letter just before {0}.",),
    ("Before {0} comes {1}.",),
    sought=("comes {1}",),
)
NUMBERED_LETTER: Final = Table(
    "numbered letter",
    tuple(zip(("last", *ORDINALS), ("Z", *ascii_uppercase), strict=False)),
    ("What is the {0} letter of the alphabet?", "Which letter of the alphabet is the {0}?"),
    ("Tell me the {0} letter of the alphabet.",),
    ("The {0} letter of the alphabet is {1}.",),
    sought=("is {1}",),
)
ASKERS: Final[tuple[Asker, ...]] = (
    *(spelling, spelling, spelling, ends, ends, lengths, NEXT_LETTER, LETTER_BEFORE, NUMBERED_LETTER),
)
