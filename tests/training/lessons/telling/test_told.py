from __future__ import annotations

from random import Random

import pytest

from forge_ai.training.lessons.facts.fact import BY_KEY, Fact
from forge_ai.training.lessons.facts.owners import ME, relative
from forge_ai.training.lessons.telling.told import Told, keys_of, pick, told_fact
from forge_ai.training.lessons.words.names import is_held_out

DOG = Fact(BY_KEY["dog"], ME, "Rex")
BEN = Told(
    frozenset({"a"}), "Ben sings.", "your friend Ben sings", (("Who is Ben?", "Ben is your friend."),), short="Ben."
)


def test_a_fact_is_asked_for_answered_confirmed_and_denied():
    asked = dict(told_fact(Random(1), DOG).asked)
    assert asked["Who is Rex?"] == "Rex is your dog."
    assert "Your dog is called Rex." in asked.values()
    assert "No, your dog is called Rex." in asked.values()
    assert "Yes, your dog is called Rex." in asked.values()


@pytest.mark.parametrize(("key", "question"), [("dog", "How do I call my dog?"), ("age", "How many years am I old?")])
def test_a_fact_is_asked_for_in_other_words(key: str, question: str):
    value = "Rex" if key == "dog" else "40"
    assert question in dict(told_fact(Random(1), Fact(BY_KEY[key], ME, value)).asked)


def test_words_for_the_person_alone_are_not_used_of_others():
    asked = dict(told_fact(Random(1), Fact(BY_KEY["dog"], relative("sister"), "Rex")).asked)
    assert "How do I call my dog?" not in asked


def test_who_types_no_capitals_is_answered_without_them_but_for_the_first():
    hasty = BEN.in_haste
    assert hasty.clause == "your friend ben sings"
    assert hasty.asked == (("Who is Ben?", "Ben is your friend."),)
    assert hasty.short == "ben."


def test_who_types_capitals_alone_is_answered_with_them_in_names():
    assert BEN.in_capitals.clause == "your friend BEN sings"
    assert BEN.in_capitals.asked == (("Who is Ben?", "BEN is your friend."),)


def test_what_is_about_the_same_does_not_join():
    other = Told(frozenset({"a", "b"}), "x", "you x", ())
    assert not BEN.joins([other])
    assert BEN.joins([])


def test_facts_about_one_owner_or_of_one_kind_have_a_key_in_common():
    other = Fact(BY_KEY["dog"], ME, "Max")
    aunt, town = (Fact(BY_KEY[key], relative("aunt"), value) for key, value in (("dog", "Bo"), ("town", "Rome")))
    assert keys_of(DOG) & keys_of(other)
    assert keys_of(aunt) & keys_of(town)
    assert not keys_of(DOG) & keys_of(town)


def test_sympathy_takes_the_place_of_thanks():
    ill = Told(frozenset(), "I'm ill.", "you are ill", (), replies=("Get well soon!",))
    assert ill.thanked(Random(1)) == "Get well soon!"
    assert "you are ill" not in ill.thanked(Random(1))


def test_what_is_kept_for_the_exam_is_not_picked():
    names = ("Alma", "Bodo", "Cilla", "Dario", "Edda", "Falk", "Gesa", "Hajo", "Inga", "Jule", "Kuno", "Lore")
    names += tuple(f"{name}{end}" for name in names for end in "aeiou")
    assert any(is_held_out(name) for name in names)
    assert not any(is_held_out(pick(Random(seed), names)) for seed in range(400))


def test_right_after_it_a_pronoun_stands_for_the_owner_or_the_name():
    town = Fact(BY_KEY["town"], relative("sister"), "York")
    at_once = {pair for seed in range(200) for pair in told_fact(Random(seed), town).at_once}
    assert ("Where does she live?", "Your sister lives in York.") in at_once
    assert ("What is it called?", "Your dog is called Rex.") in {
        pair for seed in range(200) for pair in told_fact(Random(seed), DOG).at_once
    }


def test_a_name_is_somebodys_and_nobody_elses():
    asked = dict(told_fact(Random(1), DOG).asked)
    assert asked["Is Rex my dog?"] == "Yes, Rex is your dog."
    assert [answer for question, answer in asked.items() if question.startswith("Is Rex my ")].count(
        "No, Rex is your dog."
    ) == 1


def test_what_was_never_told_of_a_name_is_not_known():
    wife = Fact(BY_KEY["wife"], ME, "Ute")
    asked = {pair for seed in range(99) for pair in told_fact(Random(seed), wife).asked}
    assert ("How old is Ute?", "I don't know how old Ute is. You haven't told me.") in asked


def test_what_is_supposed_is_confirmed_or_denied():
    asked = {pair for seed in range(200) for pair in told_fact(Random(seed), DOG).asked}
    assert ("My dog is called Rex, isn't it?", "Yes, your dog is called Rex.") in asked
    assert "My dog is called Rex?" not in {said for said, _ in asked}  # which is told when the mark is left out
    assert any(
        said.startswith("My dog is called ") and answer == "No, your dog is called Rex." for said, answer in asked
    )
