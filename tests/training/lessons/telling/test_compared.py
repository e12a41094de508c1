from __future__ import annotations

import re
from random import Random

from forge_ai.training.lessons.telling.compared import ages, towns


def test_the_older_one_has_the_greater_number():
    for seed in range(300):
        told = ages(Random(seed))
        first, one, second, other = re.fullmatch(r"(.+) is (\d+) and (.+) is (\d+)", told.clause).groups()
        answers = [answer for _, answer in told.asked]
        older, younger = (first, second) if int(one) > int(other) else (second, first)
        assert any(answer.endswith(f", so {older} is older.") for answer in answers)
        assert any(answer.endswith(f", so {younger} is younger.") for answer in answers)
        assert sum(answer.startswith("Yes, ") for answer in answers) == 1
        assert sum(answer.startswith("No, ") for answer in answers) == 1


def test_two_live_in_the_same_town_or_they_do_not():
    seen = set()
    for seed in range(200):
        told = towns(Random(seed))
        mine, theirs = re.fullmatch(r"you live in (.+) and .+ lives in (.+)", told.clause).groups()
        answers = [answer for question, answer in told.asked if "same town" in question]
        assert answers
        assert all(answer.startswith("Yes, you both" if mine == theirs else "No, ") for answer in answers)
        seen.add(mine == theirs)
    assert seen == {True, False}
