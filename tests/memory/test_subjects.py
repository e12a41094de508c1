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
        ("Our cat is called Minka.", "my cat called"),
        ("We live in Graz.", "where i live"),
        ("My keys are on the kitchen table.", "where my keys is"),
        ("my spare key hangs behind the blue door", "where my spare key is"),
        ("My tent is now in Bergen!", "where my tent is"),
        ("The user's car is on level 3", "where my car is"),
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
        "My flight is on Monday.",
        "My meeting is in the afternoon.",
        "My meeting is at 5 pm.",
        "My exam is in May.",
        "My course is in May 2027.",
        "My head is in the clouds.",
        "My bike is in a bad state.",
        "My oven is on the fritz.",
        "My sister is at the doctor.",
        "My password is on the note.",
        "My room is in great disorder.",
        "My shop is in trouble.",
        "My keys are in the car. My bag is in the hall.",
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
        ("What is our cat called?", "Our cat is called Minka."),
        ("Where do we live?", "We live in Graz."),
        ("Where are my keys?", "My keys are on the kitchen table."),
        ("where did i put my spare key", "My spare key hangs behind the door."),
        ("Where does my tent hang now?", "My tent hangs in the garage."),
    ],
)
def test_a_question_has_the_subject_of_its_answer(question, fact):
    assert subject_asked(question) == subject_of(fact) != ""
