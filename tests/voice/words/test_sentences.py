from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.voice.words.sentences import HARD_CHARACTERS, Sentences
from forge_ai.voice.words.spoken import spoken


def pieces(text, size=0):
    sentences, found = Sentences(), []
    for start in range(0, len(text), size or max(1, len(text))):
        found += sentences.feed(text[start : start + (size or len(text))])
    return found + sentences.finish()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello. How are you?", ["Hello. ", "How are you?"]),
        ("Dr. Smith met Mrs. Jones, e.g. at 5 p.m. on Mt. Fuji.", None),
        (
            "It costs 3.50 dollars. That is 1,000.25 too much!",
            ["It costs 3.50 dollars. ", "That is 1,000.25 too much!"],
        ),
        ("We left at 5 p.m. Then it rained.", ["We left at 5 p.m. ", "Then it rained."]),
        ("J. R. R. Tolkien wrote it.", None),
        ("The answer is no. It stays no.", ["The answer is no. ", "It stays no."]),
        ('He said "Stop." Then he left.', ['He said "Stop." ', "Then he left."]),
        ("Version 1.2.3 is out. Get it.", ["Version 1.2.3 is out. ", "Get it."]),
        ("1. Open it.\n2. Close it.\n", ["1. Open it.\n", "2. Close it.\n"]),
        ("- one\n- two\n", ["- one\n", "- two\n"]),
        ("Wait... really? Yes!", ["Wait... ", "really? ", "Yes!"]),
        ("Run `a. b` now. Then stop.", ["Run `a. b` now. ", "Then stop."]),
        ("Code:\n```py\nx = 1. \ny()\n```\nDone.", ["Code:\n", "```py\nx = 1. \ny()\n```\n", "Done."]),
        ("See https://a.example/b.c for it. Bye.", ["See https://a.example/b.c for it. ", "Bye."]),
        ("これは本です。あれも。", ["これは本です。", "あれも。"]),
        ("", []),
        ("no end", ["no end"]),
        ("\n\n", ["\n\n"]),
    ],
)
def test_pieces_end_where_sentences_do_however_the_text_comes(text, expected):
    for size in (0, 1, 2, 3, 7):
        assert pieces(text, size) == (expected if expected is not None else [text]), size


@given(st.text(alphabet=st.sampled_from("ab .!?,\n`*-1Dr…\"'。|#"), max_size=400), st.integers(1, 9))
def test_the_pieces_joined_are_the_text(text, size):
    assert "".join(pieces(text, size)) == text


@given(st.text(max_size=300), st.integers(1, 40))
def test_any_text_at_all_comes_through(text, size):
    assert "".join(pieces(text, size)) == text
    for piece in pieces(text, size):
        assert "\n" not in spoken(piece)


def test_a_sentence_without_an_end_is_cut():
    text = "and so on " * 100
    found = pieces(text, 5)
    assert "".join(found) == text
    assert all(len(piece) <= HARD_CHARACTERS for piece in found)
    assert len(pieces("a word, " * 100)[0]) < 170


def test_a_first_sentence_is_given_before_the_second_one_is_whole():
    sentences = Sentences()
    assert sentences.feed("I am here. And") == ["I am here. "]


@pytest.mark.parametrize(
    ("piece", "said"),
    [
        ("**Bold** and _soft_ and `code`.", "Bold and soft and code."),
        ("## A heading\n", "A heading"),
        ("- an item\n", "an item"),
        ("See [the page](https://a.example/x?y=1).", "See the page."),
        ("Go to https://docs.example.org/a/b.html now.", "Go to docs.example.org now."),
        ("```py\na\nb\n```\n", "Here are 2 lines of code."),
        ("| a | b |\n", "a, b,"),
        ("|---|---|\n", ""),
        ("***\n", ""),
        ("😀👍", ""),
        ("Hi 😀!", "Hi !"),
        ("\x1b[31mred\x07", "31mred"),
        ("2 < 3 & <b>x</b>", "2 3 & b x /b"),
        ("3.50 dollars", "3.50 dollars"),
    ],
)
def test_marks_for_the_eye_are_not_said(piece, said):
    assert spoken(piece) == said
