import pytest

from forge_ai.training.texts.notices import typed


@pytest.mark.parametrize(
    "text",
    [
        "This message was deleted",
        "You deleted this message.",
        "Diese Nachricht wurde gelöscht.",
        "\u200eimage omitted",
        "<Media omitted>",
        "null",
        " ",
    ],
)
def test_a_notice_is_no_words(text: str) -> None:
    assert typed(text) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("At eight, not nine <This message was edited>", "At eight, not nine"),
        ("At eight \u200e<Viesti\u00e4 muokattiin>", "At eight"),
        ("Um acht\n<Diese Nachricht wurde bearbeitet.>", "Um acht"),
        ("I love you <3", "I love you <3"),
        ("the tag <b>", "the tag <b>"),
        ("Why was this message deleted?", "Why was this message deleted?"),
    ],
)
def test_what_was_typed_stays_and_the_note_behind_it_goes(text: str, words: str) -> None:
    assert typed(text) == words
