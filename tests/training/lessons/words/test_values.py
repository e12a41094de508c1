from __future__ import annotations

from random import Random

import pytest

from forge_ai.training.lessons.words.names import draw, is_held_out
from forge_ai.training.lessons.words.values import KINDS


@pytest.mark.parametrize("kind", ["town", "boat"])
def test_a_name_that_the_exam_has_alone_stands_in_no_longer_one_of_a_lesson(kind: str) -> None:
    drawn = [draw(KINDS[kind], Random(seed), held_out=False).split() for seed in range(3000)]
    longer = [words for words in drawn if len(words) == 2]
    beginnings = {first for first, second in longer if not second.isdigit()}
    names = {word for words in longer for word in words if not word.isdigit()} - beginnings
    assert len(names) > 300
    assert not {name for name in names if is_held_out(name) and name not in ("Kong", "York")}
