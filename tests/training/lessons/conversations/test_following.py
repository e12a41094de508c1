from __future__ import annotations

import re
from random import Random

import pytest

from forge_ai.training.lessons.conversations.following import MAY_BE_WRONG, conversation
from forge_ai.training.lessons.conversations.talk import nearer
from forge_ai.training.lessons.exchanges.follow_ups import further
from forge_ai.training.lessons.facts.fact import BY_KEY, Fact
from forge_ai.training.lessons.facts.owners import ME, named, relative

TOWN, DOG, CAT = BY_KEY["town"], BY_KEY["dog"], BY_KEY["cat"]


@pytest.fixture(scope="module")
def talks() -> list[list[tuple[str, str]]]:
    return [conversation(Random(seed))[1] for seed in range(500)]


@pytest.mark.parametrize(
    ("fact", "last", "short"),
    [
        (Fact(CAT, ME, "Mia"), Fact(DOG, ME, "Rex"), "my cat"),
        (Fact(DOG, named("Anna"), "Ben"), Fact(DOG, ME, "Rex"), "Anna's dog"),
        (Fact(TOWN, relative("aunt"), "Oslo"), Fact(TOWN, relative("uncle"), "Rome"), "my aunt"),
        (Fact(TOWN, named("Anna"), "Oslo"), Fact(TOWN, ME, "Rome"), "Anna"),
        (Fact(TOWN, ME, "Oslo"), Fact(TOWN, named("Anna"), "Rome"), "me"),
        (Fact(TOWN, ME, "Oslo"), Fact(DOG, ME, "Rex"), ""),
        (Fact(DOG, ME, "Ben"), Fact(DOG, ME, "Rex"), ""),
    ],
)
def test_a_further_question_names_what_is_new_in_it(fact: Fact, last: Fact, short: str):
    assert nearer(fact, last) == short


def test_further_questions_are_answered_in_full(talks: list[list[tuple[str, str]]]):
    answers = [answer for turns in talks for said, answer in turns if further(said)]
    assert len(answers) > 400
    assert sum(answer.endswith("You haven't told me.") for answer in answers) > 30


def test_somebody_just_spoken_of_goes_by_a_pronoun(talks: list[list[tuple[str, str]]]):
    said = " ".join(said for turns in talks for said, _ in turns)
    assert re.search(r"And (where|what|when|who|how) [\w ]*\b(his|her|he|she)\b", said)


def test_who_doubts_an_answer_hears_from_where_it_is(talks: list[list[tuple[str, str]]]):
    assert any("You told me" in answer for turns in talks for _, answer in turns)


def test_who_knows_the_world_otherwise_is_not_told_that_it_is_kept(talks: list[list[tuple[str, str]]]):
    contradicted = [said for turns in talks for said, answer in turns if answer in MAY_BE_WRONG]
    assert len(contradicted) > 5
    assert not [said for said in contradicted if "{" in said]


def test_what_the_world_is_said_to_be_is_a_word_or_two(talks: list[list[tuple[str, str]]]):
    contradicted = [said for turns in talks for said, answer in turns if answer in MAY_BE_WRONG]
    assert all(len(said.split()) < 10 for said in contradicted)
    assert not [said for said in contradicted if re.search(r"\b(is is|'s is|comes)\b", said)]
