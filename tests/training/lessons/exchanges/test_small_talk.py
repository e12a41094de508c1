from __future__ import annotations

import pytest

from forge_ai.training.lessons.exchanges.small_talk import OCCASIONS, Occasion
from forge_ai.training.lessons.question import stands_in


@pytest.mark.parametrize("occasion", OCCASIONS, ids=lambda occasion: occasion.name)
def test_every_answer_has_a_word_that_the_exam_looks_for(occasion: Occasion) -> None:
    for answer in occasion.answers:
        assert any(stands_in(word, answer) for word in occasion.sought), answer


def test_nothing_is_said_on_two_occasions() -> None:
    said = [text for occasion in OCCASIONS for text in (*occasion.said, *occasion.held)]
    assert len(said) == len(set(said))


def test_every_occasion_has_wordings_that_only_the_exam_uses() -> None:
    for occasion in OCCASIONS:
        assert occasion.held
        assert not set(occasion.held) & set(occasion.said)
