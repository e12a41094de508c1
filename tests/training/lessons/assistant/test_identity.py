from __future__ import annotations

from random import Random

import pytest

from forge_ai.training.lessons.assistant.identity import TRAITS, Trait, exchange
from forge_ai.training.lessons.assistant.persona import NOBODY, Persona, persona
from forge_ai.training.lessons.question import stands_in

ADA = Persona("Ada", "a cheerful companion", "You are Ada, a cheerful companion.")


def test_a_persona_introduces_itself_in_the_words_of_its_prompt() -> None:
    assert ADA.introduction == "I'm Ada, a cheerful companion."
    assert NOBODY.introduction == "I'm the assistant of a ForgeAI node."


def test_name_and_description_stand_in_every_system_prompt() -> None:
    for seed in range(300):
        who = persona(Random(seed))
        assert who.name in who.prompt
        assert who.description in who.prompt


@pytest.mark.parametrize("trait", TRAITS, ids=lambda trait: trait.asked[0])
@pytest.mark.parametrize("who", [ADA, NOBODY], ids=["Ada", "nobody"])
def test_every_answer_about_itself_has_a_word_that_the_exam_looks_for(trait: Trait, who: Persona) -> None:
    for answer in trait.answer(who):
        if who.name or "no name of my own" not in answer:
            assert any(stands_in(word, answer) for word in trait.sought(who)), answer


def test_exam_wordings_are_not_in_the_lessons() -> None:
    for trait in TRAITS:
        assert not set(trait.asked) & set(trait.held)


def test_what_is_asked_about_your_things_is_not_answered_as_if_they_were_mine() -> None:
    exchanges = [exchange(Random(seed), ADA) for seed in range(400)]
    own = [answer for question, answer in exchanges if answer.startswith("I have no") and "program" in answer]
    assert len(own) > 20
