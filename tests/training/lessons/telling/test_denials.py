from __future__ import annotations

from random import Random

from forge_ai.training.lessons.telling.denials import told_denial


def test_what_is_no_longer_so_is_said_back_and_never_as_what_is_so() -> None:
    for seed in range(300):
        one = told_denial(Random(seed))
        assert "no longer" in one.said or "not " in one.said
        assert one.said[0].isupper()
        assert one.said.endswith(".")
        for question, answer in one.asked:
            assert question.strip()
            assert answer in (f"I only know that {one.clause}.", f"No, {one.clause}.")


def test_a_boat_that_is_not_green_any_more_is_said_so_of_the_listener() -> None:
    told = {(one.said, one.clause) for one in (told_denial(Random(seed)) for seed in range(3000))}
    mine = [(said, clause) for said, clause in told if said.startswith("My boat is not ")]
    assert mine
    assert all(clause == said.rstrip(".").replace("My", "your", 1) for said, clause in mine)
    drives = [(said, clause) for said, clause in told if said.startswith("I no longer drive ")]
    assert drives
    assert all(clause == said.rstrip(".").replace("I", "you", 1) for said, clause in drives)
