from __future__ import annotations

import re
from random import Random

import pytest

from forge_ai.training.lessons import write_lessons
from forge_ai.training.lessons.facts.belongings import (
    AROUND,
    BELONGINGS,
    HABITS,
    PARKED,
    THINGS,
    THINGS_HELD,
    age,
    attributes,
    colour,
    does,
    due,
    goes,
    lies,
    make,
    material,
    price,
    size,
    stands,
    state,
)
from forge_ai.training.lessons.facts.fact import (
    OF_THE_SAME,
    THING,
    Fact,
    absent_fact,
    any_fact,
    clashes,
    fact_about,
    similar,
)
from forge_ai.training.lessons.facts.owners import ME, named, relative
from forge_ai.training.lessons.facts.relation_table import RELATIONS
from forge_ai.training.lessons.facts.relations import Relation, called, kept, person
from forge_ai.training.lessons.questions import write_exam
from forge_ai.training.lessons.words.names import is_held_out
from forge_ai.training.lessons.words.thing_values import THING_KINDS

ANNA = named("Anna")
EVERY_ONE = tuple(dict.fromkeys((*BELONGINGS, *AROUND, *HABITS)))
TOWN = next(relation for relation in RELATIONS if relation.key == "town")


@pytest.mark.parametrize(
    ("relation", "value", "told", "asked", "answer", "ignorance"),
    [
        (
            colour("boat"),
            "green",
            "My boat is green.",
            "What colour is my boat?",
            "Your boat is green.",
            "what colour your boat is",
        ),
        (size("boat"), "tiny", "My boat is tiny.", "How big is my boat?", "Your boat is tiny.", "how big your boat is"),
        (
            age("car"),
            "2 years",
            "My car is 2 years old.",
            "How old is my car?",
            "Your car is 2 years old.",
            "how old your car is",
        ),
        (
            price("car"),
            "$90",
            "I paid $90 for my car.",
            "What did my car cost?",
            "Your car cost $90.",
            "what your car cost",
        ),
        (
            make("car"),
            "a Fiat",
            "My car is a Fiat.",
            "What make is my car?",
            "Your car is a Fiat.",
            "what make your car is",
        ),
        (
            material("bag"),
            "silk",
            "My bag is made of silk.",
            "What is my bag made of?",
            "Your bag is made of silk.",
            "what your bag is made of",
        ),
        (state("bike"), "broken", "My bike is broken.", "How is my bike?", "Your bike is broken.", "how your bike is"),
        (
            stands("bike"),
            "upstairs",
            "My bike is upstairs.",
            "Where is my bike?",
            "Your bike is upstairs.",
            "where your bike is",
        ),
        (
            lies("spare key"),
            "under the mat",
            "The spare key is under the mat.",
            "Where is the spare key?",
            "The spare key is under the mat.",
            "where the spare key is",
        ),
        (
            due("flight"),
            "on Monday",
            "My flight is on Monday.",
            "When is my flight?",
            "Your flight is on Monday.",
            "when your flight is",
        ),
        (
            PARKED,
            "on level 3",
            "I parked on level 3.",
            "Where did I park?",
            "Your car is parked on level 3.",
            "where your car is parked",
        ),
        (
            does("take", "medicine", "What"),
            "aspirin",
            "I take aspirin.",
            "What do I take?",
            "You take aspirin.",
            "what you take",
        ),
        (
            does("drive", "make", "What"),
            "a Volvo",
            "I drive a Volvo.",
            "What do I drive?",
            "You drive a Volvo.",
            "what you drive",
        ),
        (
            goes("moving to", "move"),
            "Leeds in June",
            "I am moving to Leeds in June.",
            "Where am I moving to?",
            "You are moving to Leeds in June.",
            "where you are moving to",
        ),
    ],
)
def test_what_is_said_of_a_thing_or_a_habit_comes_back_about_you(
    relation: Relation, value: str, told: str, asked: str, answer: str, ignorance: str
):
    fact = Fact(relation, ME, value)
    assert told in [wording.format(v=value, **ME.told) for wording in relation.tell]
    assert asked in [wording.format(**ME.told) for wording in relation.ask]
    assert (fact.answer, fact.ignorance) == (answer, f"I don't know {ignorance}. You haven't told me.")


def test_what_is_in_my_bag_for_the_teller_is_in_your_bag_for_the_listener():
    fact = Fact(lies("charger"), ME, "in my bag")
    assert fact.answer == "The charger is in your bag."
    assert fact.confirmation == "Yes, the charger is in your bag."
    assert {"Is the charger in my bag?"} & {fact.checked(Random(seed)) for seed in range(10)}
    assert all("in my bag" in fact.told(Random(seed)) for seed in range(20))
    assert all("in my bag" in fact.noted(Random(seed)) for seed in range(20))


def test_an_anniversary_is_told_and_asked_for_by_its_date_too():
    told = {fact_about(Random(seed), due("anniversary"), ME).answer for seed in range(60)}
    assert any(re.fullmatch(r"Your anniversary is on [A-Z][a-z]+ \d+\w*\.", text) for text in told)
    assert any("next " in text or "tomorrow" in text for text in told)


