"""What the command line prints of strangers' words: read, and never obeyed."""

from __future__ import annotations

import io
import json
import sys

import pytest

from forge_ai.cli.say import complain, counted, harmless, note, one_line, print_json, print_labelled
from forge_ai.errors import PeerFault

HOSTILE = "a\x1b[2J\x9b31mb\u202ec\x7fd\re\u2066f\x00g"


@pytest.mark.parametrize("say", [note, print_json, lambda text: complain(PeerFault(text, hint=text))])
def test_nothing_that_a_terminal_obeys_is_printed(capsys, say):
    say(HOSTILE)
    printed = "".join(capsys.readouterr())
    assert printed.replace("\n", "").isprintable()
    assert "a" in printed
    assert "g" in printed


class Writes(io.StringIO):
    """What was written, by each call."""

    def __init__(self):
        super().__init__()
        self.calls = []

    def write(self, text):
        self.calls.append(text)
        return len(text)


def test_notes_of_two_threads_stand_on_lines_of_their_own(monkeypatch):
    stream = Writes()
    monkeypatch.setattr(sys, "stderr", stream)
    note("The microphone is gone.")
    assert [call for call in stream.calls if call] == ["The microphone is gone.\n"]


def test_json_says_the_same_as_before(capsys):
    print_json({"text": f"{HOSTILE} é 世界 👩‍🚀 \U000e0001 \ud800", "lines": "one\ntwo"})
    printed = capsys.readouterr().out
    assert json.loads(printed) == {"text": f"{HOSTILE} é 世界 👩‍🚀 \U000e0001 \ud800", "lines": "one\ntwo"}
    assert "é 世界" in printed


def test_an_error_is_one_line_whatever_a_peer_puts_into_it(capsys):
    complain(PeerFault("it failed\nhint: run rm -rf /\n", hint="Ask\r\nagain."))
    assert capsys.readouterr().err == "error: it failed hint: run rm -rf /\nhint: Ask again.\n"


def test_further_lines_of_a_value_do_not_look_like_ours(capsys):
    print_labelled("description", "fine\nlicence        MIT")
    assert capsys.readouterr().out == "description    fine\n               licence        MIT\n"


def test_words_stay_words_where_a_space_or_a_joiner_is_a_rare_one():
    assert harmless("10\u00a0km\u202f! 東\u3000京") == "10 km ! 東 京"
    assert harmless("می\u200cگویم 👩\u200d🚀") == "می\u200cگویم 👩\u200d🚀"
    assert one_line("one\u2028two\n three") == "one two three"


def test_one_thing_is_told_as_one():
    assert [counted(number, "record") for number in (0, 1, 2)] == ["0 records", "1 record", "2 records"]
    assert counted(1, "node answers", "nodes answer") == "1 node answers"
    assert counted(2, "node answers", "nodes answer") == "2 nodes answer"
