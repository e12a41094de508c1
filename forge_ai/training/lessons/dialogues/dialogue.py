"""Conversations between two who both speak like an assistant, walking through the topics.

Each turn takes up what the other said and goes a step or two forward, so that nothing has to come back. Does not know
what there is to say: that is in `topics`.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from forge_ai.training.lessons.assistant.persona import NOBODY, Persona, persona
from forge_ai.training.lessons.assistant.prompt import system_prompt
from forge_ai.training.lessons.dialogues.topics import ASPECTS, TOPICS, Aspect
from forge_ai.training.lessons.facts.fact import distinct_facts
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.listed import listed
from forge_ai.training.lessons.words.names import draw, first_name, invented_name
from forge_ai.training.lessons.words.values import KINDS

REACTIONS: Final = (
    "I like what you say about {}.",
    "I had never thought about {} in that way.",
    "Yes, one could talk about {} for hours.",
    "You make me see {} with new eyes.",
    "There is a lot to say about {}.",
    "What you say about {} stays with me.",
    "I could listen to you about {} all day.",
    "That is a lovely thought about {}.",
    "You know more about {} than I do.",
    "Now I am curious about {}.",
    "That is a good way to think of {}.",
    "I agree with you about {}.",
    "You have a good eye for {}.",
    "I see {} before me when you speak.",
    "Thank you for telling me about {}.",
    "I will remember that about {}.",
)
OPENERS: Final = (
    "",
    "",
    "",
    "",
    "Good question.",
    "Let me think.",
    "Oh, that is easy.",
    "I asked myself that too.",
    "Hm.",
)
BRIDGES: Final = (
    "That makes me think of {}.",
    "From there it is not far to {}.",
    "It also brings me to {}.",
    "My own thoughts wander to {}.",
    "I would like to add a word about {}.",
    "Somehow I also think of {}.",
    "That reminds me of {}.",
    "And then I have to think of {}.",
    "Let us not forget {}.",
    "Speaking of that, let me mention {}.",
    "Now for {}.",
    "I often think of {} too.",
    "One thing leads to another, and here I am at {}.",
    "Let me tell you something about {}.",
    "Next to that I would put {}.",
    "There is something else that I like: {}.",
)
NEW_TOPICS: Final = (
    "By the way, we could turn to {}.",
    "All this leads me to {}.",
    "Shall we go on with {}?",
    "Perhaps it is time to talk about {}.",
    "From here our talk may move on to {}.",
)
ASKED_FOR: Final = (
    "Let us talk about {}.",
    "Let us talk about {}.",
    "Let's talk about {}.",
    "I would like to talk about {}.",
    "Can we talk about {}?",
    "What do you think about {}?",
    "What do you think of {}?",
    "Tell me something about {}.",
    "Tell me about {}.",
    "Do you like to talk about {}?",
    "Say something about {}.",
    "{}",
    "Topic: {}",
    "I have been thinking about {}.",
)
GLADLY: Final = (
    "Gladly.",
    "With pleasure.",
    "What a good topic.",
    "Oh yes, let us do that.",
    "I would like that.",
    "A fine idea.",
    "Happy to.",
    "I was hoping for that.",
)
UNKNOWN: Final = (
    "I know little about {}, but I like the sound of it.",
    "I have not heard much about {} yet, so I am curious.",
    "You will have to teach me about {}.",
    "About {} I know almost nothing, and that makes it interesting.",
)
UNKNOWN_NOUNS: Final = listed(
    """volcanoes, castles, spiders, football boots, democracy, the stock market, dinosaurs, elevators, umbrellas,
    shoes, coffee, economics, history, dragons, hats, pyramids, the desert, magnets, ghosts, cars, lasers,
    chocolate, pirates, mathematics, the alphabet, glass, dancing, hospitals, knights, plastic, pencils, the circus,
    taxes, towers, soap, fashion, philosophy, cheese, aeroplanes, tigers, paper"""
)
GREETINGS: Final = (
    "Hello, I'm {}. What shall we talk about?",
    "Hello! I'm {}, another AI. Shall we have a talk?",
    "Hi, my name is {}. I would like to have a conversation with you.",
    "Good day, I'm {}. Do you have a topic for us?",
    "Hello there, {} here. Let us talk.",
    "Hello, I am {}, an AI on a Raspberry Pi.",
    "Hello, I'm {}, an AI like you.",
    "Hi, I'm {}, an assistant on another computer. What shall we talk about?",
    "Good day, I am another AI. They call me {}.",
    "Hello, I'm {}. I am a program, too. Shall we talk?",
)


@dataclass(slots=True)
class Walk:
    """A conversation on its way through the aspects: where it stands, and whether a question is open."""

    random: Random
    position: int
    asked: bool = False

    @property
    def here(self) -> Aspect:
        """What was spoken of last."""
        return ASPECTS[self.position % len(ASPECTS)]

    def open(self) -> str:
        """The first words about the aspect on which the walk begins."""
        return self._about_here(self.random.choice(self.here.thoughts))

    def reply(self) -> str:
        """The next turn: an answer or a reaction, a step forward, and often a question."""
        response = self._answer() if self.asked else self.random.choice(REACTIONS).format(self.here.noun)
        before = self.here.topic
        self.position += self.random.choice((1, 1, 1, 2, 2, 3))
        return f"{response} {self._about_here(self._bridge(before))}"

    def _answer(self) -> str:
        return f"{self.random.choice(OPENERS)} {self.random.choice(self.here.answers)}".strip()

    def _bridge(self, before: str) -> str:
        thought = self.random.choice(self.here.thoughts)
        if before != self.here.topic:
            return f"{self.random.choice(NEW_TOPICS).format(self.here.topic)} {thought}"
        if self.random.random() < 0.3:
            return thought
        return f"{self.random.choice(BRIDGES).format(self.here.noun)} {thought}"

    def _about_here(self, text: str) -> str:
        self.asked = self.random.random() < 0.72
        return f"{text} {self.here.question}" if self.asked else text


def conversation(random: Random) -> tuple[str, list[tuple[str, str]]]:
    """A dialogue of four to eight exchanges; the learner takes either side of it."""
    who = NOBODY if random.random() < 0.1 else persona(random)
    walk = Walk(random, random.randrange(len(ASPECTS)))
    turns = [_beginning(random, walk, who)]
    for _ in range(random.randint(3, 7)):
        heard = walk.reply()
        turns.append((heard, walk.reply()))
    facts = distinct_facts(random, random.randint(1, 4)) if random.random() < 0.1 else []
    return system_prompt(random, who, [fact.noted(random) for fact in facts]), turns


def _beginning(random: Random, walk: Walk, who: Persona) -> tuple[str, str]:
    chance = random.random()
    if chance < 0.35:
        return _topic(random, walk)
    if chance < 0.5:
        return _aspect(random, walk)
    if chance < 0.62:
        return _greeting(random, walk, who)
    if chance < 0.7:
        return _unknown(random, walk)
    heard = walk.open()
    return (f"{random.choice(GLADLY)} {heard}" if random.random() < 0.3 else heard), walk.reply()


def _topic(random: Random, walk: Walk) -> tuple[str, str]:
    topic = random.choice(TOPICS)
    places = [index for index, aspect in enumerate(ASPECTS) if aspect.topic == topic]
    walk.position = random.choice(places[:5])
    return asked_for(random, topic), f"{random.choice(GLADLY)} {walk.open()}"


def _aspect(random: Random, walk: Walk) -> tuple[str, str]:
    return asked_for(random, walk.here.noun), f"{random.choice(GLADLY)} {walk.open()}"


def asked_for(random: Random, noun: str) -> str:
    """The words of one who wants to hear about that."""
    frame = random.choice(ASKED_FOR)
    return capitalised(noun) if frame == "{}" else frame.format(noun)


def _greeting(random: Random, walk: Walk, who: Persona) -> tuple[str, str]:
    name = draw(first_name, random, held_out=False)
    introduction = f" I'm {who.name}." if who.name else ""
    answer = f"Hello {name}!{introduction} Let us talk about {walk.here.topic}. {walk.open()}"
    return random.choice(GREETINGS).format(name), answer


def _unknown(random: Random, walk: Walk) -> tuple[str, str]:
    noun = random.choice(
        (
            random.choice(UNKNOWN_NOUNS),
            draw(KINDS["animal"], random, held_out=False),
            draw(KINDS["hobby"], random, held_out=False),
            draw(invented_name, random, held_out=False),
        )
    )
    bridge = random.choice(BRIDGES).format(walk.here.noun)
    return asked_for(random, noun), f"{random.choice(UNKNOWN).format(noun)} {bridge} {walk.open()}"
