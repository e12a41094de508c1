from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.errors import BadInput, PeerFault
from forge_ai.protocol.answers.stream import Cursor, check_stream_id


def test_events_are_given_as_they_are_completed():
    cursor = Cursor()
    assert cursor.feed(b'data: {"a"') == []
    assert cursor.feed(b":1}\n\ndata: [DONE]\n\nda") == [b'{"a":1}', b"[DONE]"]
    assert cursor.offset == len(b'data: {"a":1}\n\ndata: [DONE]\n\n')


def test_comments_do_not_count():
    cursor = Cursor()
    assert cursor.feed(b": still there\n\ndata: x\n\n: still there\n\n") == [b"x"]
    assert cursor.offset == len(b"data: x\n\n")


def test_an_event_that_grows_without_end_is_a_fault():
    with pytest.raises(PeerFault):
        Cursor(most=10).feed(b"data: 0123456789")


@pytest.mark.parametrize("text", ["", "short", "a" * 21, "a" * 65, "a" * 22 + "/", "ä" * 22, "a" * 22 + "\n"])
def test_an_id_that_is_none_is_refused(text):
    with pytest.raises(BadInput):
        check_stream_id(text)


blocks = st.lists(
    st.sampled_from([b"data: a\n\n", b"data: bb\ndata: c\n\n", b": beat\n\n", b"event: x\n\n"]), max_size=12
)


@given(blocks, st.data())
def test_a_stream_cut_anywhere_and_taken_up_again_gives_the_same_events(events, data):
    text = b"".join(event for event in events if not event.startswith(b":"))
    whole = Cursor()
    expected = whole.feed(b"".join(events))
    assert whole.offset == len(text)
    cursor, heard = Cursor(), []
    while cursor.offset < len(text):
        size = data.draw(st.integers(0, len(text) - cursor.offset))
        heard += cursor.feed(b": beat\n\n" + text[cursor.offset : cursor.offset + size])
        cursor.cut()
        if data.draw(st.booleans()):
            heard += cursor.feed(text[cursor.offset :])
    assert heard == expected
