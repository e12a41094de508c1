from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.errors import BadMessage
from forge_ai.voice.audio.sound import Sound
from forge_ai.voice.wyoming.events import EventReader, WyomingEvent, sound_chunks, sound_of

TEXTS = st.text(max_size=20)
EVENTS = st.builds(
    WyomingEvent, TEXTS, st.dictionaries(TEXTS, st.integers() | TEXTS, max_size=3), st.binary(max_size=40)
)


@given(st.lists(EVENTS, max_size=4), st.integers(1, 50))
def test_events_travel_in_whatever_pieces(events, size):
    reader, found = EventReader(), []
    data = b"".join(event.encoded() for event in events)
    for start in range(0, len(data), size):
        found += reader.feed(data[start : start + size])
    assert found == events


@given(st.binary(max_size=200))
def test_any_bytes_are_events_or_the_named_error(data):
    try:
        for event in EventReader().feed(data + b"\n"):
            assert isinstance(event.kind, str)
    except BadMessage:
        pass


def test_data_in_the_line_itself_counts_as_well():
    (event,) = EventReader().feed(b'{"type": "transcript", "data": {"text": "hi"}}\n')
    assert event.text() == "hi"


@pytest.mark.parametrize("fields", [{}, {"rate": "x"}, {"rate": 16_000, "width": 4, "channels": 1}, {"rate": 1}])
def test_sound_of_another_kind_is_refused(fields):
    with pytest.raises(BadMessage):
        sound_of(WyomingEvent("audio-chunk", fields, b"\0" * 8))


def test_sound_survives_its_chunks():
    sound = Sound(22_050, bytes(range(250)) * 40)
    assert b"".join(sound_of(event).samples for event in sound_chunks(sound)) == sound.samples
