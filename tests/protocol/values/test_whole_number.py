from __future__ import annotations

import pytest

from forge_ai.errors import BadInput, BadMessage, PeerFault
from forge_ai.protocol.brains.load_report import read_report
from forge_ai.protocol.conversations.personality import parse_personality
from forge_ai.protocol.values.whole_number import is_version, is_whole
from forge_ai.voice.wyoming.events import WyomingEvent, sound_of

NO_NUMBERS = [True, False, 1.0, "1", None, [1]]


@pytest.mark.parametrize("value", NO_NUMBERS)
def test_what_is_only_equal_to_a_whole_number_is_none(value):
    assert not is_whole(value)
    assert not is_version(value, 1)


def test_a_version_is_its_own_number():
    assert is_whole(-(2**70))
    assert is_version(1, 1)
    assert not is_version(2, 1)


@pytest.mark.parametrize("version", [True, 1.0])
def test_a_report_of_no_version_is_refused(version):
    with pytest.raises(PeerFault, match="as this version does"):
        read_report({"version": version, "node": "my_pc", "models": []}, "somewhere")


@pytest.mark.parametrize("text", ["true", "1.0"])
def test_a_personality_of_no_format_is_refused(text):
    with pytest.raises(BadInput, match="format"):
        parse_personality(b'{"name": "alice", "format": ' + text.encode() + b"}")


@pytest.mark.parametrize("data", [(True, 2, 1), (16_000, 2, True), (16_000, 2, 1.0)])
def test_sound_of_no_shape_is_refused(data):
    rate, width, channels = data
    with pytest.raises(BadMessage):
        sound_of(WyomingEvent("audio-chunk", {"rate": rate, "width": width, "channels": channels}, b"12"))
