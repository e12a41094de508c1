from __future__ import annotations

import pytest

from forge_ai.memory.subjects import subject_asked, subject_of


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("My dog is called Rex.", "my dog called"),
        ("my dog's name is Max", "my dog called"),
        ("The user's dog is called Rex.", "my dog called"),
        ("My favourite colour is teal.", "my favourite colour"),
        ("My favorite colour is teal.", "my favourite colour"),
        ("My wife's birthday is on 3 May", "my wife's birthday"),
        ("I live in Graz.", "where i live"),
        ("I moved to Wien.", "where i live"),
        ("I'm 42 years old", "my age"),
        ("My name is Ada.", "my name"),
    ],
)
def test_a_fact_with_one_value_at_a_time_has_a_subject(text, subject):
    assert subject_of(text) == subject


@pytest.mark.parametrize(
    "text",
    [
        "My friend is called Tom.",
        "My dog is ill.",
        "I like tea.",
        "My dog is called Rex. My cat is called Tom.",
        "Is my dog called Rex",
        "",
        "my",
    ],
)
def test_what_can_be_true_of_several_has_none(text):
    assert subject_of(text) == ""


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("What is my dog called?", "My dog is called Rex."),
        ("what's the name of my dog", "My dog is called Rex."),
        ("Where do I live?", "I live in Graz."),
        ("What is my favorite colour?", "My favourite colour is teal."),
        ("When is my birthday?", "My birthday is on 3 May."),
        ("When is my wife's birthday?", "My wife's birthday is on 3 May."),
        ("Who am I?", "My name is Ada."),
        ("How old am I?", "I am 42."),
    ],
)
def test_a_question_has_the_subject_of_its_answer(question, fact):
    assert subject_asked(question) == subject_of(fact) != ""
