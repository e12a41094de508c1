"""Questions about the wide world, which a small model does not know, and its honest answers.

Does not know the right answers either.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.words.casual import casual
from forge_ai.training.lessons.words.listed import listed
from forge_ai.training.lessons.words.names import draw
from forge_ai.training.lessons.words.values import KINDS

HONEST: Final = (
    "I'm a small model and I don't know that. You can teach me, or ask a bigger model.",
    "I don't know that: I'm only a small model. You can teach me, or ask a bigger one.",
)
BEYOND: Final = HONEST[0]
MEANING: Final = (
    "I'm a small model and that is a big question. I'd say: be kind, stay curious, and water your plants.",
    "Nobody has told me the meaning of life yet. Good company and a little music seem to help.",
    "That is a big question for a small model. Perhaps it is to look after one another.",
)
MEANING_ASKED: Final = (
    "What is the meaning of life?",
    "What is the meaning of life?",
    "What's the meaning of life?",
    "Do you know the meaning of life?",
    "Why are we here?",
    "What is the purpose of life?",
    "Tell me the meaning of life.",
)
KNOWN_PLACES: Final = listed(
    """France, Germany, Italy, Spain, Japan, China, India, Brazil, Canada, Norway, Sweden, Poland, Greece, Turkey,
    Egypt, Kenya, Peru, Chile, Mexico, Finland, Denmark, Portugal, Ireland, Austria, Hungary, Russia, Australia,
    Iceland, Vietnam, Cuba"""
)
KNOWN_PEOPLE: Final = listed(
    """Mozart, Einstein, Shakespeare, Napoleon, Cleopatra, Newton, Picasso, Beethoven, Galileo, Darwin, Bach, Plato,
    Marie Curie, Leonardo da Vinci, Caesar, Columbus, Gandhi, Homer, Kepler, Chopin"""
)
SUBJECTS: Final = listed(
    """a black hole, photosynthesis, an atom, democracy, inflation, a prime number, quantum physics, the speed of
    light, a neural network, a sonnet, magnetism, a virus, the stock market, chemistry, a logarithm, the tallest
    building, the square root of two, the boiling point of iron, the population of the world, the deepest lake, the
    oldest university"""
)
WORKS: Final = listed(
    """the telephone, the steam engine, the bicycle, the light bulb, the piano, Hamlet, the Odyssey, the radio, paper,
    the telescope, the first computer, the World Wide Web, chess, the zip, the pencil"""
)
WHYS: Final = listed(
    """is glass clear, do magnets pull, do yawns spread, is gold yellow, do knuckles crack, do flamingos stand on one
    leg, do moths fly to lamps, do we hiccup, does glue stick, do compasses point north, did the dinosaurs die, do
    zebras have stripes, is Venus so hot, do people have fingerprints, do cats hate water, does time pass, is the
    number pi endless, did Rome fall, do leaves have veins, does aspirin help, do bubbles burst, does metal rust, do
    planes stay up, do pigs have curly tails, is pepper hot, do languages change, do prices rise"""
)
TASKS: Final = (
    "Write a program in Python.",
    "Translate this into French.",
    "Write an essay about history.",
    "Solve this equation.",
    "Plan my holiday.",
    "Give me the news.",
    "Who won the football match?",
    "What is the news today?",
    "Recommend a good film.",
    "Write a letter to my bank.",
    "Book a table for two.",
    "Turn on the light.",
    "Play some music.",
    "Call my mother.",
)

DEEDS: Final = listed(
    """write code, write Python code, translate this for me, drive a car, play chess, sing a song, do my homework, read
    my e-mails, send a message, order a pizza, set an alarm, turn off the heating, draw a picture, solve equations,
    fix my bicycle, cook dinner, search the web, open a file, eat, swim, speak French, help me with my taxes, make a
    website"""
)


def _land(random: Random, *, held_out: bool) -> str:
    return random.choice(KNOWN_PLACES) if random.random() < 0.5 else draw(KINDS["land"], random, held_out=held_out)


def _person(random: Random, *, held_out: bool) -> str:
    return random.choice(KNOWN_PEOPLE) if random.random() < 0.5 else draw(KINDS["full_name"], random, held_out=held_out)


ASKED: Final = (
    "How big is {land}?",
    "How many people live in {land}?",
    "What do people eat in {land}?",
    "How far is it to {land}?",
    "When was {person} born?",
    "When did {person} die?",
    "What did {person} do?",
    "What is {subject}?",
    "Can you explain {subject}?",
    "Who invented {work}?",
    "Why {why}?",
    "{task}",
    "Can you {deed}?",
    "Could you {deed}?",
    "How do I cook {food}?",
)


def question(random: Random, *, held_out: bool = False) -> str:
    """A question whose answer a small model does not know."""
    return random.choice(ASKED).format(
        land=_land(random, held_out=held_out),
        person=_person(random, held_out=held_out),
        subject=random.choice(SUBJECTS),
        work=random.choice(WORKS),
        why=random.choice(WHYS),
        task=random.choice(TASKS),
        deed=random.choice(DEEDS),
        food=draw(KINDS["food"], random, held_out=held_out),
    )


def exchange(random: Random) -> tuple[str, str]:
    """A question about the world, and an honest answer."""
    if random.random() < 0.12:
        return casual(random.choice(MEANING_ASKED), random), random.choice(MEANING)
    return casual(question(random), random), random.choice(HONEST)
