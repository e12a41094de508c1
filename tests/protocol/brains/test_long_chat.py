"""A conversation that grows without end before a model that reads so many tokens and no more."""

from __future__ import annotations

from itertools import pairwise

import pytest

from forge_ai.limits import MESSAGES_PER_REQUEST
from forge_ai.protocol.brains.long_chat import LongChat
from forge_ai.protocol.values.chat import Message

CONTEXT = 1_024
SYSTEM = Message("system", "You are Ada, a pirate.")


def exchange(number, size=100):
    return [
        Message("user", f"question {number} ".ljust(size, "q")),
        Message("assistant", f"{number} ".ljust(size, "a")),
    ]


def tokens(messages):
    """As a model counts them that reads three bytes a token, with an introduction of its own."""
    return 90 + sum(len(one.content) // 3 + 4 for one in messages)


def converse(turns, chat=None, opening=(), context=CONTEXT):
    """What was shown in each turn, by the rules; an answer is counted as engines do."""
    chat, said, views = chat or LongChat(), list(opening), []
    for number in range(turns):
        asked, answered = exchange(number)
        said.append(asked)
        shown = chat.shown(said, context)
        chat.answered(shown, answered.content, tokens([*shown, answered]))
        said.append(answered)
        views.append(shown)
    return views


def test_what_fits_is_shown_whole():
    assert [len(view) for view in converse(8)] == [1, 3, 5, 7, 9, 11, 13, 15]


def test_a_conversation_of_a_hundred_turns_always_fits_with_room_for_an_answer():
    for view in converse(100):
        assert tokens(view) <= CONTEXT - CONTEXT // 8


def test_the_newest_message_is_always_shown_and_no_half_exchange():
    for number, view in enumerate(converse(60)):
        assert view[-1].content.startswith(f"question {number} ")
        assert [message.role for message in view[::2]] == ["user"] * len(view[::2])
        assert [message.role for message in view[1::2]] == ["assistant"] * len(view[1::2])


def test_the_system_prompt_stays():
    assert all(view[0] == SYSTEM and view[1].role == "user" for view in converse(60, opening=[SYSTEM]))


def test_it_is_left_out_in_steps_so_that_the_beginning_stays_the_same_for_some_turns():
    begins = [view[0] for view in converse(60)]
    changes = sum(one != other for one, other in pairwise(begins))
    assert 8 <= changes <= 60 // 3


def test_it_is_told_once():
    chat = LongChat()
    told = []
    said = []
    for number in range(60):
        asked, answered = exchange(number)
        said.append(asked)
        shown = chat.shown(said, CONTEXT)
        told.append(chat.accepted())
        chat.answered(shown, answered.content, tokens([*shown, answered]))
        said.append(answered)
    assert [line for line in told if line] == [
        "The model's 1024 tokens are full: it no longer sees the first 10 messages."
    ]


def test_a_new_conversation_begins_with_everything_and_is_told_of_again():
    chat = LongChat()
    converse(30, chat)
    assert chat.accepted()
    fresh = [Message("user", "Something else.")]
    assert chat.shown(fresh, CONTEXT) == fresh
    assert not chat.accepted()
    said = [message for number in range(100, 140) for message in exchange(number)]
    chat.shown([*said, Message("user", "Now?")], CONTEXT)
    assert chat.accepted()


def test_a_long_conversation_that_is_taken_up_is_shortened_before_anything_was_counted():
    said = [message for number in range(60) for message in exchange(number)]
    shown = LongChat().shown([*said, Message("user", "Go on.")], CONTEXT)
    assert 5 < len(shown) < 30
    assert shown[-1].content == "Go on."


def test_a_model_that_can_read_more_is_shown_more_again():
    chat = LongChat()
    converse(30, chat)
    said = [message for number in range(30) for message in exchange(number)]
    everything = [*said, Message("user", "Go on.")]
    assert len(chat.shown(everything, CONTEXT)) < len(everything)
    assert chat.shown(everything, 32_768) == everything


def test_what_was_begun_of_an_answer_stays_behind_the_newest_message():
    said = [message for number in range(60) for message in exchange(number)]
    begun = [Message("user", "Of the sea?"), Message("assistant", "The sea is")]
    assert LongChat().shown([*said, *begun], CONTEXT)[-2:] == begun


@pytest.mark.parametrize("context", [0, CONTEXT])
def test_each_refusal_leaves_out_more_until_only_the_newest_message_is_there(context):
    chat = LongChat()
    everything = [
        SYSTEM,
        *(message for number in range(20) for message in exchange(number, 20)),
        Message("user", "Now?"),
    ]
    sizes = [len(chat.shown(everything, context))]
    while chat.refused(everything):
        shown = chat.shown(everything, context)
        assert shown[0] == SYSTEM
        assert shown[1].role == "user"
        sizes.append(len(shown))
    assert sizes == sorted(set(sizes), reverse=True)
    assert sizes[-1] == 2


def test_a_refusal_by_a_model_of_unknown_size_says_so_in_words():
    chat = LongChat()
    everything = [*exchange(1), *exchange(2), *exchange(3), Message("user", "Now?")]
    chat.shown(everything, 0)
    assert chat.refused(everything)
    shown = chat.shown(everything, 0)
    left_out = len(everything) - len(shown)
    assert chat.accepted() == f"The model can read no more: it no longer sees the first {left_out} messages."


def test_a_single_message_that_is_too_long_cannot_be_shortened():
    chat = LongChat()
    alone = [SYSTEM, Message("user", "word " * 9_000)]
    assert chat.shown(alone, CONTEXT) == alone
    assert not chat.refused(alone)
    assert not chat.accepted()


def test_a_message_that_is_too_long_in_the_middle_of_a_conversation_leaves_nothing_out_of_it():
    chat = LongChat()
    converse(5, chat)
    said = [message for number in range(5) for message in exchange(number)]
    monster = [*said, Message("user", "word " * 9_000)]
    chat.shown(monster, CONTEXT)
    assert not chat.refused(monster)
    asked = [*said, Message("user", "And now?")]
    assert chat.shown(asked, CONTEXT) == asked
    assert not chat.accepted()


def test_a_second_question_that_is_longer_than_the_first_is_not_taken_for_a_full_context():
    chat = LongChat()
    first = [Message("user", "Hi")]
    chat.answered(chat.shown(first, CONTEXT), "Hello.", 250)
    said = [*first, Message("assistant", "Hello."), Message("user", "word " * 150)]
    assert chat.shown(said, CONTEXT) == said


@pytest.mark.parametrize("context", [0, 10_000_000])
def test_no_request_has_more_messages_than_a_node_takes(context):
    chat = LongChat()
    said = [message for number in range(MESSAGES_PER_REQUEST) for message in exchange(number, 20)]
    shown = chat.shown([*said, Message("user", "Now?")], context)
    assert MESSAGES_PER_REQUEST // 2 < len(shown) < MESSAGES_PER_REQUEST
    assert shown[0].role == "user"
    assert shown[-1].content == "Now?"
    assert chat.accepted().startswith("There are too many messages for the model: it no longer sees the first ")
