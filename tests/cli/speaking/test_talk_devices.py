"""`forge-ai talk` with a microphone and a loudspeaker, and with a node that dies in the middle of its answer."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from pathlib import Path

from forge_ai.testing.script import Reply, Say, Wait, say
from forge_ai.testing.scripted_engine import ScriptedEngine
from tests.cli.speaking.test_talk import recording
from tests.conftest import wait_until
from tests.programs import FORGE, invitation, run, running
from tests.voice.audio.test_devices import sound_card
from tests.voice.sounds import needs_alsa, needs_espeak, needs_sphinx, noise, spoken_sound

pytestmark = [needs_espeak, needs_sphinx, needs_alsa]


def started(home, *words, **more):
    return running((*FORGE, *words), home, stdin=subprocess.PIPE, **more)


def children_of(pid, program):
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found if program in Path(f"/proc/{child}/comm").read_text()]


def test_a_question_into_the_microphone_is_answered_by_the_loudspeaker_and_a_dead_microphone_is_told(home, tmp_path):
    heard = noise(1, -65) + spoken_sound("how are you today").at(16_000).samples + noise(3, -65)
    with started(home, "talk", "--hands-free", **sound_card(tmp_path, heard)) as process:
        lines = [process.stdout.readline(), process.stdout.readline()]
        assert lines[0] == "you> how are you today\n"
        assert lines[1].startswith("ai> ")
        wait_until(lambda: (tmp_path / "played.raw").exists() and (tmp_path / "played.raw").stat().st_size > 16_000)
        (recorder,) = children_of(process.pid, "arecord")
        os.kill(recorder, signal.SIGKILL)
        _, told = process.communicate(timeout=60)
    assert "The microphone is gone" in told
    assert "Traceback" not in told


def test_no_microphone_is_told_in_one_line(home, tmp_path):
    card = sound_card(tmp_path, b"") | {"FORGE_AI_MICROPHONE": "nowhere"}
    done = run((*FORGE, "talk", "--hands-free"), home, **card)
    assert "No microphone can be opened" in done.stderr
    assert done.returncode == 6
    assert "Traceback" not in done.stderr


def test_a_node_that_dies_in_the_middle_of_its_answer_is_said_aloud(home, tmp_path):
    broken = Reply((Say("The first sentence is here. "), Wait(threading.Event())))
    with ScriptedEngine(otherwise=lambda asked: broken if "how are you" in str(asked.fields) else say("Hi")) as engine:
        serve = ("serve", "--name", "the_pc", "--port", "0", "--model", "scripted", "--upstream", engine.url)
        with started(home, *serve) as node:
            address, _, _ = invitation(node)
            said = recording(tmp_path / "in.wav", "how are you today")
            with started(home, "talk", "--on", address, "--in", said, "--out", str(tmp_path / "out.wav")) as talking:
                assert talking.stdout.readline().startswith("you> ")
                assert talking.stdout.read(10) == "ai> The fi"
                node.kill()
                _, told = talking.communicate(timeout=60)
                assert talking.returncode == 4, told
    assert "broke off" in told
    assert (tmp_path / "out.wav").stat().st_size > 100_000  # the sentence, and why no more comes
