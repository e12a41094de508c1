"""Little stories that are put together from parts, about whom the person wishes, by the name that the person gives.

Does not know poems.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from forge_ai.training.lessons.basics.asked import Asked, Asker
from forge_ai.training.lessons.words.beginnings import article, capitalised
from forge_ai.training.lessons.words.listed import listed
from forge_ai.training.lessons.words.names import draw, first_name

HEROES: Final = listed(
    """dog, cat, mouse, bear, fox, rabbit, horse, owl, frog, duck, snail, hedgehog, elephant, lion, penguin, bee, bird,
    fish, robot, computer, dragon, princess, prince, king, queen, knight, witch, wizard, pirate, sailor, giant,
    ghost, fairy, boy, girl, baker, gardener, farmer, teacher, tree, star, cloud, train, ship, lighthouse, snowman,
    teddy bear, moon"""
)
QUALITIES: Final = ("small", "brave", "shy", "clever", "curious", "kind", "sleepy", "cheerful", "old", "lonely")
PLACES: Final = (
    *(
        "in a quiet valley",
        "by the sea",
        "at the edge of a forest",
        "in a small town",
        "behind the last hill",
        "on an island",
    ),
    *("next to an old mill", "in a blue house"),
)
FRIENDS: Final = (
    "a mouse",
    "an old owl",
    "a friendly ghost",
    "a lost duckling",
    "a tired postman",
    "a singing frog",
    "a little star",
)


@dataclass(frozen=True, slots=True)
class Plot:
    """What goes wrong, how it is mended, and how it ends."""

    trouble: str
    help: str
    end: str


PLOTS: Final = (
    Plot(
        "One night the wind blew out all the lamps.",
        "{friend} came by and said: let us sing until it is morning.",
        "They sang so well that even the stars came closer, and nobody was afraid any more.",
    ),
    Plot(
        "One day {name} lost the way home.",
        "There sat {friend}, who knew every path and asked for nothing but company.",
        "They walked home together, and since that day they have had tea every Sunday.",
    ),
    Plot(
        "One morning all the colours were gone from the garden.",
        "{name} and {friend} looked for them all day and found them asleep under a leaf.",
        "They woke them up gently, and the garden has never been so bright.",
    ),
    Plot(
        "Everybody said that {name} was too small to help.",
        "Then {friend} got stuck in a hole where only {name} could reach.",
        "From that day on nobody in that place said too small again.",
    ),
    Plot(
        "One evening {name} found a key that fitted no door.",
        "{friend} had a box without a key, and had waited for years.",
        "In the box lay a note: now you have a friend. And that was true.",
    ),
    Plot(
        "One winter it snowed so much that no letter came.",
        "So {name} went from house to house with {friend} and told the news.",
        "In spring the letters came again, but people still asked for {name}.",
    ),
)
WISH: Final = (
    *(
        "Tell me a story about {}.",
        "Can you tell me a story about {}?",
        "A story about {}, please.",
        "Write a story about {}.",
    ),
    *(
        "Tell a short story about {}.",
        "I want a story about {}.",
        "Make up a story about {}.",
        "Do you know a story about {}?",
    ),
    *("Write me a short story about {}.", "a story about {}", "Please tell me a story about {}."),
)
WISH_HELD: Final = ("Could you think up a story about {}?", "I would love a tale about {}.")
PLAIN: Final = (
    *(
        "Tell me a story.",
        "Tell me a story",
        "Can you tell me a story?",
        "A story, please.",
        "Write a story.",
        "I want a story.",
    ),
    *("Do you know a story?", "Tell me a bedtime story.", "Make up a story.", "Read me a story.", "Entertain me."),
)
PLAIN_HELD: Final = ("Could I have a story?",)
NAMED: Final = ("called {}", "named {}", "whose name is {}")


def story(random: Random, hero: str, name: str) -> str:
    """A whole story about that hero by that name."""
    plot = random.choice(PLOTS)
    friend = random.choice([one for one in FRIENDS if hero not in one])
    quality = random.choice(QUALITIES)
    beginning = f"Once there was {article(quality)} {hero} called {name}, who lived {random.choice(PLACES)}."
    text = " ".join((beginning, plot.trouble, plot.help, plot.end)).replace("{name}", name)
    return text.replace(". {friend}", f". {capitalised(friend)}").replace("{friend}", friend)


def stories(random: Random, *, held_out: bool = False) -> Asked:
    """A story, mostly about somebody, often with a name that the person gives."""
    name = draw(first_name, random, held_out=held_out)
    hero = random.choice(HEROES)
    one = f"{'an' if hero[0] in 'aeiou' else 'a'} {hero}"
    if random.random() < 0.2:
        return _told(random, random.choice(PLAIN_HELD if held_out else PLAIN), hero, name, "Once there was")
    wish = random.choice(WISH_HELD if held_out else WISH)
    if random.random() < 0.4:
        return _told(
            random, wish.format(f"{one} {random.choice(NAMED).format(name)}"), hero, name, f"{hero} called {name}"
        )
    return _told(random, wish.format(one), hero, name, f"{hero} called")


def _told(random: Random, wish: str, hero: str, name: str, sought: str) -> Asked:
    return Asked(wish, story(random, hero, name), (sought,), (), _another)


def _another(random: Random) -> Asked:
    wish = random.choice(("Another story, please.", "One more story!", "Tell me another story.", "And another story?"))
    hero, name = random.choice(HEROES), draw(first_name, random, held_out=False)
    return _told(random, wish, hero, name, "Once there was")


ASKERS: Final[tuple[Asker, ...]] = (stories,)
