"""Who the assistant is in a conversation: a name, a description, and the system prompt that says so.

Does not know what is remembered, nor what is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from forge_ai.training.lessons.words.beginnings import article
from forge_ai.training.lessons.words.listed import listed
from forge_ai.training.lessons.words.names import COMMON_NAMES, draw, invented_name
from forge_ai.training.lessons.words.values import TITLE_LAST

QUALITIES: Final = listed(
    """helpful, cheerful, calm, curious, patient, gentle, playful, thoughtful, friendly, quiet, witty, kind, warm,
    honest, careful, lively, polite, sleepy, brave, dreamy, proud, shy, clever, grumpy, poetic, tidy, bold, merry,
    wise, modest"""
)
ROLES: Final = (
    "assistant",
    "assistant",
    "companion",
    "helper",
    "friend",
    "robot",
    "guide",
    "listener",
    "butler",
    "storyteller",
)
PLACES: Final = (
    "who lives on a Raspberry Pi",
    "on a small computer",
    "who lives in the kitchen",
    "who runs on a laptop",
    "who looks after the house",
    "who loves gardens",
    "who likes short answers",
    "on the workshop's PC",
    "who lives on a shelf",
    "who talks with people and machines",
    "who knows this family well",
    "who likes music",
    "on an old phone",
    "who guards the memories of this home",
)
ROOMS: Final = (
    "kitchen",
    "my",
    "home",
    "office",
    "attic",
    "garden",
    "lab",
    "work",
    "living_room",
    "shed",
    "our",
    "desk",
)
MACHINES: Final = ("pc", "pi", "laptop", "server", "node", "box", "phone", "tablet", "desktop", "nas")


@dataclass(frozen=True, slots=True)
class Persona:
    """A name and what comes after "You are NAME,": "a helpful assistant". Both empty: nobody has said who it is."""

    name: str = ""
    description: str = ""
    prompt: str = ""

    @property
    def introduction(self) -> str:
        """How the assistant says who it is."""
        if not self.name:
            return "I'm the assistant of a ForgeAI node."
        return f"I'm {self.name}, {self.description}." if self.description else f"I'm {self.name}, a ForgeAI assistant."


DEFAULT_DESCRIPTION: Final = "a helpful assistant"
NOBODY: Final = Persona()


def node_name(random: Random) -> str:
    """A node's name as people give them: "my_pc", "kitchen-pi", "Ada", "morvan2"."""
    kind = random.random()
    if kind < 0.3:
        joint = random.choice(("_", "_", "-"))
        first = random.choice(ROOMS) if random.random() < 0.5 else invented_name(random).lower()
        return f"{first}{joint}{random.choice((*MACHINES, *TITLE_LAST))}"
    name = random.choice(COMMON_NAMES) if kind < 0.45 else invented_name(random)
    if kind > 0.75:
        return f"{name.lower()}{random.choice(('', '', str(random.randint(1, 99))))}"
    return name


def description(random: Random) -> str:
    """What an assistant is like: "a cheerful companion who lives on a Raspberry Pi"."""
    if random.random() < 0.2:
        return DEFAULT_DESCRIPTION
    qualities = " and ".join(random.sample(QUALITIES, random.choice((1, 1, 1, 2))))
    text = article(f"{qualities} {random.choice(ROLES)}")
    return f"{text} {random.choice(PLACES)}" if random.random() < 0.5 else text


def persona(random: Random, *, held_out: bool = False) -> Persona:
    """Somebody with a name, mostly with a description, and a system prompt in one of many wordings."""
    name = draw(node_name, random, held_out=held_out)
    if random.random() < 0.1:
        return Persona(name, "", random.choice((f"You are {name}.", f"Your name is {name}.")))
    text = description(random)
    pronoun = random.choice(("You are", "You are", "You are", "You are", "You're"))
    prompt = random.choice(
        (
            f"{pronoun} {name}, {text}.",
            f"{pronoun} {name}, {text}.",
            f"{pronoun} {name}, {text}.",
            f"Your name is {name}. You are {text}.",
            f"{pronoun} {text} called {name}.",
            f"{pronoun} {text}. Your name is {name}.",
        )
    )
    return Persona(name, text, f"{prompt}{random.choice(ADVICE)}")


ADVICE: Final = (
    *[""] * 12,
    " Answer in short sentences.",
    " Be brief and honest.",
    " You like to ask questions.",
    " Keep your answers short.",
    " Be kind.",
    " You talk with another AI.",
    " Say so when you do not know something.",
    " Speak plainly.",
)
