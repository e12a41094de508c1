from __future__ import annotations

import re
from random import Random

from forge_ai.training.lessons.exchanges.small_talk import BY_NAME
from forge_ai.training.lessons.telling.events import ACTS, Parts, told_event

EVENTS = [told_event(Random(seed)) for seed in range(1500)]
BUY = next(act for act in ACTS if act.base == "buy")


def test_an_event_comes_back_in_the_second_person():
    for event in EVENTS:
        assert event.clause.startswith("you")
        assert "@" not in f"{event.said} {event.clause} {event.asked} {event.at_once}"
        assert not re.search(r"\b(I|my|am)\b", event.clause), event.clause
        if event.said.startswith("I "):
            assert event.clause.startswith("you ")


def test_what_was_not_told_is_said_to_be_missing():
    missing = [answer for event in EVENTS for _, answer in event.asked if answer.startswith("I don't know")]
    assert missing
    assert {answer.split(".")[0] for answer in missing} == {"I don't know where", "I don't know when"}


def test_the_question_fits_the_time():
    words = ("a bike", "in the park", "", "")
    past, soon, now = (Parts(BUY, *words, tense) for tense in ("past", "soon", "now"))
    assert past.of("I", "am") == "I bought a bike in the park"
    assert past.asked("Where", "am", "I") == "Where did I buy a bike?"
    assert soon.of("my aunt", "is") == "my aunt is going to buy a bike in the park"
    assert soon.asked("What", "is", "my aunt", without="what") == "What is my aunt going to buy?"
    assert now.asked("When", "am", "I") == "When am I buying a bike?"


def test_every_event_can_be_asked_for():
    assert all(event.at_once for event in EVENTS)
    assert sum(bool(event.asked) for event in EVENTS) > 0.95 * len(EVENTS)


def test_an_event_is_news_and_thanked_for_as_the_exam_wants_it():
    sought = BY_NAME["news"].sought
    for event in EVENTS[:200]:
        assert event.replies
        assert all(event.clause in reply and any(word in reply.lower() for word in sought) for reply in event.replies)


def test_who_moved_lives_there():
    moved = [event for event in EVENTS if event.said.startswith("I moved ")]
    assert moved
    assert all(event.answer in [answer for asked, answer in event.asked if "live" in asked] for event in moved)
    assert all("town/me" in event.keys for event in moved)
