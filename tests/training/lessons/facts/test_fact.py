from __future__ import annotations

from random import Random

import pytest

from forge_ai.training.lessons.facts.fact import (
    Fact,
    absent_fact,
    clashes,
    contracted,
    distinct_facts,
    fact_about,
    other_value,
    overlapping,
    owner_for,
    politely,
)
from forge_ai.training.lessons.facts.owners import ME, named, place, relative
from forge_ai.training.lessons.facts.relation_table import RELATIONS
from forge_ai.training.lessons.facts.relations import Relation, called, kept, when
from forge_ai.training.lessons.words.names import is_held_out

HOME = next(relation for relation in RELATIONS if relation.key == "town")
OWNERS = {"me": ME, "named": named("Anna"), "relative": relative("sister"), "place": place("Morvania")}


def _each_fact() -> list[Fact]:
    random = Random(2)
    return [fact_about(random, relation, OWNERS[kind]) for relation in RELATIONS for kind in relation.owners]


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: relation.key)
def test_every_wording_of_a_relation_holds_its_value_and_never_gives_it_away(relation: Relation) -> None:
    fact = fact_about(Random(1), relation, OWNERS[relation.owners[0]])
    for wording in relation.tell:
        assert fact.value in wording.format(v=fact.value, **fact.owner.told)
        assert fact.value in wording.format(v=fact.value, **fact.owner.noted)
    assert fact.value in fact.answer
    assert fact.value not in fact.ignorance
    for wording in (*relation.ask, *relation.ask_held):
        assert fact.value not in wording.format(**fact.owner.told)


def test_at_least_sixty_kinds_of_facts_are_taught_each_under_a_key_of_its_own() -> None:
    assert len({relation.key for relation in RELATIONS}) == len(RELATIONS) >= 60


def test_the_wordings_kept_for_the_exam_are_not_among_those_of_the_lessons() -> None:
    for relation in RELATIONS:
        assert relation.ask_held
        assert not set(relation.ask) & set(relation.ask_held)


def test_every_answer_begins_with_a_capital_and_ends_with_a_full_stop() -> None:
    for fact in _each_fact():
        for answer in (fact.answer, fact.ignorance, fact.correction):
            assert not answer[0].islower()
            assert answer.endswith(".")


@pytest.mark.parametrize(
    ("relation", "owner", "value", "answer", "ignorance"),
    [
        (
            called("dog"),
            ME,
            "Rex",
            "Your dog is called Rex.",
            "I don't know what your dog is called. You haven't told me.",
        ),
        (
            called("dog"),
            named("Anna"),
            "Rex",
            "Anna's dog is called Rex.",
            "I don't know what Anna's dog is called. You haven't told me.",
        ),
        (
            kept("keys", plural=True),
            relative("sister"),
            "in the tin on the desk",
            "Your sister's keys are in the tin on the desk.",
            "I don't know where your sister's keys are. You haven't told me.",
        ),
        (
            when("birthday", "date"),
            named("Tom"),
            "3 May",
            "Tom's birthday is on 3 May.",
            "I don't know when Tom's birthday is. You haven't told me.",
        ),
    ],
)
def test_my_becomes_your_and_names_stay(
    relation: Relation, owner: object, value: str, answer: str, ignorance: str
) -> None:
    fact = Fact(relation, owner, value)  # type: ignore[arg-type]
    assert (fact.answer, fact.ignorance) == (answer, ignorance)


def test_a_note_about_the_person_speaks_of_me_or_of_the_user() -> None:
    fact = Fact(called("dog"), ME, "Rex")
    notes = {fact.noted(Random(seed)) for seed in range(200)}
    assert "My dog is called Rex." in notes
    assert "The user's dog is called Rex." in notes


def test_her_and_his_follow_the_relative() -> None:
    assert relative("mother").told["their"] == "her"
    assert relative("uncle").told["their"] == "his"
    assert relative("boss").told["their"] == "their"


@pytest.mark.parametrize("held_out", [True, False])
def test_values_and_names_stay_on_their_side_of_the_line_between_lessons_and_exam(*, held_out: bool) -> None:
    random = Random(3)
    for _ in range(60):
        for fact in distinct_facts(random, 4, held_out=held_out):
            assert is_held_out(fact.value) is held_out
            assert is_held_out(other_value(random, fact).value) is held_out
            if fact.owner.kind in ("named", "place"):
                assert is_held_out(fact.owner.name) is held_out


def test_facts_of_one_conversation_can_be_told_apart() -> None:
    facts = distinct_facts(Random(4), 8)
    for number, fact in enumerate(facts):
        assert not clashes(fact, facts[:number])


def test_a_missing_fact_is_none_of_those_that_are_known() -> None:
    random = Random(5)
    for _ in range(100):
        known = distinct_facts(random, 5)
        assert absent_fact(random, known).key not in {fact.key for fact in known}


def test_a_corrected_value_does_not_contain_the_old_one() -> None:
    random = Random(6)
    for fact in distinct_facts(random, 8):
        assert not overlapping(other_value(random, fact).value, fact.value)


def test_some_combinations_of_relation_and_owner_are_kept_for_the_exam() -> None:
    kept_back = [
        relation for relation in RELATIONS if "named" in relation.owners and not relation.taught_about("named")
    ]
    assert 15 < len(kept_back) < len(RELATIONS) / 4
    random = Random(7)
    assert all(owner_for(random, relation).kind != "named" for relation in kept_back for _ in range(20))
    held = {owner_for(random, kept_back[0], held_out=True).kind for _ in range(50)}
    assert "named" in held


def test_please_stands_at_either_end_of_a_question_and_changes_nothing_else() -> None:
    asked = {politely("Tell me the name of my dog.", Random(seed)) for seed in range(50)}
    assert asked == {"Please tell me the name of my dog.", "Tell me the name of my dog, please."}
    assert politely("Who is my vet?", Random(1)) == "Who is my vet, please?"


def test_lessons_ask_politely_but_never_in_the_exams_wording() -> None:
    facts = [distinct_facts(Random(seed), 1)[0] for seed in range(400)]
    asked = [fact.asked(Random(seed)) for seed, fact in enumerate(facts)]
    held = {wording.format(**fact.owner.told) for fact in facts for wording in fact.relation.ask_held}
    assert any("lease" in question for question in asked)
    assert not held & set(asked)


def test_two_facts_stand_in_one_sentence_and_both_values_are_in_it() -> None:
    dog, home = Fact(called("dog"), ME, "Rex"), fact_about(Random(1), HOME, relative("sister"))
    said = {dog.told_with(home, Random(seed)) for seed in range(100)}
    assert f"My dog is called Rex and my sister lives in {home.value}." in said
    assert all("Rex" in text and home.value in text and (" and " in text or ", " in text) for text in said)


def test_who_has_forgotten_asks_in_words_that_the_exam_does_not_have() -> None:
    for relation in RELATIONS:
        fact = fact_about(Random(1), relation, OWNERS[relation.owners[0]])
        asked = {fact.wondered(Random(seed)) for seed in range(60)}
        held = {wording.format(**fact.owner.told) for wording in relation.ask_held}
        assert not asked & held
        assert not any(fact.value in question for question in asked)


@pytest.mark.parametrize(
    ("sentence", "short"),
    [("I am a nurse.", "I'm a nurse."), ("My name is Rex.", "My name's Rex."), ("My sister is ill.", None)],
)
def test_people_write_short_forms_half_the_time(sentence: str, short: str | None) -> None:
    said = {contracted(sentence, Random(seed)) for seed in range(50)}
    assert said == {sentence, short or sentence}
