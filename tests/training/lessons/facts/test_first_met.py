from __future__ import annotations

from random import Random

import pytest

from forge_ai.training.lessons.facts.fact import FAMILIES, Fact, any_fact, fact_about
from forge_ai.training.lessons.facts.first_met import FIRST_MET, HAVING, MORE_ASKED, NOT_HAVING, SAME, counted, routine
from forge_ai.training.lessons.facts.owners import ME, named, relative
from forge_ai.training.lessons.facts.relation_table import RELATIONS
from forge_ai.training.lessons.facts.relations import Relation

OWNERS = {"me": ME, "named": named("Anna"), "relative": relative("sister")}
BY_KEY = {relation.key: relation for relation in RELATIONS}


@pytest.mark.parametrize("relation", [*FIRST_MET, NOT_HAVING], ids=lambda relation: relation.key)
def test_every_wording_holds_its_value_and_no_question_gives_it_away(relation: Relation):
    for kind in relation.owners:
        fact = fact_about(Random(1), relation, OWNERS[kind])
        for wording in relation.tell:
            assert fact.value in wording.format(v=fact.value, **fact.owner.told)
        assert fact.value in fact.answer
        for wording in relation.ask:
            assert fact.value not in wording.format(**fact.owner.told)


def test_the_exam_has_none_of_these_facts():
    drawn = {any_fact(Random(seed), held_out=True).relation for seed in range(2000)}
    assert not drawn & set(FIRST_MET)
    assert not {relation for relation in RELATIONS for relation in FAMILIES[relation.family]} & set(FIRST_MET)


def test_lessons_have_them():
    assert {any_fact(Random(seed)).relation for seed in range(2000)} & set(FIRST_MET)


@pytest.mark.parametrize("key", MORE_ASKED)
def test_further_wordings_are_not_those_of_the_exam(key: str):
    assert not set(MORE_ASKED[key]) & set(BY_KEY[key].ask_held)
    assert not set(MORE_ASKED[key]) & set(BY_KEY[key].ask)


@pytest.mark.parametrize(
    ("fact", "told", "answer", "ignorance"),
    [
        (
            Fact(counted("brothers"), ME, "two"),
            "I have two brothers.",
            "You have two brothers.",
            "I don't know how many brothers you have. You haven't told me.",
        ),
        (
            Fact(routine("go{es} running"), relative("mother"), "every morning"),
            "My mother goes running every morning.",
            "Your mother goes running every morning.",
            "I don't know when your mother goes running. You haven't told me.",
        ),
        (
            Fact(HAVING, ME, "a dog"),
            "I have a dog.",
            "You have a dog.",
            "I don't know whether you have a dog. You haven't told me.",
        ),
    ],
)
def test_what_i_tell_of_myself_comes_back_about_you(fact: Fact, told: str, answer: str, ignorance: str):
    assert told in [wording.format(v=fact.value, **fact.owner.told) for wording in fact.relation.tell]
    assert (fact.answer, fact.ignorance) == (answer, ignorance)


def test_the_same_person_goes_by_two_words():
    mum = Fact(BY_KEY["mum"], ME, "Helga")
    assert mum.renamed.answer == "Your mother is called Helga."
    assert mum.renamed.renamed == mum
    assert all(SAME[other] == one for one, other in SAME.items())
    dog = Fact(BY_KEY["dog"], relative("father"), "Rex")
    assert dog.renamed.answer == "Your dad's dog is called Rex."
    assert Fact(BY_KEY["dog"], ME, "Rex").renamed == Fact(BY_KEY["dog"], ME, "Rex")
