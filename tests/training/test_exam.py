from __future__ import annotations

import subprocess
import sys

import pytest

from forge_ai.protocol.values.chat import Message
from forge_ai.training.exam import ExamReport, Question, flows, mark, sit, variety, write_exam
from forge_ai.training.lessons.words.names import is_held_out

ASKED = (Message("user", "What is my dog called?"),)
FACT = Question("facts", ASKED, ("Rex",), (), ("Tilda", "the blue box"))
UNKNOWN = Question("abstaining", ASKED, (), ("don't know", "haven't told"), ("Tilda",))


@pytest.mark.parametrize(
    ("question", "answer", "right"),
    [
        (FACT, "Your dog is called Rex.", True),
        (FACT, "your dog is called rex", True),
        (FACT, "Your dog is called  Rex!", True),
        (FACT, "Your dog is called Rexona.", False),
        (FACT, "Your dog is called Rex or Tilda.", False),
        (FACT, "Rex is in the blue box.", False),
        (FACT, "I don't know.", False),
        (FACT, "", False),
        (FACT, "   ", False),
        (UNKNOWN, "I don't know what your cat is called.", True),
        (UNKNOWN, "I don\N{RIGHT SINGLE QUOTATION MARK}t know that.", True),
        (UNKNOWN, "You haven't told me.", True),
        (UNKNOWN, "I don't know. Perhaps Tilda?", False),
        (UNKNOWN, "Your cat is called Rex.", False),
        (UNKNOWN, "", False),
    ],
)
def test_answers_are_marked_by_the_words_in_them(question: Question, answer: str, *, right: bool) -> None:
    assert mark(question, answer) is right


def test_the_same_seed_gives_the_same_exam() -> None:
    assert write_exam(1, 10) == write_exam(1, 10)
    assert write_exam(1, 10) != write_exam(2, 10)


def test_the_exam_has_every_skill_and_a_tenth_as_many_conversations() -> None:
    skills = [question.skill for question in write_exam(1, 20)]
    assert {skill: skills.count(skill) for skill in skills} == {
        "facts": 20,
        "abstaining": 20,
        "belongings": 20,
        "identity": 20,
        "small_talk": 20,
        "how_to": 20,
        "gaps": 20,
        "basics": 20,
        "basics: does not know": 20,
        "follow-ups": 20,
        "two at once": 20,
        "other languages": 20,
        "long texts": 20,
        "conversation": 2,
    }


def test_facts_are_asked_with_values_that_no_lesson_has_and_that_stand_in_the_conversation() -> None:
    for question in write_exam(3, 150):
        if question.skill == "facts":
            (value,) = question.must_contain
            said = "\n".join(message.content for message in question.messages).casefold()
            assert is_held_out(value)
            assert value.casefold() in said


def test_most_facts_have_rivals_and_the_first_value_in_sight_is_rarely_right() -> None:
    facts = [question for question in write_exam(4, 200) if question.skill == "facts"]
    assert sum(bool(question.must_not_contain) for question in facts) > 160


def test_the_answer_to_a_question_to_abstain_from_names_none_of_the_known_values() -> None:
    for question in write_exam(5, 100):
        if question.skill == "abstaining":
            assert not any(mark(question, f"I don't know. {value}") for value in question.must_not_contain)


def test_a_parrot_and_a_shrug_fail_where_they_should() -> None:
    questions = [question for question in write_exam(6, 60) if question.skill != "conversation"]
    parrot = sit(questions, lambda messages: messages[-1].content)
    shrug = sit(questions, lambda _: "I don't know. You haven't told me.")
    babble = sit(questions, lambda messages: " ".join(message.content for message in messages))
    shares = {
        name: {score.skill: score.share for score in report.scores}
        for name, report in {"parrot": parrot, "shrug": shrug, "babble": babble}.items()
    }
    assert shares["parrot"]["facts"] == shares["shrug"]["facts"] == 0
    assert shares["babble"]["facts"] < 0.25
    assert shares["parrot"]["abstaining"] == 0
    assert shares["babble"]["abstaining"] < 0.1
    assert shares["shrug"]["how_to"] == shares["shrug"]["small_talk"] == shares["shrug"]["identity"] == 0


def test_a_conversation_is_led_for_ten_turns_by_one_who_speaks_for_both_sides() -> None:
    (question,) = [question for question in write_exam(7, 1) if question.skill == "conversation"]
    heard: list[tuple[Message, ...]] = []

    def answer(messages: tuple[Message, ...]) -> str:
        heard.append(messages)
        return f"turn {len(heard)} of many words that differ {len(heard) * 7} times {len(heard) * 13}"

    sit([question], answer)
    assert len(heard) == 10
    assert heard[0] == question.messages
    assert heard[1][0].content == question.partner
    assert [message.role for message in heard[9][1:]] == ["user", "assistant"] * 4 + ["user"]
    assert heard[9][-1].content.startswith("turn 9 ")


@pytest.mark.parametrize(
    ("turns", "flowing"),
    [
        (["I like the sea.", "The sea is wide and deep.", "Do you swim in summer?"], True),
        (["I like the sea.", "The sea is wide.", "i like  the sea."], False),
        (["I like the sea.", "", "The sea is wide."], False),
        (["a b c a b c a b c a b c", "d e f g h"], False),
    ],
)
def test_a_conversation_flows_when_nothing_comes_back(turns: list[str], *, flowing: bool) -> None:
    assert flows(turns) is flowing


def test_variety_is_the_share_of_different_runs_of_three_words() -> None:
    assert variety(["a b c d"]) == 1
    assert variety(["a b c", "a b c"]) == 0.5
    assert variety(["a b"]) == 0


def test_a_report_counts_each_skill_and_keeps_what_went_wrong() -> None:
    answers = iter(["It is Rex.", "No idea.", "I don't know."])
    report = sit([FACT, FACT, UNKNOWN], lambda _: next(answers))
    assert report.rows() == [("facts", 1, 2, "50.0 %"), ("abstaining", 1, 1, "100.0 %")]
    assert [outcome.answer for outcome in report.wrong] == ["No idea."]


def test_who_waits_hears_each_outcome_as_it_comes() -> None:
    heard: list[bool] = []
    sit([FACT, FACT], lambda _: "Rex", lambda outcome: heard.append(outcome.right))
    assert heard == [True, True]


def test_an_exam_without_questions_has_an_empty_report() -> None:
    assert sit([], lambda _: "") == ExamReport(())
    assert ExamReport(()).rows() == []


def test_the_exam_needs_no_pytorch() -> None:
    check = "import sys, forge_ai.training.exam; sys.exit('torch' in sys.modules or 'transformers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_the_world_is_asked_for_also_below_facts_that_nobody_asked_for():
    asked = [question for question in write_exam(3, 60) if question.skill == "gaps"]
    below = sum("remember" in question.messages[0].content for question in asked if len(question.messages) > 1)
    assert 15 < below < 45
