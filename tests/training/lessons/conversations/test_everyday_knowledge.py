from __future__ import annotations

import re
from random import Random

import pytest

from forge_ai.training.exam import Question, mark, write_exam
from forge_ai.training.lessons.basics import claims, fun, games, stories, unknown, what_is
from forge_ai.training.lessons.basics.asked import Asked, Asker
from forge_ai.training.lessons.basics.definitions import DEFINED
from forge_ai.training.lessons.basics.persons import FAVOURITES, FAVOURITES_HELD, MINE, MINE_HELD, not_told
from forge_ai.training.lessons.basics.single import WHYS as ANSWERED
from forge_ai.training.lessons.conversations.everyday_knowledge import KNOWN, addressed, conversation
from forge_ai.training.lessons.exchanges.gaps import SUBJECTS, WHYS
from forge_ai.training.lessons.question import stands_in

TAUGHT = [asker for _, askers in KNOWN.values() for asker in askers]
ALL = [*TAUGHT, *unknown.ASKERS]


def is_right(asked: Asked) -> bool:
    return mark(Question("basics", (), asked.sought, asked.any_of), asked.answer)


@pytest.mark.parametrize("asker", ALL)
def test_whatever_is_asked_its_own_answer_is_right(asker: Asker) -> None:
    random = Random(1)
    for held_out in (False, True):
        for _ in range(60):
            asked = asker(random, held_out=held_out)
            assert is_right(asked), asked
            assert asked.sought or asked.any_of
            assert "{" not in asked.question + asked.answer
            if asked.then:
                assert is_right(asked.then(random))


def test_what_is_known_is_never_shrugged_at_and_what_is_not_known_always() -> None:
    random = Random(2)
    for asker in ALL:
        for _ in range(40):
            answer = asker(random).answer
            assert bool(re.search("don't know|too big", answer)) is (asker in unknown.ASKERS), answer


def test_the_exam_has_wordings_of_its_own() -> None:
    random = Random(3)
    taught = {asker(random).question for asker in TAUGHT for _ in range(150)}
    kept = [asker(random, held_out=True).question for asker in TAUGHT for _ in range(5)]
    assert sum(question in taught for question in kept) < 0.06 * len(kept)


def test_a_word_or_a_why_with_an_answer_is_not_among_those_without() -> None:
    explained = {word for word, _ in (*DEFINED, *what_is.THING.rows)}
    assert not {*SUBJECTS, *unknown.HARD_WORDS, *unknown.HARD_WORDS_HELD} & explained
    assert not {*WHYS, *unknown.UNKNOWN_WHYS_HELD} & {reason for reason, *_ in ANSWERED}


def test_what_the_person_has_told_of_the_world_is_the_answer() -> None:
    random = Random(4)
    for _ in range(200):
        one = claims.some_claim(random)
        assert one.value in one.told(random)
        assert one.value in one.answer
        assert one.clause in one.thanked(random)


def test_what_is_the_persons_own_is_not_known() -> None:
    random = Random(5)
    for _ in range(200):
        asked = not_told(random, known="planet")
        assert asked.answer.startswith("I don't know ")
        assert asked.answer.endswith("You haven't told me.")
        assert "favourite planet" not in asked.question
    assert not set(FAVOURITES) & set(FAVOURITES_HELD)
    assert not set(MINE) & set(MINE_HELD)


def test_a_riddle_is_solved_by_its_own_answer() -> None:
    random = Random(6)
    for _ in range(300):
        asked = games.riddle(random)
        assert asked.then is not None
        solved = asked.then(random)
        answer = dict(games.RIDDLES)[asked.answer]
        assert answer in solved.answer
        if solved.answer.startswith("Right"):
            assert answer.split(" ", 1)[-1].lower() in solved.question.lower()
        if solved.answer.startswith("No,"):
            assert not stands_in(answer, solved.question)


def test_who_wins_at_rock_paper_scissors_is_told_as_it_is() -> None:
    random = Random(7)
    for _ in range(100):
        for said, answered in games.rock_paper_scissors(random)[1:]:
            theirs = next(thing for thing in games.THINGS if thing in said.lower())
            mine = answered.split(".")[0].removeprefix("I take ")
            assert ("you win" in answered) is (games.BEATS[theirs] == mine)
            assert ("I win" in answered) is (games.BEATS[mine] == theirs)


def test_a_story_has_the_name_that_the_person_gave() -> None:
    random = Random(8)
    for _ in range(200):
        text = stories.story(random, "dog", "Zorvax")
        assert "dog called Zorvax" in text
        assert "{" not in text


def test_a_conversation_asks_nothing_twice_but_for_another_joke() -> None:
    for seed in range(1000):
        _, turns = conversation(Random(seed))
        asked = [said for said, answered in turns if answered not in fun.TREATS]
        assert turns
        assert len(asked) == len(set(asked))


def test_a_shrug_and_a_parrot_know_nothing_of_the_world() -> None:
    known = [question for question in write_exam(9, 200) if question.skill == "basics"]
    assert not any(mark(question, "I don't know that. You haven't told me.") for question in known)
    assert sum(mark(question, question.messages[-1].content) for question in known) < 0.04 * len(known)


def test_an_answer_out_of_thin_air_fails_where_nothing_is_known() -> None:
    unknown_ones = [question for question in write_exam(9, 100) if question.skill == "basics: does not know"]
    for made_up in ("The capital is Paris.", "It was in 1954.", "12 times 13 is 156."):
        assert not any(mark(question, made_up) for question in unknown_ones)


def test_a_question_that_has_an_answer_is_never_among_those_that_have_none() -> None:
    random = Random(10)
    known = {asker(random).question for asker in TAUGHT for _ in range(400)}
    unknown_ones = {asker(random).question for asker in unknown.ASKERS for _ in range(400)}
    assert not known & unknown_ones
    drawn = {unknown.untaught_word(random, held_out=False) for _ in range(5000)}
    assert not drawn & unknown.TAUGHT_WORDS


def test_a_question_may_come_with_a_few_words_before_or_after_it() -> None:
    asked = {addressed(Random(seed), "What is 7 times 8?") for seed in range(300)}
    assert {"Hi, what is 7 times 8?", "Hello! What is 7 times 8?", "What is 7 times 8, please?"} <= asked
    assert {addressed(Random(seed), "7x8") for seed in range(50)} == {"7x8"}
