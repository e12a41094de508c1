from __future__ import annotations

import pytest

from forge_ai.memory.telling.places import thing_placed, thing_sought


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("My keys are on the kitchen table.", "keys"),
        ("My dad's keys are in Oslo", "dad's keys"),
        ("my bag is now under his desk!", "bag"),
        ("My car is on level 3.", "car"),
        ("My tent hangs in our garage", "tent"),
        ("My keys are at hand.", ""),
        ("My train is in 5 minutes.", ""),
        ("My lesson is on Friday at noon.", ""),
        ("My holiday is in the summer.", ""),
        ("My PIN is in the drawer.", ""),
        ("My is in the car.", ""),
        ("Your keys are in the car.", ""),
        ("", ""),
    ],
)
def test_a_text_tells_where_a_thing_lies(text, thing):
    assert thing_placed(text) == thing


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("where are my keys", "keys"),
        ("where did i leave my bag", "bag"),
        ("where does my tent hang now", "tent"),
        ("where do i live", ""),
        ("what is my bag", ""),
    ],
)
def test_a_question_asks_where_a_thing_lies(question, thing):
    assert thing_sought(question) == thing
