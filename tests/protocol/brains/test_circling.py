import pytest

from forge_ai.protocol.brains.circling import CIRCLING_LETTERS, Circling


def noticed_after(pieces):
    """How many letters were said when it was noticed; None when it never was."""
    circling, said = Circling(), 0
    for piece in pieces:
        said += len(piece)
        if circling.hear(piece):
            return said
    return None


@pytest.mark.parametrize("round_", ["a", " sing", "oper", "on and on and on and on "])
def test_one_word_without_end_is_noticed_soon(round_):
    said = noticed_after(["I will remember that", *[round_] * 1000])
    assert said is not None
    assert said <= 20 + CIRCLING_LETTERS + 2 * 24


@pytest.mark.parametrize(
    "pieces",
    [
        ["-" * 120, "\n"],
        ["| a | b |\n", "|---|---|\n"] * 3 + [f"| {number} | {number} |\n" for number in range(100)],
        [f"{number} " for number in range(500)],
        ["ha "] * 60,
        ["No sentence is the same as the one before it, although this one is long. "] * 20,
        [""] * 1000,
    ],
)
def test_what_a_person_may_want_is_none(pieces):
    assert noticed_after(pieces) is None


def test_it_does_not_matter_how_an_answer_is_cut():
    assert Circling().hear("sing" * 200)
    assert noticed_after(list("sing" * 200)) == CIRCLING_LETTERS + 24
