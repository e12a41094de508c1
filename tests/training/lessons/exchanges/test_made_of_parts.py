from __future__ import annotations

from random import Random

from forge_ai.training.lessons.exchanges.made_of_parts import KEPT, KINDS, PARTS, bare, exchange
from tests.training.lessons.wordings import marked_wrong

EXCHANGES = [exchange(Random(seed)) for seed in range(6000)]


def test_hardly_any_message_comes_twice():
    assert len({said for said, _ in EXCHANGES}) > 0.6 * len(EXCHANGES)


def test_no_place_is_left_open_and_no_space_is_doubled():
    assert not [text for pair in EXCHANGES for text in pair if "{" in text or "  " in text]


def test_what_only_the_exam_says_is_left_to_it():
    assert len(KEPT) > 40
    assert not {bare(said) for said, _ in EXCHANGES} & KEPT


def test_what_the_exam_says_as_well_is_answered_as_it_wants():
    assert not [wrong for said, answer in EXCHANGES for wrong in marked_wrong((said,), (answer,))]


def test_who_is_mourned_comes_back_in_the_answer():
    mourning = next(made for made in KINDS if "my {kin} {died}" in made.said)
    assert any("{kin}" in answer for answer in mourning.answers)
    assert ("I'm so sorry about your grandpa. I'm here and I listen.") in {answer for _, answer in EXCHANGES}


def test_who_is_in_despair_is_sent_to_people():
    despair = next(made for made in KINDS if "{wanting} {ending}" in made.said)
    assert all("talk to somebody now" in answer for answer in despair.answers)
    said = {said for said, answer in EXCHANGES if answer in despair.answers}
    assert len(said) > 60
    assert any("kill myself" in text for text in said)


def test_who_has_a_birthday_is_wished_a_happy_one():
    assert all("Happy birthday" in answer for said, answer in EXCHANGES if "it's my birthday" in said)


def test_every_part_is_used():
    words = " ".join(text for made in KINDS for text in (*made.said, *made.answers))
    assert not {name for name in PARTS if f"{{{name}}}" not in words}


def test_marks_and_capitals_do_not_count():
    assert bare("Thank you, so much!") == bare("thank you so much")
