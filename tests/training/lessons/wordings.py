"""The wordings that only the exam uses, for tests of what lessons say."""

from __future__ import annotations

import re

from forge_ai.training.lessons.identity import TRAITS
from forge_ai.training.lessons.small_talk import OCCASIONS


def plainly(text: str) -> str:
    """The text in small letters without marks, as a hasty person would type it too."""
    return " ".join(re.sub(r"[^\w' ]", " ", text.casefold()).split())


def kept_for_the_exam() -> set[str]:
    """All of them that stand by themselves."""
    held = {plainly(text) for kind in (*OCCASIONS, *TRAITS) for text in kind.held}
    assert len(held) > 80
    return held
