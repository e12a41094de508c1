from __future__ import annotations

import pytest

from forge_ai.errors import UnknownMemory
from forge_ai.protocol.chat import Message
from tests.memory.devices import sync

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


def test_a_conversation_is_found_by_the_end_of_its_identity(device):
    conversation = device.memory.conversations.begin()
    device.memory.conversations.say(conversation, TALK)
    assert device.memory.conversations.find(conversation[-8:]) == conversation
    for ending in ("", "zz", "ffffffff"):
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
