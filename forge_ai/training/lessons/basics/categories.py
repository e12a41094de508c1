"""What kind of thing a thing is: fruit, tools, instruments, clothes; asked for, and for yes or no.

Does not know what things are for.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.basics.animals import an
from forge_ai.training.lessons.basics.asked import FOLLOWING, Asked, Asker
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.listed import listed

KINDS: Final = {
    "a fruit": listed(
        "apple, pear, banana, cherry, plum, peach, lemon, grape, strawberry, kiwi, mango, melon, pineapple"
    ),
    "a vegetable": listed(
        "carrot, potato, onion, cabbage, leek, cauliflower, radish, parsnip, turnip, lettuce, beetroot"
    ),
    "a mammal": listed("dog, cat, horse, cow, whale, dolphin, bat, bear, lion, elephant, rabbit, sheep, camel, otter"),
    "a bird": listed(
        "eagle, owl, duck, swan, penguin, sparrow, robin, parrot, pigeon, crow, hen, goose, stork, ostrich"
    ),
    "a fish": listed("trout, salmon, herring, shark, tuna, carp, cod, sardine, pike"),
    "an insect": listed("ant, bee, wasp, butterfly, beetle, mosquito, grasshopper, ladybird, dragonfly, moth, cricket"),
    "a reptile": listed("snake, lizard, crocodile, tortoise, turtle, gecko"),
    "a tree": listed("oak, birch, fir, willow, maple, beech, elm, poplar"),
    "a flower": listed("rose, tulip, daisy, sunflower, lily, daffodil, violet, poppy"),
    "a musical instrument": listed("piano, violin, guitar, flute, drum, trumpet, cello, harp, saxophone, clarinet"),
    "a piece of clothing": listed("shirt, coat, sock, skirt, dress, jumper, scarf, glove, jacket"),
    "a piece of furniture": listed("table, chair, bed, sofa, wardrobe, desk, bookcase, stool, armchair"),
    "a vehicle": listed("car, bus, lorry, bicycle, motorbike, tram, train, taxi, van"),
    "a tool": listed("hammer, saw, screwdriver, drill, spade, rake, axe, wrench"),
    "a drink": listed("lemonade, coffee, milk, juice, cocoa, beer, wine"),
    "a metal": listed("iron, gold, silver, copper, tin, lead, zinc"),
    "a colour": listed("red, blue, green, yellow, purple, brown, grey, pink"),
    "a shape": listed("triangle, square, circle, rectangle, hexagon, oval"),
    "a toy": listed("doll, kite, teddy bear, spinning top, yo-yo"),
    "a building": listed("house, church, school, castle, hospital, barn, tower, library"),
    "a sport": listed("football, tennis, swimming, hockey, basketball, rowing, skiing, judo"),
    "a game": listed("chess, dominoes, hide-and-seek, draughts, noughts and crosses"),
    "a feeling": listed("joy, anger, fear, sadness, envy, pride"),
}
ANIMALS: Final = ("a mammal", "a bird", "a fish", "an insect", "a reptile")
BARE: Final = ("a drink", "a metal", "a colour", "a sport", "a game", "a feeling")
ASKED: Final = (
    *(
        "What kind of thing is {}?",
        "What sort of thing is {}?",
        "Which kind of thing is {}?",
        "What group does {} belong to?",
        "What type of thing is {}?",
        "What would you say {} is?",
        "Which group is {} in?",
    ),
)
ASKED_HELD: Final = ("To which kind of things does {} belong?",)
NAMED: Final = (
    "Name {}.",
    "Tell me {}.",
    "Can you name {}?",
    "Give me an example of {}.",
    "Say the name of {}.",
    "Do you know {}?",
    "Think of {}.",
    "Pick {}.",
    "Which example of {} do you know?",
    "Mention {}.",
)
OF_A_KIND: Final = (
    *("Is {} {}?", "Is {} {}?", "Is it right that {} is {}?", "Is it so that {} is {}?", "Is {} really {}?"),
    *("Am I right that {} is {}?", "{} is {}, right?", "Do you think {} is {}?", "Does {} count as {}?"),
)
NAMED_HELD: Final = ("Think of {} and tell me which.",)


def thing(kind: str, word: str) -> str:
    """A thing of that kind inside a sentence: "a carrot", "milk"."""
    return word if kind in BARE else an(word)


def _any(random: Random) -> tuple[str, str]:
    kind = random.choice(tuple(KINDS))
    return kind, random.choice(KINDS[kind])


def kinds(random: Random, *, held_out: bool = False) -> Asked:
    """What kind of thing something is."""
    return _kind(random, random.choice(ASKED_HELD if held_out else ASKED))


def _kind(random: Random, wording: str) -> Asked:
    kind, word = _any(random)
    answer = capitalised(f"{thing(kind, word)} is {kind}.")
    return Asked(capitalised(wording.format(thing(kind, word))), answer, (kind,), (), _next)


def _next(random: Random) -> Asked:
    return _kind(random, random.choice(FOLLOWING))


def whether(random: Random, *, held_out: bool = False) -> Asked:
    """Whether something is of a kind."""
    kind, word = _any(random)
    asked = kind if random.random() < 0.5 else _any(random)[0]
    right = "Yes" if word in KINDS[asked] else "No"
    if random.random() < 0.15 and not held_out:
        asked, right = "an animal", "Yes" if kind in ANIMALS else "No"
    wording = "Would you call {} {}?" if held_out else random.choice(OF_A_KIND)
    answer = f"{right}, {thing(kind, word)} is {kind}."
    return Asked(capitalised(wording.format(thing(kind, word), asked)), answer, (right,))


def named(random: Random, *, held_out: bool = False) -> Asked:
    """Anything of a kind."""
    kind, word = _any(random)
    wording = random.choice(NAMED_HELD if held_out else NAMED)
    if random.random() < 0.15:
        word = random.choice(KINDS[random.choice(ANIMALS)])
        every = tuple(one for among in ANIMALS for one in KINDS[among])
        return Asked(wording.format("an animal"), f"{capitalised(an(word))} is an animal.", (), every)
    return Asked(wording.format(kind), capitalised(f"{thing(kind, word)} is {kind}."), (), KINDS[kind])


ASKERS: Final[tuple[Asker, ...]] = (kinds, whether, whether, named)
