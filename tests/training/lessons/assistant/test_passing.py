from __future__ import annotations

from random import Random

from forge_ai.training.lessons.assistant.identity import TRAITS
from forge_ai.training.lessons.assistant.passing import REMARKS, UNANSWERABLE, WISHES, exchange
from forge_ai.training.lessons.assistant.persona import NOBODY, Persona
from forge_ai.training.lessons.exchanges.howto import GUIDANCE
from forge_ai.training.lessons.exchanges.small_talk import OCCASIONS


def test_nothing_is_said_on_two_occasions():
    said = [text.casefold() for texts, _ in REMARKS for text in texts] + [text.casefold() for text in UNANSWERABLE]
    assert len(said) == len(set(said))


def test_the_wordings_kept_for_the_exam_are_not_said():
    held = {text for kind in (*OCCASIONS, *TRAITS) for text in kind.held}
    assert not held & {text for texts, _ in REMARKS for text in texts}
    assert not held & set(UNANSWERABLE)


def test_a_wish_has_one_answer_and_it_is_one_of_the_guidance():
    wishes = [wish for texts, _ in WISHES for wish in texts]
    assert len(wishes) == len(set(wishes))
    assert {answer for _, answer in WISHES} <= {guidance.answer for guidance in GUIDANCE}
    known = {wish: guidance.answer for guidance in GUIDANCE for wish in guidance.wishes}
    assert all(known.get(wish, answer) == answer for texts, answer in WISHES for wish in texts)


def test_somebody_may_be_greeted_by_name():
    ada = Persona("Ada", "a helper", "You are Ada.")
    greeted = {exchange(Random(seed), ada)[0] for seed in range(400)}
    assert "Hello Ada!" in greeted
    assert "Hello ForgeAI!" in {exchange(Random(seed), NOBODY)[0] for seed in range(400)}
