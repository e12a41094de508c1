from __future__ import annotations

from random import Random

from forge_ai.training.lessons.words.names import draw, invented_name, is_held_out


def test_invented_names_are_plain_words_with_a_capital() -> None:
    random = Random(1)
    for name in (invented_name(random) for _ in range(2000)):
        assert name.isalpha()
        assert name.istitle()
        assert 2 <= len(name) <= 20


def test_among_many_names_hardly_one_comes_twice() -> None:
    random = Random(2)
    names = [invented_name(random) for _ in range(5000)]
    assert len(set(names)) > 4500


def test_about_a_tenth_of_all_names_is_held_out_whatever_the_case() -> None:
    random = Random(3)
    names = [invented_name(random) for _ in range(4000)]
    assert 0.08 < sum(map(is_held_out, names)) / len(names) < 0.12
    assert all(is_held_out(name) == is_held_out(name.upper()) for name in names)


def test_drawing_keeps_to_the_wanted_side() -> None:
    random = Random(4)
    assert all(is_held_out(draw(invented_name, random, held_out=True)) for _ in range(50))
    assert not any(is_held_out(draw(invented_name, random, held_out=False)) for _ in range(200))
