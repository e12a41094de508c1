from __future__ import annotations

from random import Random

from forge_ai.training.lessons.facts import Fact, distinct_facts
from forge_ai.training.lessons.owners import ME, named
from forge_ai.training.lessons.persona import NOBODY
from forge_ai.training.lessons.relations import called, person, when
from forge_ai.training.lessons.talk import NOTHING_KNOWN, Talk

DOG = Fact(called("dog"), ME, "Rex")
BOSS = Fact(person("boss"), ME, "Ida Morv")
BIRTHDAY = Fact(when("birthday", "date"), named("Anna"), "3 May")


def _talk(*facts: Fact) -> Talk:
    talk = Talk(Random(1), NOBODY)
    talk.know(list(facts))
    return talk


def test_two_facts_told_at_once_are_both_taken_up() -> None:
    talk = _talk()
    talk.tell([DOG, BOSS])
    assert talk.turns[0][1] == "Got it: your dog is called Rex and your boss is called Ida Morv."


def test_two_facts_are_told_in_one_sentence_or_in_two() -> None:
    told = set()
    for seed in range(40):
        talk = Talk(Random(seed), NOBODY)
        talk.tell([DOG, BOSS])
        told.add(" and " in talk.turns[0][0])
    assert told == {True, False}


def test_after_a_correction_only_the_newer_value_is_known() -> None:
    talk = _talk(DOG)
    talk.correct(DOG)
    (newer,) = talk.facts
    assert newer.value != "Rex"
    assert newer.value in talk.turns[0][0]
    assert talk.turns[0][1] == f"Thanks, I've updated that: your dog is called {newer.value}."


def test_everything_about_the_person_is_listed_and_nothing_about_others() -> None:
    talk = _talk(DOG, BIRTHDAY, BOSS)
    talk.list_all()
    assert talk.turns[0][1] == "I remember that your dog is called Rex and your boss is called Ida Morv."


def test_at_most_three_facts_are_listed() -> None:
    talk = _talk(*(Fact(called(noun), ME, noun.upper()) for noun in ("dog", "cat", "hen", "cow")))
    talk.list_all()
    assert "COW" not in talk.turns[0][1]


def test_nothing_is_remembered_before_anything_was_told() -> None:
    talk = _talk()
    talk.list_all()
    assert talk.turns[0][1] == NOTHING_KNOWN


def test_what_is_known_about_a_named_person_is_listed() -> None:
    talk = _talk(DOG, BIRTHDAY)
    talk.list_about(BIRTHDAY)
    assert talk.turns[0][1] == "I remember that Anna's birthday is on 3 May."


def test_a_name_leads_back_to_who_bears_it() -> None:
    talk = _talk(DOG)
    talk.who(DOG)
    assert talk.turns[0][1] == "Rex is your dog."


def test_each_fact_is_asked_for_before_one_is_asked_for_again() -> None:
    facts = distinct_facts(Random(2), 5)
    talk = _talk(*facts)
    asked = [talk.next_unasked() for _ in facts]
    assert {fact.key for fact in asked if fact} == {fact.key for fact in facts}
    assert talk.next_unasked() is None
