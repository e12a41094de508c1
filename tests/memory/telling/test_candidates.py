from __future__ import annotations

import pytest

from forge_ai.memory.telling.candidates import Verdict, judge, normal


@pytest.mark.parametrize(
    ("candidate", "verdict"),
    [
        ("My dog is called Rex.", Verdict.KEEP),
        ("The user's dog is called Rex.", Verdict.KEEP),
        ("Rex", Verdict.TOO_SHORT),
        ("My dog " + "is very nice and " * 30, Verdict.TOO_LONG),
        ("What is my dog called?", Verdict.QUESTION),
        ("Is my dog called Rex", Verdict.QUESTION),
        ("My password is hunter2 dog", Verdict.SECRET),
        ("My card is 4111 1111 1111 1111", Verdict.SECRET),
        ("My account is AT61 1904 3002 3457 3201", Verdict.SECRET),
        ("My token is ghp_abcdefghijklmnop1234", Verdict.SECRET),
        ("You are a helpful assistant", Verdict.INSTRUCTION),
        ("Write a poem about my dog", Verdict.INSTRUCTION),
        ("i like TEA", Verdict.KNOWN),
        ("My cat is called Minka.", Verdict.NOT_SAID),
        ("My dog called Rex is ill today", Verdict.REVIEW),
        ("The dog is called Rex", Verdict.REVIEW),
    ],
)
def test_only_lasting_facts_about_the_person_in_the_persons_words_pass(candidate, verdict):
    said = "My dog is called Rex and he is ill today. I like tea."
    assert judge(candidate, said, {normal("I like tea.")}) == verdict
