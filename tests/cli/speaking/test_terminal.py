"""What a spoken conversation shows on a terminal."""

from __future__ import annotations

from tests.terminals import drawn

NOISE = """
from forge_ai.cli.speaking.talk import Terminal
from forge_ai.voice.talking.loop_options import State
screen = Terminal()
screen.state(State.LISTENING)
screen.heard("a fan", final=False)
screen.state(State.WAITING)
"""


def test_what_was_taken_for_words_and_was_none_goes_away():
    assert drawn(80, NOISE, kind="xterm").partition("you> a fan")[2] == "\r\x1b[K"
