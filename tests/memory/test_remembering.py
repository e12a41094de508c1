from __future__ import annotations

import pytest

from forge_ai.memory.remembering import as_sentence, asked_to_remember, plainly_told


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


@pytest.mark.parametrize(
    ("message", "fact"),
    [
        ("my dog is called Rex", "My dog is called Rex."),
        ("I live in Graz.", "I live in Graz."),
        ("Hi! My name is Anna.", "My name is Anna."),
        ("good evening there,\nI live in Graz", "I live in Graz."),
        ("Hi there!", ""),
        ("My dog is called what?", ""),
        ("Tell me a story. My dog is called Rex.", ""),
        ("The weather is nice.", ""),
    ],
)
def test_a_plain_statement_about_oneself_is_told(message, fact):
    assert plainly_told(message) == fact


def test_a_sentence_keeps_the_persons_words():
    assert as_sentence("  i like\n tea ") == "I like tea."


def test_megabytes_are_not_searched_for_a_plain_statement():
    assert plainly_told("My dog is called" + " " * 100 + "Rex.")
    assert not plainly_told("My dog is called" + " " * 8_000_000 + "Rex.")
