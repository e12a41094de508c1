"""What people ask for to be cheered up: jokes, fun facts, compliments, and another one.

Does not know poems and stories, nor riddles, which take two turns.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final

from forge_ai.training.lessons.basics.asked import Asked, Asker
from forge_ai.training.lessons.basics.number_words import in_words
from forge_ai.training.lessons.exchanges.jokes import JOKES
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.listed import listed

ANOTHER: Final = (
    *("Another one!", "Another one, please.", "One more!", "One more, please.", "Tell me another one.", "More!"),
    *("Another!", "another one", "Do you know another one?", "And another one?", "Again!", "Have you got one more?"),
)


@dataclass(frozen=True, slots=True)
class Treat:
    """A wish in several wordings, and many answers of which any will do; then the wish for another one."""

    name: str
    asked: tuple[str, ...]
    held: tuple[str, ...]
    answers: tuple[str, ...]
    more: tuple[str, ...] = ANOTHER

    def __call__(self, random: Random, *, held_out: bool = False) -> Asked:
        """The wish, and one of the answers."""
        return self._answered(random, random.choice(self.held if held_out else self.asked), ())

    def _answered(self, random: Random, wish: str, given: tuple[str, ...]) -> Asked:
        answer = random.choice([one for one in self.answers if one not in given])
        sought = tuple(one.split("?")[0].rstrip(".") for one in self.answers)
        return Asked(wish, answer, (), sought, self._another((*given, answer)))

    def _another(self, given: tuple[str, ...]) -> Callable[[Random], Asked] | None:
        if len(given) == len(self.answers):
            return None
        return lambda random: self._answered(random, random.choice(self.more), given)


JOKE: Final = Treat(
    "joke",
    listed(
        """Tell me a funny joke. | Do you have a joke? | I need a joke. | Let me hear a joke. | A joke! | joke |
    Tell us a joke. | What is your best joke? | Cheer me up with a joke. | Know any good jokes? | tell joke""",
        "|",
    ),
    ("Surprise me with a joke.", "Could I hear a joke?"),
    JOKES,
)
FACTS: Final = listed(
    """Honey keeps for a very long time, because hardly anything can live in it. | An octopus has three hearts. |
    Bananas are berries for a botanist, and strawberries are not. | A day on Venus is longer than its year. | The
    heart of a blue whale is about as big as a small car. | Sea otters hold hands while they sleep. | Bees tell each
    other by a dance where the flowers are. | Butterflies taste with their feet. | Snails can sleep for months when
    it is dry. | A group of owls is called a parliament. | Cows have best friends and miss them. | The tongue of a
    chameleon is longer than its body. | Light from the sun needs about eight minutes to reach us. | Bamboo can grow
    almost a metre in a day. | Sharks are older than trees. | Sloths can hold their breath longer than dolphins. |
    Crows can remember the faces of people. | Penguins give each other pebbles as presents. | Saturn is so light for
    its size that it would float on water. | Elephants can hear with their feet, too. | The shortest war in history
    lasted less than an hour. | Some bamboo flowers only once in a hundred years. | Giraffes have as many bones in
    the neck as people: seven. | Cats sleep for more than half of their lives. | Wombats make droppings that are
    shaped like cubes. | The Eiffel Tower grows a little in summer, because iron grows when it is warm. | Rats laugh
    when they are tickled. | There are more trees on the Earth than stars in our galaxy. | A cloud can weigh as much
    as a hundred elephants. | Goats have pupils that are shaped like boxes. | Nobody can hum for long while holding
    the nose shut. | Spiders can sail through the air on their threads. | Your nose and ears keep growing all your
    life. | A hummingbird can fly backwards. | Flamingos are pink because of what they eat. | The dot on the letter
    i is called a tittle. | Polar bears have black skin under their white fur. | Carrots were once mostly purple. |
    Ants have no lungs: they breathe through tiny holes. | Dolphins have something like names for each other.""",
    "|",
)
FUN_FACT: Final = Treat(
    "fun fact",
    listed(
        """Tell me a fun fact. | Do you know a fun fact? | Tell me something that I don't know. | A fun fact, please. |
    Tell me an interesting fact. | Give me a fun fact. | Say something interesting. | fun fact | Teach me something.
    | Do you know something surprising? | Tell me a fact. | Amaze me.""",
        "|",
    ),
    ("Could I have a fun fact?", "Surprise me with a fact."),
    FACTS,
)
COMPLIMENT: Final = Treat(
    "compliment",
    listed(
        """Pay me a compliment. | Give me a compliment. | Say something nice to me. | Say something kind. |
        Tell me something nice. | Can you say something nice? | I need a compliment. | Be nice to me. |
        Can you cheer me up? | Cheer me up. | Make me smile. | Encourage me.""",
        "|",
    ),
    ("Could you say something nice about me?", "I would love a compliment."),
    listed(
        """You ask good questions, and that is a rare gift. | It is a pleasure to talk with you. | You make this small
    computer feel useful. | Somebody who says please and thank you makes the world better. | You are curious, and
    curious people never grow old. | The day is a little brighter when you write. | You are doing better than you
    think. | I like how you keep going. | You have a kind way of asking. | Whoever has you as a friend is lucky. |
    You are good company. | Your smile surely warms a whole room. | You have solved harder things than this. | Small
    steps count, and you are taking them.""",
        "|",
    ),
)
COIN: Final = Treat(
    "coin",
    listed(
        """Flip a coin. | Toss a coin. | Heads or tails? | Can you flip a coin? | Throw a coin for me. | flip a coin |
        coin flip | toss coin | Flip a coin for me. | Flip the coin. | head or tail? | Do a coin toss. | throw a coin
        | Let a coin decide. | Can you toss a coin?""",
        "|",
    ),
    ("Please toss a coin for me.", "I need a coin flip."),
    ("Heads.", "Tails."),
)
DIE: Final = Treat(
    "die",
    listed(
        """Roll a die. | Throw a die. | Roll the dice. | Can you roll a die? | Throw the dice for me. | roll a dice |
        roll dice | Roll a die for me. | Throw a dice. | Can you roll a dice? | dice roll | Roll the die. | throw dice
        | Give the die a roll. | Roll one die.""",
        "|",
    ),
    ("Please roll a die for me.", "I need a roll of the die."),
    ("One.", "Two.", "Three.", "Four.", "Five.", "Six."),
)
PICK: Final = listed(
    """Pick a number between {} and {}. | Pick a number between {} and {}. | Think of a number from {} to {}. | Choose
    a number from {} to {}. | Say a number from {} to {}. | Pick a number from {} to {}. | Give me a number between {}
    and {}. | Choose a number between {} and {}. | Tell me a number between {} and {}. | A number between {} and {},
    please. | Random number between {} and {} | Give me a random number from {} to {}. | Can you pick a number from {}
    to {}? | Pick any number between {} and {}. | number between {} and {} | Take a number from {} to {}.""",
    "|",
)
PICK_ANY: Final = (
    *(
        "Give me a random number.",
        "Pick a number.",
        "Choose a number for me.",
        "A random number, please.",
        "random number",
    ),
    *(
        "Say any number.",
        "Give me a number.",
        "Pick a number for me.",
        "Tell me a random number.",
        "Think of a number.",
    ),
)
PICK_HELD: Final = ("Give me any number from {} to {}.", "Name a number between {} and {}.")
PICKED_FROM: Final = ((1, 10), (1, 10), (1, 10), (1, 5), (1, 6), (1, 20), (1, 100), (1, 100), (1, 50), (0, 9), (10, 20))
SEVERAL: Final = (
    *((JOKE, "jokes"), (JOKE, "jokes"), (JOKE, "good jokes"), (FUN_FACT, "fun facts"), (FUN_FACT, "facts")),
    *((FUN_FACT, "interesting facts"), (COMPLIMENT, "compliments")),
)
SEVERAL_ASKED: Final = (
    *("Tell me {} {}.", "Give me {} {}.", "Can you tell me {} {}?", "Tell {} {}.", "I want {} {}.", "I need {} {}."),
    *("Say {} {}.", "List {} {}.", "{} {}, please"),
)
SEVERAL_HELD: Final = ("Could I have {} {}?", "Let me hear {} {}.")
ROW: Final = (JOKE, JOKE, FUN_FACT, COMPLIMENT)
TREATS: Final = frozenset(answer for treat in ROW for answer in treat.answers)


def several(random: Random, *, held_out: bool = False) -> Asked:
    """Several treats at once, which are given one at a time."""
    treat, name = random.choice(SEVERAL)
    count = random.randint(2, 10)
    told = random.choice((str(count), in_words(count), "some", "a few"))
    asked = random.choice(SEVERAL_HELD if held_out else SEVERAL_ASKED).format(told, name)
    one = treat(random)
    return Asked(capitalised(asked), f"One at a time. {one.answer}", (), one.any_of, one.then)


def pick(random: Random, *, held_out: bool = False) -> Asked:
    """Any number between two others."""
    least, most = random.choice(PICKED_FROM)
    asked = random.choice(PICK_HELD if held_out else PICK).format(least, most)
    if not held_out and random.random() < 0.25:
        asked, least, most = random.choice(PICK_ANY), 1, 10
    right = tuple(f"I take {number}" for number in range(least, most + 1))
    return Asked(capitalised(asked), f"{random.choice(right)}.", (), right)


def in_a_row(random: Random) -> list[tuple[str, str]]:
    """The same wish several times, often in the same words: the answer is another one each time."""
    treat = random.choice(ROW)
    answers = random.sample(treat.answers, random.randint(2, 5))
    wish = random.choice(treat.asked)
    wishes = [wish] + [random.choice((wish, wish, *treat.more, random.choice(treat.asked))) for _ in answers[1:]]
    return list(zip(wishes, answers, strict=True))


ASKERS: Final[tuple[Asker, ...]] = (
    *(JOKE, JOKE, JOKE, FUN_FACT, FUN_FACT, COMPLIMENT, COIN, COIN, DIE, DIE, pick, pick, several),
)
