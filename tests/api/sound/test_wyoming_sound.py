from __future__ import annotations

import pytest

from forge_ai.api.sound.wyoming_sound import HeldSound, SharedRoom
from forge_ai.errors import BadSound, EngineBusy
from forge_ai.limits import MIB, WYOMING_CONNECTIONS, WYOMING_SOUND_BYTES_OF_ONE
from forge_ai.voice.audio.sound import FRAME_BYTES


def test_all_visitors_together_hold_little_and_everybody_may_say_a_sentence():
    room = SharedRoom()
    visitors = [HeldSound(room) for _ in range(WYOMING_CONNECTIONS)]
    refused = 0
    for visitor in visitors:
        try:
            for _ in range(27):
                visitor.add(bytes(MIB))
        except EngineBusy:
            refused += 1
    assert refused == WYOMING_CONNECTIONS - 1
    for visitor in visitors[1:]:
        visitor.add(bytes(WYOMING_SOUND_BYTES_OF_ONE))
    assert sum(map(len, visitors)) < 70 * MIB


def test_room_that_was_given_back_is_there_for_the_next_one():
    room = SharedRoom(own=10, shared=20)
    first, second = HeldSound(room), HeldSound(room)
    first.add(bytes(30))
    with pytest.raises(EngineBusy):
        second.add(bytes(11))
    first.clear()
    second.add(bytes(30))
    second.clear()
    first.add(bytes(30))


def test_sound_that_is_too_long_is_forgotten():
    held = HeldSound(SharedRoom(shared=100 * MIB))
    with pytest.raises(BadSound, match="15 minutes"):
        for _ in range(30):
            held.add(bytes(MIB))
    assert len(held) == 0


def test_sound_comes_out_as_it_went_in():
    held = HeldSound(SharedRoom())
    samples = bytes(range(256)) * 1000
    held.add(samples)
    frames = b"".join(held.frames())
    assert frames[: len(samples)] == samples
    assert len(frames) % FRAME_BYTES == 0
