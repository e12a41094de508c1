"""What belongs to the person and sounds like everyday knowledge: a favourite planet, my capital, my dog's legs.

It is known only when it has been told. Does not know the world.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from forge_ai.training.lessons.basics.animals import ANIMALS
from forge_ai.training.lessons.basics.asked import Asked
from forge_ai.training.lessons.basics.colours import MIXED
from forge_ai.training.lessons.basics.countries import COUNTRIES
from forge_ai.training.lessons.basics.dates import DAYS, MONTHS, SEASONS
from forge_ai.training.lessons.basics.planets import PLANETS
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.listed import listed

NOT_TOLD: Final = "You haven't told me."
FAVOURITES: Final = {
    "planet": PLANETS,
    "country": tuple(country.name for country in COUNTRIES),
    "capital": tuple(country.capital for country in COUNTRIES),
    "month": MONTHS,
    "day": DAYS,
    "season": SEASONS,
    "number": tuple(str(number) for number in range(100)),
    "letter": tuple("ABCDEFGHIKLMNOPRSTUW"),
    "animal": tuple(f"the {row[0]}" for row in ANIMALS),
    "mixed colour": tuple(result for _, result in MIXED[:5]),
    "fruit": listed("the apple, the pear, the banana, the cherry, the plum, the peach, the lemon, the mango"),
}
FAVOURITES_HELD: Final = listed("ocean, metal, tree, insect, shape, flower, tool, word")
ASKED: Final = (
    *(
        "What is my favourite {}?",
        "What's my favourite {}?",
        "Which {} do I like best?",
        "Do you know my favourite {}?",
    ),
    *("Tell me my favourite {}.", "Which is my favourite {}?"),
)
ASKED_HELD: Final = ("Which {} is my favourite?", "Have I got a favourite {}?")
MINE: Final = (
    ("What is my capital?", "what your capital is"),
    ("Where is my country?", "where your country is"),
    ("Which continent am I on?", "which continent you are on"),
    ("How many legs does my table have?", "how many legs your table has"),
    ("How many brothers do I have?", "how many brothers you have"),
    ("What does my dog eat?", "what your dog eats"),
    ("What does my cat say to me?", "what your cat says to you"),
    ("Where does my frog live?", "where your frog lives"),
    ("What colour is my kitchen?", "what colour your kitchen is"),
    ("What colour is my bicycle?", "what colour your bicycle is"),
    ("What is my hammer for?", "what your hammer is for"),
    ("In which month was I born?", "in which month you were born"),
    ("How many days are left until my birthday?", "when your birthday is"),
    ("How much is my rent?", "how much your rent is"),
    ("How many apples do I have?", "how many apples you have"),
    ("What is the first letter of my name?", "what you are called"),
    ("How is my name spelt?", "what you are called"),
    ("How old am I?", "how old you are"),
    ("Which season do I like best?", "which season you like best"),
    ("What is my town called?", "what your town is called"),
)
MINE_HELD: Final = (
    ("Which day is my free day?", "which day your free day is"),
    ("How many keys does my piano have?", "how many keys your piano has"),
    ("What does my parrot say?", "what your parrot says"),
    ("What colour is my umbrella?", "what colour your umbrella is"),
)


@dataclass(frozen=True, slots=True)
class Favourite:
    """What the person likes best of a kind."""

    kind: str
    value: str

    @property
    def told(self) -> str:
        """In the words of the person."""
        return f"My favourite {self.kind} is {self.value}."

    @property
    def clause(self) -> str:
        """In the words of the assistant."""
        return f"your favourite {self.kind} is {self.value}"

    def noted(self, random: Random) -> str:
        """As a remembered line."""
        return random.choice((self.told, f"The user's favourite {self.kind} is {self.value}."))

    def asked(self, random: Random) -> Asked:
        """The question for it, and the answer of one who remembers."""
        return Asked(random.choice(ASKED).format(self.kind), f"{capitalised(self.clause)}.", (self.value,))


def some_favourite(random: Random) -> Favourite:
    """Any favourite."""
    kind = random.choice(tuple(FAVOURITES))
    return Favourite(kind, random.choice(FAVOURITES[kind]))


def not_told(random: Random, *, held_out: bool = False, known: str = "") -> Asked:
    """A question about the person that nobody has answered; never for the kind of favourite that is known."""
    if random.random() < 0.4:
        question, unknown = random.choice(MINE_HELD if held_out else MINE)
    else:
        kind = random.choice([one for one in (FAVOURITES_HELD if held_out else FAVOURITES) if one != known])
        question = random.choice(ASKED_HELD if held_out else ASKED).format(kind)
        unknown = f"what your favourite {kind} is"
    return Asked(question, f"I don't know {unknown}. {NOT_TOLD}", (), ("don't know",))
