from __future__ import annotations

from random import Random

from forge_ai.training.lessons.exchanges.pasted import CODE, CODE_HELD, WISHES, WISHES_HELD, exchange, question
from forge_ai.training.lessons.questions import NOT_KNOWING
from tests.training.lessons.wordings import plainly


def test_every_answer_says_that_it_does_not_know_how():
    answers = {exchange(Random(seed))[1] for seed in range(500)}
    assert len(answers) > 4
    assert all(any(phrase in answer for phrase in NOT_KNOWING) for answer in answers)


def test_hardly_any_text_comes_twice_and_all_fit_into_the_context():
    texts = [exchange(Random(seed))[0] for seed in range(1000)]
    assert len(set(texts)) > 990
    assert max(map(len, texts)) < 900
    assert any(text.count(". ") > 6 for text in texts)


def test_no_place_is_left_open():
    for seed in range(1000):
        said = exchange(Random(seed))[0]
        assert not [place for place in ("{name}", "{town}", "{a}", "{f}", "{n}", "{day}") if place in said]


def test_the_exam_has_texts_and_wishes_of_its_own():
    assert not {plainly(text) for text in WISHES} & {plainly(text) for text in WISHES_HELD}
    assert not set(CODE) & set(CODE_HELD)
    assert not {exchange(Random(seed))[0] for seed in range(500)} & {question(Random(seed)) for seed in range(500)}
