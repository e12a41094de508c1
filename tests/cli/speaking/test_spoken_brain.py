"""The brain of a spoken conversation: real node, real model."""

from __future__ import annotations

from forge_ai.cli.asking.brains import open_brain
from forge_ai.cli.asking.chat_memory import ChatMemory
from forge_ai.cli.speaking.spoken_brain import SpokenBrain
from forge_ai.engines.engine import GenerationOptions
from tests.nodes import settings_for


def test_a_long_conversation_goes_on_with_what_was_said_last(tmp_path):
    settings, told = settings_for(tmp_path, name="my_pi", model="starter", context=256), []
    with (
        ChatMemory(settings) as memory,
        SpokenBrain(
            lambda: open_brain(settings, None, None, here=True, tell=told.append), GenerationOptions(calm=True), memory
        ) as brain,
    ):
        answers = ["".join(brain.ask(text)) for text in ["What is the sea?", "Tell me about the moon."] * 8]
        assert all(answers)
        assert len(brain.messages) == 32
        assert len(memory.said()) == 32
    assert len(told) == 1
    assert told[0].startswith("[The model's 256 tokens are full: it no longer sees the first ")
