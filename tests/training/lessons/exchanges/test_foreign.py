from __future__ import annotations

from random import Random

from forge_ai.training.lessons.exchanges.foreign import ENGLISH_ONLY, FOREIGN, HELD, exchange


def test_every_language_gets_the_answer_that_only_english_is_spoken():
    exchanges = [exchange(Random(seed)) for seed in range(2000)]
    assert {answer for _, answer in exchanges} == set(ENGLISH_ONLY)
    assert all("English" in answer for answer in ENGLISH_ONLY)
    assert not {said for said, _ in exchanges if "{" in said or "  " in said or " ?" in said}


def test_many_wordings_of_many_scripts():
    assert len(set(FOREIGN)) == len(FOREIGN) > 100
    assert len({said for said, _ in (exchange(Random(seed)) for seed in range(2000))}) > 700
    assert any("\N{CYRILLIC SMALL LETTER A}" in text for text in FOREIGN)


def test_the_sentences_of_the_exam_are_in_no_lesson():
    said = {exchange(Random(seed))[0].casefold() for seed in range(5000)}
    assert len(set(HELD)) == len(HELD) > 40
    assert not said & {text.casefold() for text in HELD}
