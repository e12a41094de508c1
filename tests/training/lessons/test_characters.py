from __future__ import annotations

import pytest

from forge_ai.assistant.interplay import measure
from forge_ai.protocol.conversations.dialogue import Turn
from forge_ai.protocol.conversations.transcript import Transcript
from forge_ai.training.lessons.characters import ALICE, BOB, CHARACTERS, lessons_of


def said_by(character, conversations=200):
    """What a character says in its own lessons, without those that it shares with the starter."""
    return [
        message.content
        for lesson in lessons_of(character)(1, conversations)
        if lesson.skill == character.name
        for message in lesson.messages
        if message.role == "assistant"
    ]


@pytest.mark.parametrize("character", CHARACTERS, ids=lambda character: character.name)
def test_lessons_are_the_same_for_the_same_seed_and_take_turns(character):
    one, other = list(lessons_of(character)(3, 20)), list(lessons_of(character)(3, 20))
    assert one == other
    for lesson in one:
        roles = [message.role for message in lesson.messages if message.role != "system"]
        assert roles == ["user", "assistant"] * (len(roles) // 2)


@pytest.mark.parametrize("character", CHARACTERS, ids=lambda character: character.name)
def test_most_lessons_tell_the_character_who_it_is(character):
    prompts = [lesson.messages[0] for lesson in lessons_of(character)(1, 200) if lesson.skill == character.name]
    told = [prompt.content for prompt in prompts if prompt.role == "system"]
    assert len(told) > 0.8 * len(prompts)
    assert set(told) == {character.prompt.replace("{name}", character.name)}


def test_the_characters_differ_by_the_measures():
    turns = [Turn(one.name, text) for one in (ALICE, BOB) for text in said_by(one)]
    alice, bob = measure(Transcript(("alice", "bob"), "", tuple(turns))).speakers
    assert alice.questions_per_turn > 1.0
    assert bob.questions_per_turn == 0.0
    assert alice.words_per_turn > 2 * bob.words_per_turn
    assert alice.exclamations_per_turn > 1.0
    assert bob.exclamations_per_turn == 0.0
