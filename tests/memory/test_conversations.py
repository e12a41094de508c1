from __future__ import annotations

from datetime import timedelta

import pytest

from forge_ai.errors import UnknownMemory
from forge_ai.protocol.values.chat import Message
from forge_ai.testing.manual_clock import ManualClock
from tests.memory.devices import TODAY, sync

TALK = [Message("user", "My dog is called Rex."), Message("assistant", "What a good name.")]


def test_a_conversation_goes_on_on_another_device(device, other):
    conversation = device.memory.conversations.begin()
    device.memory.conversations.say(conversation, TALK, "my_pi")
    sync(device, other)
    assert other.memory.conversations.messages(conversation) == TALK
    other.memory.conversations.say(conversation, [Message("user", "Thank you.")], "my_pc")
    sync(device, other)
    assert device.memory.conversations.messages(conversation) == [*TALK, Message("user", "Thank you.")]


def test_a_blank_message_writes_nothing(device, other):
    """A commit without records would give a new mark to the last write, as only a copied folder does."""
    device.tell("My dog is called Rex.")
    sync(device, other)
    before = device.memory.replica.vector()
    assert device.memory.conversations.say(device.memory.conversations.begin(), [Message("assistant", " \n")]) == []
    sync(device, other)
    assert device.memory.replica.vector() == other.memory.replica.vector() == before


def test_the_list_shows_how_conversations_begin_the_last_one_first(device):
    for words in ("First", "Second " * 30):
        device.clock.advance(60)
        device.memory.conversations.say(device.memory.conversations.begin(), [Message("user", words)])
    second, first = device.memory.conversations.outlines()
    assert (first.title, first.messages) == ("First", 1)
    assert len(second.title) == 60


def test_of_conversations_held_in_one_millisecond_the_later_one_comes_first(device):
    begun = [device.memory.conversations.begin() for _ in range(10)]
    for conversation in begun:
        device.memory.conversations.say(conversation, TALK)
    assert device.memory.conversations.newest(10) == begun[::-1]


def with_clock(device, days):
    """The same device, started again while its clock is so far from the right time."""
    device.memory.close()
    device.clock = ManualClock(TODAY + timedelta(days=days))
    device.open()


@pytest.mark.parametrize("days", [-20_000, -365, 3650])
def test_what_is_said_comes_last_whatever_the_clock_says(device, other, days):
    """A Pi has no clock of its own: without a network it starts at any time."""
    conversation = device.memory.conversations.begin()
    device.memory.conversations.say(conversation, TALK)
    with_clock(device, days)
    device.memory.conversations.say(conversation, [Message("user", "Is he old?"), Message("assistant", "Yes.")])
    with_clock(device, 1)
    device.memory.conversations.say(conversation, [Message("user", "Thank you.")])
    sync(device, other)
    words = [*(message.content for message in TALK), "Is he old?", "Yes.", "Thank you."]
    for one in (device, other):
        assert [message.content for message in one.memory.conversations.messages(conversation)] == words


def test_a_conversation_that_was_held_by_a_clock_far_ahead_is_not_the_newest_for_years(device):
    with_clock(device, 3650)
    future = device.memory.conversations.begin()
    device.memory.conversations.say(future, TALK)
    with_clock(device, 0)
    present = device.memory.conversations.begin()
    device.memory.conversations.say(present, TALK)
    assert device.memory.conversations.newest(2) == [present, future]
    device.clock.advance(60)
    device.memory.conversations.say(future, TALK)
    assert device.memory.conversations.newest(2) == [future, present]


def test_a_conversation_is_found_by_the_end_of_its_identity(device):
    conversation = device.memory.conversations.begin()
    device.memory.conversations.say(conversation, TALK)
    assert device.memory.conversations.find(conversation[-8:]) == conversation
    for ending in ("", "zz", "ffffffff", "\ud800"):
        with pytest.raises(UnknownMemory):
            device.memory.conversations.find(ending)


def test_a_forgotten_conversation_is_gone_everywhere(device, other):
    conversation = device.memory.conversations.begin()
    device.memory.conversations.say(conversation, TALK)
    sync(device, other)
    assert device.memory.conversations.forget(conversation) == 2
    sync(device, other)
    assert other.memory.conversations.outlines() == []
    assert other.memory.words.messages("Rex", 5) == []


def test_what_was_said_can_be_searched_and_is_no_fact(device):
    device.memory.conversations.say(device.memory.conversations.begin(), TALK)
    assert [hit.record.text for hit in device.memory.words.messages("good name", 5)] == ["What a good name."]
    assert device.memory.recall.lines("What is my dog called?") == []
