from __future__ import annotations

from random import Random

from forge_ai.training.lessons import write_lessons
from forge_ai.training.lessons.basics import fun, unknown, words
from forge_ai.training.lessons.conversations.everyday_knowledge import without_repeats
from forge_ai.training.lessons.exchanges.jokes import JOKES


def test_the_same_wish_is_granted_by_another_treat_each_time() -> None:
    rows = [fun.in_a_row(Random(seed)) for seed in range(200)]
    assert all(len({answer for _, answer in row}) == len(row) > 1 for row in rows)
    assert sum(len({wish for wish, _ in row}) < len(row) for row in rows) > 60


def test_what_is_asked_again_is_left_out_but_a_wish_for_another_joke_is_not() -> None:
    turns = [("joke", JOKES[0]), ("Hi", "Hello!"), ("Hi", "Good day!"), ("joke", JOKES[1]), ("Again!", JOKES[0])]
    assert without_repeats(turns) == [("joke", JOKES[0]), ("Hi", "Hello!"), ("joke", JOKES[1])]


def test_no_joke_is_told_twice_in_a_conversation_unless_the_person_asks_to_hear_it_again() -> None:
    for lesson in write_lessons(5, 4000):
        if lesson.skill in ("basics", "by_the_way", "small_talk"):
            told = [one.content for one in lesson.messages if one.role == "assistant" and one.content in JOKES]
            assert len(told) == len(set(told))


def test_several_jokes_are_told_one_at_a_time() -> None:
    random = Random(9)
    for _ in range(200):
        asked = fun.several(random)
        assert asked.answer.removeprefix("One at a time. ") in fun.TREATS
        assert asked.then is not None
        assert asked.then(random).answer not in asked.answer


def test_words_without_a_rhyme_are_none_of_those_that_have_one() -> None:
    rhymed = [word for family in (*words.RHYMES, *words.MORE_RHYMES) for word in family.split()]
    assert not {*unknown.UNRHYMED} & {*rhymed}
    assert len(rhymed) == len(set(rhymed))
