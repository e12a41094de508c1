"""Text cut into pieces that are spoken one by one, while it is still being written.

Does not know who writes or speaks. The pieces joined are the text, letter by letter. A piece ends where a sentence,
a line or a block of code ends; abbreviations, numbers and initials end nothing. A sentence without an end is cut at a
comma or a space, so that no listener waits for it.
"""

from __future__ import annotations

import re
from typing import Final

SOFT_CHARACTERS: Final = 160  # from here on a comma ends a piece
HARD_CHARACTERS: Final = 280  # from here on a space does
FENCE: Final = "```"
_KNOWN_AHEAD: Final = 8  # characters after a mark by which it is known whether it ends a sentence
CODE_CHARACTERS: Final = 20_000  # after which a block of code that does not end is cut

# A candidate: an end mark, what closes around it, and white space with the first letter after it; or a line's end.
_END: Final = re.compile(
    r"(?P<mark>[.!?…]+)(?P<closing>[\"'”’»)\]*_`]*)(?P<gap>[ \t]+(?=\S)|[ \t]*\n)|[。！？]|\n"  # noqa: RUF001
)
_ABBREVIATIONS: Final = re.compile(
    r"mr|mrs|st|ms|dr|prof|rev|lt|sgt|capt|sr|jr|hon|pres|gov|supt|mt|"
    r"vol|vs|eq|ch|pp|p|cf|approx|appr|dept|ext|inc|ltd|"
    r"co|corp|bros|e\.g|i\.e|eg|ie|a\.k\.a|viz|cca|etc|jan|feb|apr|jun|jul|aug|"
    r"sep|sept|oct|nov|dec|mon|tue|tues|thu|thur|thurs|fri|u\.s|u\.k|u\.n|"
    r"d\.c|ph\.d|b\.c|a\.d|a\.m|p\.m|tel|bzw|usw|z\.b|d\.h|nr|str|dipl|evtl|"
    r"ggf|inkl|mio|mrd",
    re.IGNORECASE,
)
_ENDS_A_SENTENCE_TOO: Final = frozenset(("etc", "a.m", "p.m", "inc", "ltd", "co", "corp", "jr", "sr", "ph.d", "usw"))
_LAST_WORD: Final = re.compile(r"[\w.\-]*\Z")
_LIST_NUMBER: Final = re.compile(r"(?:^|\n)[ \t]*(?:[-*+][ \t]+)?(?:\d{1,3}|[A-Za-z])\Z")
_SOFT_CUT: Final = re.compile(r"[,;:–—]\s+")  # noqa: RUF001 - dashes as people write them


class Sentences:
    """Cuts one text, which comes bit by bit, into pieces."""

    def __init__(self) -> None:
        self._held = ""
        self._from = 0  # nothing before this place ends a piece

    def feed(self, text: str) -> list[str]:
        """Take in more of the text, and give the pieces that are whole now."""
        self._held += text
        pieces = []
        while end := self._end():
            pieces.append(self._held[:end])
            self._held, self._from = self._held[end:], 0
        return pieces

    def finish(self) -> list[str]:
        """The last pieces, when the text has ended. Nothing is lost: white space alone is a piece too."""
        pieces = self.feed("\n")
        if pieces:
            pieces[-1] += self._held
            self._held = ""
        rest = "".join(pieces[-1:]) + self._held
        self._held, self._from = "", 0
        return [*pieces[:-1], rest[:-1]] if rest[:-1] else pieces[:-1]

    def _end(self) -> int:
        """Where the first piece ends; 0 while that is not known."""
        if self._held.lstrip().startswith(FENCE):
            return self._end_of_code()
        end = self._natural_end()
        return self._cut(end or len(self._held)) or end

    def _natural_end(self) -> int:
        for found in _END.finditer(self._held, self._from):
            if self._is_end(found):
                return found.end()
            self._from = found.start() + 1
        return 0

    def _end_of_code(self) -> int:
        opening = self._held.index(FENCE)
        closing = self._held.find("\n" + FENCE, opening)
        line_end = self._held.find("\n", closing + 1) if closing >= 0 else -1
        if line_end >= 0:
            return line_end + 1
        return len(self._held) if len(self._held) > CODE_CHARACTERS else 0

    def _is_end(self, found: re.Match[str]) -> bool:
        before = self._held[: found.start()]
        if not before.strip() or _inside_code(before):
            return False
        mark = found["mark"]
        if "\n" in found[0] or mark != ".":
            return True
        return not self._is_abbreviated(before, self._held[found.end() : found.end() + 1])

    def _is_abbreviated(self, before: str, following: str) -> bool:
        """Whether the full stop after ``before`` belongs to a word or a number, and no sentence ends there."""
        if _LIST_NUMBER.search(before):
            return True
        found = _LAST_WORD.search(before)
        word = found[0].casefold() if found else ""
        if len(word) == 1 and word.isalpha() and word != "i":
            return True  # an initial
        if not _ABBREVIATIONS.fullmatch(word):
            return False
        return not (word in _ENDS_A_SENTENCE_TOO and following.isupper())

    def _cut(self, length: int) -> int:
        """Where a sentence of at least that length is cut; 0 when it is short enough."""
        if length > SOFT_CHARACTERS + _KNOWN_AHEAD:
            soft = [found.end() for found in _SOFT_CUT.finditer(self._held, 0, SOFT_CHARACTERS)]
            if soft and soft[-1] > SOFT_CHARACTERS // 3 and not _inside_code(self._held[: soft[-1]]):
                return soft[-1]
        if length <= HARD_CHARACTERS + _KNOWN_AHEAD:
            return 0
        space = self._held.rfind(" ", 1, HARD_CHARACTERS)
        return space + 1 if space > 0 else HARD_CHARACTERS


def _inside_code(before: str) -> bool:
    """Whether a line of text ends inside `code` that has been opened and not closed yet."""
    line = before.rpartition("\n")[2]
    return line.count("`") % 2 == 1
