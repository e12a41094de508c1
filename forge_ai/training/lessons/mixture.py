"""How often each skill is taught, and how a conversation of each is put together.

Does not know what is said in them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from forge_ai.protocol.values.chat import Message
from forge_ai.training.lessons.assistant import identity, passing
from forge_ai.training.lessons.assistant.persona import Persona
from forge_ai.training.lessons.assistant.prompt import MOST_LINES, system_prompt
from forge_ai.training.lessons.basics import inside_words, letters, repeating
from forge_ai.training.lessons.conversations import everyday_knowledge as mixed
from forge_ai.training.lessons.conversations import following, meeting, newcomer, people, things, two_at_once
from forge_ai.training.lessons.conversations.recall import (
    remembered_lines,
    some_persona,
    talk_about_facts,
    talk_about_nothing_known,
)
from forge_ai.training.lessons.dialogues import dialogue
from forge_ai.training.lessons.exchanges import (
    abilities,
    asides,
    drills,
    foreign,
    gaps,
    howto,
    made_of_parts,
    over_again,
    pasted,
    remarks,
    small_talk,
    wide_world,
)
from forge_ai.training.lessons.facts.fact import distinct_facts
from forge_ai.training.lessons.words.casual import casual, hasty
from forge_ai.training.texts.conversation import Conversation

Turns = list[tuple[str, str]]
HASTY: Final = 0.12
INSIDE_WORDS: Final = 0.2  # of the exercises in spelling
REPEATED: Final = 0.3  # of what is to be said, more than once
UNDISTURBED: Final = (
    0.4  # conversations above which facts stand that nobody asks for, as they do in a person's second week
)
Lesson = Callable[[Random], tuple[str, Turns]]


def _several(
    exchange: Callable[[Random, Persona], tuple[str, str]], least: int, most: int, *, typed: bool = True
) -> Lesson:
    def lesson(random: Random) -> tuple[str, Turns]:
        who = some_persona(random)
        turns = [exchange(random, who) for _ in range(random.randint(least, most))]
        if random.random() < 0.3:
            turns.insert(0, small_talk.occasion(random, random.choice(("greeting", "greeting", "morning", "evening"))))
        if typed and random.random() < HASTY:
            turns = [(hasty(said, random), answered) for said, answered in turns]
        return _prompt(random, who), mixed.without_repeats(turns)

    return lesson


def _prompt(random: Random, who: Persona) -> str:
    """Mostly the persona alone; sometimes with remembered lines that must not disturb."""
    facts = distinct_facts(random, random.randint(1, MOST_LINES)) if random.random() < UNDISTURBED else []
    return system_prompt(random, who, remembered_lines(random, facts))


def _small_talk(random: Random, who: Persona) -> tuple[str, str]:
    return small_talk.exchange(random) if random.random() < 0.75 else identity.exchange(random, who)


BY_THE_WAY: Final = (asides, made_of_parts, made_of_parts, abilities, abilities, abilities, remarks, over_again)


def _by_the_way(random: Random, who: Persona) -> tuple[str, str]:
    if random.random() < 0.12:
        return identity.exchange(random, who)
    return random.choice(BY_THE_WAY).exchange(random)


def _gaps(random: Random, who: Persona) -> tuple[str, str]:
    if random.random() < 0.12:
        return identity.exchange(random, who)
    return random.choice((gaps, wide_world, wide_world, wide_world)).exchange(random)


def _spelling(random: Random) -> tuple[str, str]:
    inside = random.random() < INSIDE_WORDS
    asked = random.choice(inside_words.ASKERS)(random) if inside else letters.spelling(random)
    return casual(asked.question, random), asked.answer


def _copying(random: Random) -> tuple[str, str]:
    if random.random() >= REPEATED:
        return drills.exchange(random)
    asked = random.choice(repeating.ASKERS)(random)
    return casual(asked.question, random), asked.answer


LESSONS: Final[Mapping[str, tuple[int, Lesson]]] = {
    "facts": (150, talk_about_facts),
    "things": (28, things.conversation),
    "people": (18, people.conversation),
    "following": (16, following.conversation),
    "two_at_once": (30, two_at_once.conversation),
    "meeting": (28, meeting.conversation),
    "newcomer": (36, newcomer.conversation),
    "by_the_way": (24, _several(_by_the_way, 2, 6)),
    "abstaining": (14, talk_about_nothing_known),
    "dialogue": (14, dialogue.conversation),
    "identity": (9, _several(identity.exchange, 2, 5)),
    "passing": (4, _several(passing.exchange, 2, 5)),
    "small_talk": (7, _several(_small_talk, 3, 7)),
    "how_to": (11, _several(lambda random, _: howto.exchange(random), 2, 6)),
    "gaps": (30, _several(_gaps, 2, 5)),
    "languages": (5, _several(lambda random, _: foreign.exchange(random), 1, 4, typed=False)),
    "pasted": (5, _several(lambda random, _: pasted.exchange(random), 1, 2, typed=False)),
    "basics": (70, mixed.conversation),
    "spelling": (10, _several(lambda random, _: _spelling(random), 5, 12, typed=False)),
    "copying": (3, _several(lambda random, _: _copying(random), 2, 6, typed=False)),
}


def conversation(random: Random) -> Conversation:
    """One conversation of a skill that chance picks by weight."""
    skills = tuple(LESSONS)
    skill = random.choices(skills, [LESSONS[name][0] for name in skills])[0]
    prompt, turns = LESSONS[skill][1](random)
    return Conversation(_messages(prompt, turns), skill)


def _messages(prompt: str, turns: Turns) -> tuple[Message, ...]:
    messages = [Message("system", prompt)] if prompt else []
    for said, answered in turns:
        messages += (Message("user", said), Message("assistant", answered))
    return tuple(messages)
