from __future__ import annotations

import pytest

from forge_ai.training.lessons.facts.everyday import RELATIONS
from forge_ai.training.lessons.facts.fact import Fact
from forge_ai.training.lessons.facts.owners import ME, named
from forge_ai.training.lessons.words.values import ordinal

BY_KEY = {relation.key: relation for relation in RELATIONS}


@pytest.mark.parametrize(
    ("key", "value", "told", "answer", "ignorance"),
    [
        ("like", "chess", "I like chess.", "You like chess.", "I don't know what you like. You haven't told me."),
        (
            "dislike",
            "queues",
            "I don't like queues.",
            "You don't like queues.",
            "I don't know what you don't like. You haven't told me.",
        ),
        (
            "go swimming",
            "Mondays",
            "I go swimming on Mondays.",
            "You go swimming on Mondays.",
            "I don't know when you go swimming. You haven't told me.",
        ),
        (
            "place of birth",
            "Oslo",
            "I was born in Oslo.",
            "You were born in Oslo.",
            "I don't know where you were born. You haven't told me.",
        ),
        (
            "kids",
            "Tom and Lisa",
            "My kids are called Tom and Lisa.",
            "Your kids are called Tom and Lisa.",
            "I don't know what your kids are called. You haven't told me.",
        ),
    ],
)
def test_what_i_tell_of_myself_comes_back_about_you(key: str, value: str, told: str, answer: str, ignorance: str):
    fact = Fact(BY_KEY[key], ME, value)
    assert told in [wording.format(v=value, **ME.told) for wording in fact.relation.tell]
    assert (fact.answer, fact.ignorance) == (answer, ignorance)


def test_verbs_agree_with_a_person_who_is_called_by_name():
    anna = named("Anna")
    assert Fact(BY_KEY["go swimming"], anna, "Mondays").answer == "Anna goes swimming on Mondays."
    assert Fact(BY_KEY["dislike"], anna, "queues").answer == "Anna doesn't like queues."
    assert "When does Anna go swimming?" in [ask.format(**anna.told) for ask in BY_KEY["go swimming"].ask]


@pytest.mark.parametrize(
    ("number", "word"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (22, "22nd")]
)
def test_days_of_a_month_end_as_people_write_them(number: int, word: str):
    assert ordinal(number) == word