def test_verbs_agree_with_a_person_who_is_called_by_name():
    assert Fact(does("study", "subject", "What"), ANNA, "law").answer == "Anna studies law."
    assert Fact(does("teach", "taught", "What"), ANNA, "art").answer == "Anna teaches art."


@pytest.mark.parametrize("relation", EVERY_ONE, ids=lambda relation: f"{relation.family} {relation.key}")
def test_every_wording_holds_its_value_and_no_question_gives_it_away(relation: Relation):
    for owner in [one for one in (ME, ANNA, relative("sister")) if one.kind in relation.owners]:
        fact = fact_about(Random(1), relation, owner)
        assert all(fact.value in wording.format(v=fact.value, **owner.told) for wording in relation.tell)
        assert fact.heard in fact.answer
        assert all(fact.value not in ask.format(**owner.told) for ask in (*relation.ask, *relation.ask_held))
    assert not set(relation.ask) & set(relation.ask_held)


def test_each_thing_has_every_attribute_so_that_none_is_learned_with_one_thing_alone():
    for noun in (*THINGS, *THINGS_HELD):
        families = {relation.value for relation in attributes(noun)}
        assert {"plain_colour", "size_of_thing", "span", "price", "material", "wrong"} <= families


@pytest.mark.parametrize("kind", THING_KINDS)
def test_every_kind_of_value_has_some_for_the_exam_and_more_for_the_lessons(kind: str):
    values = {THING_KINDS[kind](Random(seed)) for seed in range(500)}
    kept_back = {value for value in values if is_held_out(value)}
    assert 0 < len(kept_back) < len(values) / 2


def test_what_is_asked_and_was_not_told_is_often_another_attribute_of_the_same_thing():
    known = Fact(colour("boat"), ME, "green")
    missed = [absent_fact(Random(seed), [known]) for seed in range(400)]
    assert sum(THING.get(fact.relation.key) == "boat" for fact in missed) > 60
    assert called("boat").key in {fact.relation.key for fact in missed}
    assert not any(clashes(fact, [known]) for fact in missed)


def test_one_thing_is_known_by_all_tables():
    assert {"boat", "colour of the boat", "place of the boat"} <= {one.key for one in OF_THE_SAME["colour of the boat"]}
    assert {"car make", "colour of the car"} <= {one.key for one in OF_THE_SAME["car make"]}
    assert "town" not in THING


def test_the_exam_about_other_facts_has_none_of_these():
    drawn = {any_fact(Random(seed), held_out=True).relation for seed in range(1000)}
    near = {similar(Random(seed), Fact(TOWN, ME, "Oslo"), held_out=True).relation for seed in range(200)}
    assert not (drawn | near) & set(EVERY_ONE)


def test_lessons_have_them_and_never_the_things_of_the_exam():
    assert {any_fact(Random(seed)).relation for seed in range(1000)} & set(EVERY_ONE)
    texts = [message.content for lesson in write_lessons(4, 1500) for message in lesson.messages]
    assert any("boat is " in text for text in texts)
    assert not [text for text in texts if any(f"my {noun} " in text for noun in THINGS_HELD)]


def test_the_exam_asks_for_things_and_values_that_no_lesson_has():
    asked = [question for question in write_exam(3, 100) if question.skill == "belongings"]
    answered = [question for question in asked if question.must_contain]
    assert 60 < len(answered) < 95
    for question in answered:
        value = question.must_contain[0]
        told = re.sub(r"\byour\b", "my", value)
        assert is_held_out(told)
        assert told.casefold() in " ".join(one.content for one in question.messages).casefold()
    assert all("don't know" in question.any_of for question in asked if question not in answered)


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (
            Fact(TOWN, relative("sister"), "Oslo"),
            Fact(TOWN, relative("brother"), "Rome"),
            "My sister lives in Oslo and my brother in Rome.",
        ),
        (Fact(called("dog"), ME, "Rex"), Fact(called("cat"), ME, "Mia"), "My dog is called Rex and my cat Mia."),
        (
            Fact(person("boss"), ME, "Tom"),
            Fact(person("aunt"), ANNA, "Ida"),
            "My boss is called Tom and Anna's aunt Ida.",
        ),
        (
            Fact(kept("map"), ME, "in the hall"),
            Fact(kept("tent"), ME, "under the bed"),
            "My map is in the hall and my tent under the bed.",
        ),
    ],
)
def test_two_facts_of_a_kind_are_often_told_with_one_verb(first: Fact, second: Fact, joined: str):
    told = [first.told_with(second, Random(seed)) for seed in range(40)]
    assert joined in told
    assert all(second.value in text for text in told)


def test_a_person_may_speak_for_a_household():
    told = {Fact(colour("boat"), ME, "green").told(Random(seed)) for seed in range(200)}
    asked = {Fact(colour("boat"), ME, "green").asked(Random(seed)) for seed in range(200)}
    assert "Our boat is green." in told
    assert "What colour is our boat?" in asked
