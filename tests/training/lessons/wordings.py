"""The wordings that only the exam uses, for tests of what lessons say."""

from __future__ import annotations

import re

from forge_ai.training.lessons.assistant.identity import TRAITS
from forge_ai.training.lessons.assistant.persona import NOBODY
from forge_ai.training.lessons.exchanges.small_talk import OCCASIONS
from forge_ai.training.lessons.question import stands_in


def plainly(text: str) -> str:
    """The text in small letters without marks, as a hasty person would type it too."""
    return " ".join(re.sub(r"[^\w' ]", " ", text.casefold()).split())


def kept_for_the_exam() -> set[str]:
    """All of them that stand by themselves."""
    held = {plainly(text) for kind in (*OCCASIONS, *TRAITS) for text in kind.held}
    assert len(held) > 80
    return held


def marked_wrong(said: tuple[str, ...], answers: tuple[str, ...]) -> list[tuple[str, str]]:
    """Words of the exam's occasions and traits among those said, each with an answer that the exam would not take."""
    sought = {plainly(text): one.sought for one in OCCASIONS for text in (*one.said, *one.held)}
    sought |= {plainly(text): one.sought(NOBODY) for one in TRAITS for text in (*one.asked, *one.held)}
    return [
        (text, answer)
        for text in filter(plainly, said)
        for answer in answers
        if not any(stands_in(word, answer) for word in sought.get(plainly(text), (answer,)))
    ]
