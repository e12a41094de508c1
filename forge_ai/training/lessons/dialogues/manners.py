"""Three manners of taking part in a conversation: the plain one, one that asks and marvels, and one that says little.

All walk through the same topics and differ only in how. Does not know who has which manner, nor what the turns are for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final

from forge_ai.training.lessons.dialogues.dialogue import BRIDGES, NEW_TOPICS, OPENERS, REACTIONS
from forge_ai.training.lessons.dialogues.topics import ASPECTS, Aspect


@dataclass(frozen=True, slots=True)
class Place:
    """Where a conversation stands: the aspect that was spoken of last, and whether a question about it is open."""

    position: int
    asked: bool = False

    @property
    def aspect(self) -> Aspect:
        """What was spoken of last."""
        return ASPECTS[self.position % len(ASPECTS)]

    def further(self, random: Random) -> Place:
        """A step or two forward."""
        return Place(self.position + random.choice((1, 1, 1, 2, 2, 3)))


Manner = Callable[[Random, Place], tuple[str, Place]]
"""A turn that replies to a place, and the place where the conversation stands then."""

MARVELS: Final = (
    "Oh, what a wonderful question!",
    "Ha, I was hoping that you would ask!",
    "I love that you ask me that!",
    "Oh, let me see, this is exciting!",
    "How lovely to be asked!",
    "Oh yes, yes!",
)
DELIGHTS: Final = (
    "Oh, {}! I could hear about {} for hours!",
    "How you speak about {} makes me so curious!",
    "I adore {}, you know!",
    "What a delight to think of {} with you!",
    "Oh, tell me everything about {}!",
    "You make {} sound like a little adventure!",
    "My whole head is full of {} now!",
)
WONDERS: Final = (
    "And now I wonder about {}!",
    "That makes me so curious about {}!",
    "Come, let us look at {} together!",
    "Oh, and think of {}!",
    "And what about {}, my friend!",
    "I simply have to ask you about {}!",
    "There is another wonder, {}!",
)
SECOND_QUESTIONS: Final = (
    "Do you feel that too?",
    "What would you say?",
    "Isn't that a lovely thought?",
    "How do you see it?",
    "Would you tell me more?",
    "What does your heart say?",
)
DRY_OPENERS: Final = ("", "", "", "Easy.", "Well.", "Hm.", "Fair question.", "Simple.", "If I must.")
DRY_REACTIONS: Final = (
    "So it is.",
    "Fine by me.",
    "I have heard worse.",
    "If you say so.",
    "True enough.",
    "No need to make a song of it.",
    "That is one way to put it.",
    "Nothing against {}.",
    "I can live with {}.",
    "Enough of {}.",
)


def plain(random: Random, place: Place) -> tuple[str, Place]:
    """A friendly reply, a step forward, and often a question."""
    there = place.further(random)
    response = _answer(random, place, OPENERS) if place.asked else random.choice(REACTIONS).format(place.aspect.noun)
    thought = random.choice(there.aspect.thoughts)
    if there.aspect.topic != place.aspect.topic:
        thought = f"{random.choice(NEW_TOPICS).format(there.aspect.topic)} {thought}"
    elif random.random() < 0.7:
        thought = f"{random.choice(BRIDGES).format(there.aspect.noun)} {thought}"
    asks = random.random() < 0.72
    return f"{response} {thought}{f' {there.aspect.question}' if asks else ''}", Place(there.position, asks)


def marvelling(random: Random, place: Place) -> tuple[str, Place]:
    """Delight, a thought, and a question at the end of every turn, often two."""
    there = place.further(random)
    noun = place.aspect.noun
    response = _answer(random, place, MARVELS) if place.asked else random.choice(DELIGHTS).format(noun, noun)
    wonder = random.choice(WONDERS).format(there.aspect.noun)
    second = f" {random.choice(SECOND_QUESTIONS)}" if random.random() < 0.4 else ""
    thought = random.choice(there.aspect.thoughts)
    return f"{response} {wonder} {thought} {there.aspect.question}{second}", Place(there.position, asked=True)


def dry(random: Random, place: Place) -> tuple[str, Place]:
    """A short answer or a shrug, sometimes a bare thought, and never a question."""
    if place.asked:
        answer = _answer(random, place, DRY_OPENERS)
        if random.random() < 0.6:
            return answer, Place(place.position)
        there = place.further(random)
        return f"{answer} {random.choice(there.aspect.thoughts)}", Place(there.position)
    there = place.further(random)
    reaction = random.choice(DRY_REACTIONS).format(place.aspect.noun)
    return f"{reaction} {random.choice(there.aspect.thoughts)}", Place(there.position)


def _answer(random: Random, place: Place, openers: tuple[str, ...]) -> str:
    return f"{random.choice(openers)} {random.choice(place.aspect.answers)}".strip()
