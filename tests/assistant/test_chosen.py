from __future__ import annotations

import pytest

from forge_ai.assistant.chosen import Chosen
from forge_ai.engines.engine import GenerationOptions
from forge_ai.protocol.conversations.personality import Personality

LIVELY = Chosen("starter", Personality("ada", sampling={"temperature": 0.7, "max_tokens": 60}))
VAGUE = Chosen("starter", Personality("ada"))
PLAIN = Chosen("starter")


@pytest.mark.parametrize(
    ("chosen", "asked", "wanted"),
    [
        (LIVELY, None, 0.7),
        (LIVELY, 0.0, 0.0),
        (VAGUE, None, 0.0),
        (VAGUE, 1.0, 1.0),
        (PLAIN, None, 0.0),
        (PLAIN, 0.3, 0.3),
    ],
)
def test_what_is_asked_comes_before_the_personality_and_that_before_calm(chosen, asked, wanted):
    assert chosen.options(GenerationOptions(temperature=asked, calm=True)).to_json()["temperature"] == wanted


def test_who_does_not_wish_for_calm_leaves_the_temperature_to_the_engine():
    assert "temperature" not in PLAIN.options(GenerationOptions()).to_json()
    assert PLAIN.fields({}) == {}
