from __future__ import annotations

import pytest

from forge_ai.training.lessons.facts.whether import whether


@pytest.mark.parametrize(
    ("clause", "question"),
    [
        ("{own} dog is called {v}", "is {own} dog called {v}?"),
        ("{own} cats are called {v}", "are {own} cats called {v}?"),
        ("{own} doctor's appointment is on {v}", "is {own} doctor's appointment on {v}?"),
        ("{sub} live{s} in {v}", "{do} {sub} live in {v}?"),
        ("{sub} go{es} to {v}", "{do} {sub} go to {v}?"),
        ("{sub} {am} {v} years old", "{am} {sub} {v} years old?"),
        ("{sub} {was} born in {v}", "{was} {sub} born in {v}?"),
        ("{sub} {have} {v} brothers", "{do} {sub} have {v} brothers?"),
        ("{own} train leaves at {v}", "does {own} train leave at {v}?"),
    ],
)
def test_a_clause_becomes_the_question_that_it_answers(clause: str, question: str):
    assert whether(clause) == question


@pytest.mark.parametrize("clause", ["the bakery opens at {v}", "{sub} {not} like {v}"])
def test_what_nobody_would_ask_so_has_no_such_question(clause: str):
    assert whether(clause) == ""
