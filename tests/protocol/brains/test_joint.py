from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.protocol.brains.joint import COINCIDENCE, Joint

SAID = "The sea is deep and the sky is wide, "


def whole(said, *parts):
    joint = Joint(said)
    return said + "".join(joint.feed(part) for part in parts) + joint.end()


@pytest.mark.parametrize(
    ("said", "parts", "result"),
    [
        ("", ("Hello", " you"), "Hello you"),
        ("Hello", (" you",), "Hello you"),
        ("Hello ", (" you",), "Hello you"),
        ("Hello ", ("you",), "Hello you"),
        ("Hel", ("lo",), "Hello"),
        (SAID, ("and I am small.",), SAID + "and I am small."),
        (SAID, ("The sea is deep and", " the sky is wide, ", "and I am small."), SAID + "and I am small."),
        (SAID, (SAID,), SAID),
        (SAID, ("The sea is deep and dark.",), SAID + "dark."),
        (SAID, ("The end.",), SAID + "The end."),
        (SAID, ("The",), SAID + "The"),
        (SAID, (), SAID),
        (SAID, ("", " ", ""), SAID),
        ("Yes", ("Yes, of course.",), "Yes, of course."),
    ],
)
def test_nothing_stands_twice_at_a_seam(said, parts, result):
    assert whole(said, *parts) == result


def test_a_turn_never_begins_with_a_blank_at_its_end():
    assert Joint("Hello \n").prefill == "Hello"


words = st.text("ab .", max_size=60)


@given(words, st.text("cdef ,", max_size=40), st.data())
def test_what_goes_on_differently_is_kept_whatever_its_parts(said, new, data):
    parts = []
    rest = new
    while rest:
        size = data.draw(st.integers(1, len(rest)))
        parts.append(rest[:size])
        rest = rest[size:]
    assert "".join(whole(said, *parts).split()) == "".join((said + new).split())


@given(st.text("abc ", min_size=COINCIDENCE, max_size=60), st.text("xyz", max_size=10))
def test_an_answer_that_begins_anew_is_not_said_again(said, more):
    if len(said.strip()) >= COINCIDENCE:
        assert "".join(whole(said, said.strip(), more).split()) == "".join((said + more).split())
