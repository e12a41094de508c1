from __future__ import annotations

import re
from random import Random

from forge_ai.training.lessons.assistant.persona import NOBODY
from forge_ai.training.lessons.conversations.talk import NOTHING_KNOWN, Talk, corrected
from forge_ai.training.lessons.facts.belongings import age, colour
from forge_ai.training.lessons.facts.fact import BY_KEY, Fact, distinct_facts
from forge_ai.training.lessons.facts.owners import ME, named
from forge_ai.training.lessons.facts.relations import called, person, when

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


def test_all_that_a_node_puts_before_a_question_is_listed() -> None:
    nouns = ("dog", "cat", "hen", "cow", "pig", "goat", "duck", "pony", "sheep")
    talk = _talk(*(Fact(called(noun), ME, noun.upper()) for noun in nouns))
    talk.list_all()
    assert all(noun.upper() in talk.turns[0][1] for noun in nouns[:8])
    assert "SHEEP" not in talk.turns[0][1]


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


def test_who_asks_whether_it_is_so_hears_yes_or_no_and_what_is_so() -> None:
    answers = set()
    for seed in range(40):
        talk = Talk(Random(seed), NOBODY)
        talk.know([DOG])
        talk.check(DOG)
        ((asked, answered),) = talk.turns
        assert ("Rex" in asked) == answered.startswith("Yes")
        answers.add(answered)
    assert answers == {"Yes, your dog is called Rex.", "No, your dog is called Rex."}


def test_one_who_likes_something_may_like_more() -> None:
    like = Fact(BY_KEY["like"], ME, "chess")
    assert like.confirmation == "Yes, you like chess."
    assert like.denial == "I only know that you like chess."


def test_whether_something_is_so_may_be_asked_before_it_was_told() -> None:
    asked = []
    for seed in range(300):
        talk = _talk_of(seed, DOG)
        talk.miss()
        asked += [said for said, answered in talk.turns if answered.endswith("You haven't told me.")]
    assert any(said.startswith(("Is my ", "Is your ", "Do I ")) for said in asked)


def _talk_of(seed: int, *facts: Fact, in_haste: bool = False) -> Talk:
    talk = Talk(Random(seed), NOBODY, in_haste=in_haste)
    talk.know(list(facts))
    return talk


def test_an_introduction_is_taken_up_whole() -> None:
    talk = _talk()
    talk.introduce("Ida Morv is my boss, and I have a dog called Rex", [BOSS, DOG])
    assert talk.turns[0][1] == "Got it: your boss is called Ida Morv and your dog is called Rex."
    assert talk.facts == [BOSS, DOG]


def test_who_types_in_haste_is_answered_with_the_words_as_typed() -> None:
    talk = _talk_of(1, in_haste=True)
    talk.introduce("My dog is called Rex.", [DOG])
    said, answered = talk.turns[0]
    assert said == said.lower()
    assert "rex" in answered


def test_a_mother_may_be_asked_for_as_mum() -> None:
    mother = Fact(BY_KEY["mother"], ME, "Helga")
    answers = set()
    for seed in range(40):
        talk = _talk_of(seed, mother)
        talk.ask(mother)
        answers.add(talk.turns[0][1])
    assert answers == {"Your mother is called Helga.", "Your mum is called Helga."}


def test_nobody_is_missing_who_is_known_under_another_word() -> None:
    mother = Fact(BY_KEY["mother"], ME, "Helga")
    for seed in range(300):
        assert _talk_of(seed, mother).miss().key != (BY_KEY["mum"].key, "me")


def test_a_name_may_be_corrected_by_a_pronoun() -> None:
    wife = Fact(BY_KEY["wife"], ME, "Lea")
    said = {corrected(Random(seed), wife, short=True) for seed in range(200)}
    assert "No, she is called Lea." in said
    assert not {text for text in said if re.search(r"\bhe\b", text)}


def test_all_that_is_known_of_a_thing_is_listed_and_nothing_of_another() -> None:
    green, old, bike = (
        Fact(colour("boat"), ME, "green"),
        Fact(age("boat"), ME, "2 years"),
        Fact(colour("bike"), ME, "red"),
    )
    talk = _talk(green, old, bike, Fact(colour("boat"), named("Anna"), "blue"))
    talk.list_about_thing(green)
    talk.list_about_thing(bike)
    assert [answer for _, answer in talk.turns] == [
        "I remember that your boat is green and your boat is 2 years old.",
        "Your bike is red.",
    ]
