from __future__ import annotations

from random import Random

from forge_ai.training.lessons.exchanges.asides import COURTESIES, EMOJI, FEELINGS, NOISES, adorned, exchange, mashed
from tests.training.lessons.wordings import kept_for_the_exam, marked_wrong, plainly


def test_no_wording_of_the_exam_is_said():
    said = {plainly(text) for one in (*COURTESIES, *FEELINGS, NOISES) for text in one.said}
    assert not said & kept_for_the_exam()


def test_nothing_is_said_twice_with_other_answers():
    said = [text.casefold() for one in (*COURTESIES, *FEELINGS, NOISES) for text in one.said]
    assert not {text for text in said if said.count(text) > 1}


def test_everything_has_several_answers():
    assert all(len(one.answers) > 1 for one in (*COURTESIES, *FEELINGS, NOISES) if "die" not in " ".join(one.said))


def test_who_is_in_despair_is_sent_to_people():
    one = next(one for one in FEELINGS if "I want to die" in one.said)
    assert all("talk to somebody" in answer for answer in one.answers)


def test_pictures_and_hit_keys_are_answered_and_come_back_in_no_answer():
    exchanges = [exchange(Random(seed)) for seed in range(2000)]
    assert any(said.strip("".join(EMOJI)) == "" for said, _ in exchanges)
    assert not {answer for _, answer in exchanges if not answer.isascii()}


def test_an_adorned_question_stays_a_question():
    texts = {adorned("Is it?", Random(seed)) for seed in range(200)}
    assert all(text.startswith("Is it?") for text in texts)
    assert len(texts) > 10


def test_hit_keys_differ():
    assert len({mashed(Random(seed)) for seed in range(100)}) > 95


def test_what_the_exam_says_as_well_is_answered_as_it_wants():
    assert not [pair for one in (*COURTESIES, *FEELINGS, NOISES) for pair in marked_wrong(one.said, one.answers)]
