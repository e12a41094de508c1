from __future__ import annotations

import re
from random import Random

import pytest

from forge_ai.training.lessons.conversations.two_at_once import JOINTS, JOINTS_HELD, answered, conversation, joined
from forge_ai.training.lessons.exchanges.follow_ups import FURTHER, FURTHER_HELD, further
from forge_ai.training.lessons.questions import write_exam


@pytest.fixture(scope="module")
def turns() -> list[tuple[str, str]]:
    return [turn for seed in range(1000) for turn in conversation(Random(seed))[1]]


def test_something_is_said_in_every_conversation():
    assert all(conversation(Random(seed))[1] for seed in (*range(200), 14269, 16389))  # the last two found none


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("What is .+ and of .+", r"The capital of .+ is .+\. The capital of .+"),
        (".+ and .+", r".+You haven't told me\. .+"),
        (".+", r".+\. I have no clock.+"),
        ("Who is .+ and who is .+", r".+ is your .+\. .+ is your .+"),
    ],
)
def test_two_questions_of_all_kinds_get_two_answers(turns: list[tuple[str, str]], said: str, answer: str):
    assert any(re.match(said, asked) and re.match(answer, given) for asked, given in turns)


def test_most_messages_ask_for_two_things_and_some_for_one(turns: list[tuple[str, str]]):
    sentences = [answer.count(". ") for _, answer in turns]
    assert sum(count > 0 for count in sentences) > 0.6 * len(turns)
    assert sum(count == 0 for count in sentences) > 0.1 * len(turns)


def test_the_answers_come_in_the_order_of_the_questions(turns: list[tuple[str, str]]):
    pairs = [
        (said, answer) for said, answer in turns if not answer.startswith("Got it") and answer.count(" is called ") == 2
    ]
    assert len(pairs) > 20
    for said, answer in pairs:
        first, second = (clause.split(" is called ")[0].split()[-1].casefold() for clause in answer.split(". ")[:2])
        words = said.casefold()
        if first in words and second in words and first != second:
            assert words.index(first) < words.rindex(second)


@pytest.mark.parametrize("joint", [*JOINTS, *JOINTS_HELD])
def test_two_questions_are_joined_so_that_both_can_be_read(joint: str):
    said = joined(Random(1), "What is a cat?", "Who is Ben?", (joint,))
    assert said.startswith("What is a cat")
    assert said.endswith(("Who is Ben?", "who is Ben?"))
    assert "? and" not in said


def test_who_knows_neither_says_so_once():
    first, second = "I don't know that.", "I'm a small model and I don't know that."
    assert answered([first, second]) == first
    assert answered([first, "Your cat is red."]) == f"{first} Your cat is red."
    assert answered(["One.", "Two."]) == "One. Two."


def test_what_a_further_question_names_is_found_again():
    assert further("And of Spain?") == "of Spain"
    assert further("thanks and my sister?") == "my sister"
    assert further("Ok, what about Ben?") == "Ben"
    assert further("Who is Ben?") == ""


def test_the_exam_joins_and_goes_on_in_words_of_its_own():
    assert not set(JOINTS) & set(JOINTS_HELD)
    assert not set(FURTHER) & set(FURTHER_HELD)
    both = [question for question in write_exam(2, 80) if question.skill == "two at once"]
    assert all(len(question.must_contain) >= 2 for question in both)
    assert sum(any(joint in question.messages[-1].content for joint in JOINTS_HELD) for question in both) > 20


@pytest.mark.parametrize(
    "short", ["And {}?", "Many thanks. and what about {}?", "thanks and {}, do you know that too?"]
)
def test_what_a_further_question_names_is_found_behind_its_beginning(short: str):
    assert short in FURTHER
    assert further(short.format("of Spain")) == "of Spain"


def test_two_questions_of_one_kind_in_full_get_two_answers(turns: list[tuple[str, str]]):
    plain = [(said.casefold(), answer) for said, answer in turns]
    towns = [answer for said, answer in plain if said.count("where do") == 2 or said.count("what is ") == 2]
    assert len(towns) > 20
    assert all(answer.count(".") + answer.count("?") > 1 for answer in towns)


def test_most_people_join_two_questions_by_and():
    assert sum("and" in joint.casefold() for joint in JOINTS) > len(JOINTS) / 3


def test_two_who_were_told_one_by_one_are_asked_for_in_one_word(turns: list[tuple[str, str]]):
    asked = [
        answer for said, answer in turns if re.search(r"(kids|siblings|parents|pets)\W*(called)?\W*$", said.lower())
    ]
    pairs = [
        answer for answer in asked if re.fullmatch(r"Your (\w+) is called .+\. Your (?!\1)\w+ is called .+\.", answer)
    ]
    assert len(pairs) > 15


def test_what_reckons_with_an_answer_is_no_second_question(turns: list[tuple[str, str]]):
    assert not [said for said, _ in turns if re.search(r"\d+ and (plus|minus|times|divided by) \d+\?", said)]
