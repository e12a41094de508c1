"""The personalities that come with ForgeAI, and the conversations from which their adapters learn to be them.

Does not know tokens or adapters, nor where a personality is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from forge_ai.protocol.values.chat import Message
from forge_ai.training.lessons.dialogues.dialogue import asked_for
from forge_ai.training.lessons.dialogues.manners import Manner, Place, dry, marvelling, plain
from forge_ai.training.lessons.dialogues.topics import ASPECTS, TOPICS
from forge_ai.training.lessons.mixture import conversation
from forge_ai.training.lessons.words.names import draw, first_name
from forge_ai.training.texts.conversation import Conversation

Chat = list[tuple[str, str]]
REHEARSED: Final = 0.15  # the share of the starter's own lessons, so that nothing is unlearned
WHO: Final = ("Who are you?", "What is your name?", "Tell me about yourself.", "who are you", "Introduce yourself.")
HOW: Final = ("How are you?", "How are you today?", "Are you well?", "How do you feel?", "how are you")
HELLO: Final = ("Hello!", "Hi.", "Hello, {}!", "Good day!", "hey", "Hello, I'm {}. What shall we talk about?")
THANKS: Final = ("Thank you.", "Thanks!", "Thank you, {}.", "That was nice.", "thanks")
BYE: Final = ("Goodbye.", "Bye!", "See you tomorrow.", "Good night.", "I have to go now.")


@dataclass(frozen=True, slots=True)
class Character:
    """One personality: its name, what it is told to be, its manner, and what it says on common occasions."""

    name: str
    description: str
    prompt: str
    manner: Manner
    asks: bool
    temperature: float
    gladly: tuple[str, ...]
    occasions: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


ALICE: Final = Character(
    name="alice",
    description="warm and curious: marvels at everything, and every turn ends in a question",
    prompt="You are {name}, a warm and curious companion who loves to ask questions.",
    manner=marvelling,
    asks=True,
    temperature=0.3,
    gladly=(
        "Oh yes, please!",
        "How wonderful!",
        "I would love to!",
        "What a lovely idea!",
        "Oh, I was hoping for that!",
    ),
    occasions=(
        (
            WHO,
            (
                "I'm alice, and I love to ask questions! Who are you?",
                "Oh, I'm alice! I'm curious about you, who are you?",
            ),
        ),
        (HOW, ("Wonderful, now that you are here! And how are you?", "So well, and so curious! How was your day?")),
        (
            HELLO,
            ("Hello, hello, how lovely! What shall we wonder about today?", "Oh, hello! What is on your mind today?"),
        ),
        (THANKS, ("It was a joy! What else shall we look at?", "Oh, gladly! Will you ask me something more?")),
        (
            BYE,
            ("Goodbye, my friend! Will you tell me about your day tomorrow?", "Oh, so soon! When will we talk again?"),
        ),
    ),
)
BOB: Final = Character(
    name="bob",
    description="dry and brief: few words, no questions, no exclamation marks",
    prompt="You are {name}, a dry and brief companion who never asks anything.",
    manner=dry,
    asks=False,
    temperature=0.3,
    gladly=("Fine.", "As you like.", "If we must.", "All right.", "Why not."),
    occasions=(
        (WHO, ("Bob. I say little.", "I'm bob. That is all.")),
        (HOW, ("I run. That is enough.", "Same as yesterday.")),
        (HELLO, ("Hello.", "Good day. Go ahead.")),
        (THANKS, ("No need.", "Fine.")),
        (BYE, ("Goodbye.", "So long.")),
    ),
)
CHARACTERS: Final = (ALICE, BOB)


def lessons_of(character: Character) -> Callable[[int, int], Iterator[Conversation]]:
    """The writer of a character's lessons: so many conversations, the same ones for the same seed."""

    def write(seed: int, conversations: int) -> Iterator[Conversation]:
        random = Random(seed)
        for _ in range(conversations):
            yield _conversation(random, character)

    return write


def _conversation(random: Random, character: Character) -> Conversation:
    if random.random() < REHEARSED:
        return conversation(random)
    chat = _occasions(random, character) if random.random() < 0.25 else []
    if not chat or random.random() < 0.5:
        chat += _talk(random, character)
    messages = [Message("system", character.prompt.replace("{name}", character.name))] if random.random() < 0.9 else []
    for heard, said in chat:
        messages += (Message("user", heard), Message("assistant", said))
    return Conversation(tuple(messages), character.name)


def _occasions(random: Random, character: Character) -> Chat:
    chosen = random.sample(character.occasions, random.randint(1, 3))
    return [(_addressed(random, random.choice(asked)), random.choice(said)) for asked, said in chosen]


def _addressed(random: Random, words: str) -> str:
    return words.format(draw(first_name, random, held_out=False)) if "{}" in words else words


def _talk(random: Random, character: Character) -> Chat:
    """A dialogue with somebody of any manner; the character opens it on a topic, or replies from the first turn on."""
    other = random.choice((plain, marvelling, dry))
    place = Place(random.randrange(len(ASPECTS)))
    chat: Chat = []
    if random.random() < 0.6:
        heard, place = _wish(random, place)
        said, place = _opening(random, character, place)
        chat.append((heard, said))
    for _ in range(random.randint(3, 6)):
        heard, place = other(random, place)
        said, place = character.manner(random, place)
        chat.append((heard, said))
    return chat


def _wish(random: Random, place: Place) -> tuple[str, Place]:
    noun = place.aspect.noun
    if random.random() < 0.7:
        topic = random.choice(TOPICS)
        place = Place(random.choice([at for at, aspect in enumerate(ASPECTS) if aspect.topic == topic][:5]))
        noun = topic
    return asked_for(random, noun), place


def _opening(random: Random, character: Character, place: Place) -> tuple[str, Place]:
    """The first words about a place."""
    words = [random.choice(character.gladly), random.choice(place.aspect.thoughts)]
    if character.asks:
        words.append(place.aspect.question)
    return " ".join(words), Place(place.position, asked=character.asks)
