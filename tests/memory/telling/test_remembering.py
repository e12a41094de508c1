from __future__ import annotations

import pytest

from forge_ai.memory.telling.remembering import as_sentence, asked_to_remember


@pytest.mark.parametrize(
    ("message", "fact"),
    [
        ("Remember that my dog is called Rex.", "My dog is called Rex."),
        ("please remember: my dog is called Rex", "My dog is called Rex."),
        ("Remember my dog is called Rex!", "My dog is called Rex!"),
        ("Don\N{RIGHT SINGLE QUOTATION MARK}t forget that I am allergic to nuts", "I am allergic to nuts."),
        ("Keep in mind, we meet on Mondays", "We meet on Mondays."),
        ("Can you remember that I like tea?", ""),
        ("Do you remember my dog?", ""),
        ("Remember when we went to Graz?", ""),
        ("Remember me", ""),
        ("Remember to water the plants", ""),
        ("I remember my dog", ""),
        ("remember", ""),
    ],
)
def test_only_what_is_asked_for_is_remembered(message, fact):
    assert asked_to_remember(message) == fact


def test_a_sentence_keeps_the_persons_words():
    assert as_sentence("  i like\n tea ") == "I like tea."
