"""Twenty commands, said by espeak-ng, understood by pocketsphinx, answered by a real node, and the answers heard again.

`python -m tests.together.test_spoken_commands` prints the table of docs/voice.md.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest

from forge_ai.voice.audio.sound import frames_of
from forge_ai.voice.audio.wav import read_wav
from forge_ai.voice.engines.sphinx import sphinx_listener
from forge_ai.voice.words.transcribe import transcribe
from tests.cli.speaking.test_talk import phrases, recording, talk
from tests.programs import FORGE, program
from tests.voice.sounds import needs_espeak, needs_sphinx, words

pytestmark = [needs_espeak, needs_sphinx]

COMMANDS = (
    "who are you",
    "what is your name",
    "what can you do",
    "remember that my dog is called rex",
    "what is my dog called",
    "remember that my favorite color is green",
    "what is my favorite color",
    "how are you today",
    "tell me a joke",
    "good morning",
    "thank you very much",
    "what time is it",
    "what is the capital of france",
    "how do i pair a new device",
    "how do i export a model",
    "where does my sister live",
    "forget my dog",
    "hello there",
    "good night",
    "stop",
)


def conversation(folder, commands, known=()):
    """What was heard of each command, what was answered, and the share of the answers' words that is heard again."""
    home, out = folder / "home", folder / "out.wav"
    if known:
        phrases(home, *known)
    with program((*FORGE, "serve", "--name", "my_pc", "--port", "0"), home) as (_process, address):
        said = recording(folder / "in.wav", *commands, pause=1.2)
        done = talk(home, "--on", address, "--in", said, "--out", str(out))
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    heard = [line.removeprefix("you> ") for line in lines if line.startswith("you> ")]
    answers = " ".join(line.removeprefix("ai> ") for line in lines if not line.startswith("you> "))
    return heard, answers, heard_again(out, answers)


def heard_again(file, answers):
    listener = sphinx_listener()
    try:
        sound = read_wav(file.read_bytes()).at(16_000)
        found = " ".join(segment.text for segment in transcribe(listener, frames_of(sound.samples)))
    finally:
        listener.close()
    wanted = {word for word in words(answers) if len(word) > 3}
    return len(wanted & set(words(found))) / max(1, len(wanted))


def test_four_commands_are_understood_and_answered_and_the_answers_hold_their_words(tmp_path):
    commands = ["how are you today", *COMMANDS[3:5], "good morning"]
    heard, answers, again = conversation(tmp_path, commands, known=COMMANDS)
    assert heard == commands
    assert "rex" in answers.lower()
    assert again >= 0.3


@pytest.mark.slow
def test_twenty_commands_with_and_without_the_phrases_of_the_person(tmp_path):
    for name in ("plain", "known"):
        (tmp_path / name).mkdir()
    plain, _, again = conversation(tmp_path / "plain", COMMANDS)
    known, answers, again_known = conversation(tmp_path / "known", COMMANDS, known=COMMANDS)
    assert sum(one == other for one, other in zip(plain, COMMANDS, strict=True)) >= 6
    assert sum(one == other for one, other in zip(known, COMMANDS, strict=True)) >= 17
    assert "rex" in answers.lower()
    assert min(again, again_known) >= 0.3


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("plain", "known"):
            (Path(folder) / name).mkdir()
        plain, _, again = conversation(Path(folder) / "plain", COMMANDS)
        known, _, again_known = conversation(Path(folder) / "known", COMMANDS, known=COMMANDS)
    rows = [f"| {said} | {one} | {other} |" for said, one, other in zip(COMMANDS, plain, known, strict=True)]
    rows.append(f"| answers' words heard again | {again:.0%} | {again_known:.0%} |")
    sys.stdout.write("| said | heard | heard with the phrases |\n|---|---|---|\n" + "\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
