"""Joins what the next brain writes to what the last one wrote, so that nothing stands in the answer twice.

Pure. The next brain is given what was said as the beginning of its own turn and should go on from there; this module
copes with those that begin anew instead, and with blanks on both sides of the joint.
"""

from __future__ import annotations

from typing import Final

COINCIDENCE: Final = 16  # letters that two different texts may have in common at their beginning


class Joint:
    """Takes the next brain's text in parts of any size and gives what is to be said, after ``said`` was."""

    def __init__(self, said: str) -> None:
        self._said = said
        self._held = ""
        self._open = bool(said)

    @property
    def prefill(self) -> str:
        """What the next brain is given as the beginning of its turn; no model was trained with a blank at its end."""
        return self._said.rstrip()

    def feed(self, text: str) -> str:
        """The part of this text that goes on; empty while it is not yet clear whether the answer begins anew."""
        if not self._open:
            return text
        self._held += text
        if self._said.lstrip().startswith(self._held.lstrip()):
            return ""  # nothing yet, or the beginning of what was said already
        return self._decide()

    def end(self) -> str:
        """What is left when the answer has ended: an answer that was only said again adds nothing."""
        return self._decide() if self._open and self._held.strip() else ""

    def _decide(self) -> str:
        self._open = False
        new, said = self._held.lstrip(), self._said.strip()
        common = _common(said, new)
        rest = new[common:] if common >= min(COINCIDENCE, len(said)) else self._held
        return rest.lstrip() if self._said[-1:].isspace() else rest


def _common(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
