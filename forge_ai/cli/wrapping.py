"""Words on a terminal: lines that are broken between words, where the terminal would break within one.

Does not know what is said. Commands stay whole where they can, so that they can be copied; code stays as it is.
"""

from __future__ import annotations

import os
import re
from typing import TextIO

_LEAST = 20  # columns: a narrower terminal breaks lines itself
_CHUNK = re.compile(r"(\s*)(`[^`]+`\S*|(?:(?<=: )|(?<=\())(?:forge-ai|pip) (?:(?! {2})[^();])*[^();\s]|\S+)")
_COLUMN = re.compile(r"\S {2,}(?=\S)")
_FENCE = "```"  # before and after code
_ENDS = 2  # of lines, between which one line is blank


def columns_of(stream: TextIO) -> int:
    """How many columns the terminal behind a stream has; 0 where there is none, or it does not say."""
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 0


def wrapped(text: str, columns: int) -> str:
    """Text broken between words into lines of that many columns at most; continued lines are indented like the first.

    Fewer than 20 columns change nothing, so 0 does not either.
    """
    if columns < _LEAST:
        return text
    return "\n".join(_filled(line, columns) for line in text.split("\n"))


def _filled(line: str, columns: int) -> str:
    if _cells(line) <= columns:
        return line
    margin, rows, row = " " * _hanging(line, columns), [], ""
    for space, chunk in _CHUNK.findall(line):
        if row.strip() and _cells(row + space + chunk) > columns:
            rows.append(row)
            row = margin + chunk
        else:
            row += space + chunk
    return "\n".join([*rows, row])


def _hanging(line: str, columns: int) -> int:
    """Where the second row begins: below the second column of a list, else below the beginning."""
    second = max((found.end() for found in _COLUMN.finditer(line)), default=0)
    return second if 0 < second <= columns // 2 else len(line) - len(line.lstrip())


class Flow:
    """Wraps text that comes in pieces: a word that reaches the edge is taken back and begins the next line.

    ``columns`` 0 changes nothing. Code and tables of Markdown are left to the terminal. Blank lines are left out at the
    beginning and at the end; between other lines one is enough, but for code.
    """

    def __init__(self, columns: int) -> None:
        self._columns = columns if columns >= _LEAST else 0
        self._edge = columns - 1  # where every terminal still stands on the line
        self._at = 0
        self._word = ""
        self._begin = ""  # of the line
        self._is_code = False
        self._is_begun = False
        self._ends = 0  # line ends that are not sent before something stands below them
        self._margin = ""  # spaces with which a line begins, not sent either

    def name(self, text: str) -> str:
        """What to send for the name of who speaks, behind which the text begins."""
        sent = self.take(text)
        self._is_begun, self._begin = False, ""
        return sent

    def take(self, text: str) -> str:
        """What to send to the terminal for this piece of text."""
        return "".join(map(self._without_blank_lines, text)) if self._columns else text

    def _without_blank_lines(self, letter: str) -> str:
        if letter == "\n":
            self._end_line()
            return ""
        if letter in " \t" and (self._ends or not self._is_begun):
            self._margin += letter
            return ""
        ends, margin = "\n" * self._ends, self._margin
        self._is_begun, self._ends, self._margin = True, 0, ""
        return ends + "".join(map(self._letter, f"{margin}{letter}"))

    def _end_line(self) -> None:
        self._is_code ^= self._begin == _FENCE
        self._at, self._word, self._begin, self._margin = 0, "", "", ""
        if self._is_begun and (self._is_code or self._ends < _ENDS):
            self._ends += 1

    def _letter(self, letter: str) -> str:
        self._begin = (self._begin + letter)[: len(_FENCE)]
        if self._is_code or self._begin.startswith((_FENCE, "|")):
            return letter
        return self._space() if letter == " " else self._shown(letter, _cells(letter))

    def _space(self) -> str:
        self._word = ""
        if self._at >= self._edge:  # the line is full, and breaks here
            return ""
        self._at += 1
        return " "

    def _shown(self, letter: str, cells: int) -> str:
        before = 0 if cells > 1 else _cells(self._word)  # between wide letters any place is good
        if self._at + cells > self._edge and self._at > before:
            self._word = self._word + letter if before else letter
            self._at = before + cells
            return f"\x1b[{before}D\x1b[K\n{self._word}" if before else f"\n{letter}"
        self._word += letter
        self._at += cells
        if self._at > self._columns:  # a word longer than a line goes on in the next one, as the terminal does it
            self._at -= self._columns
        return letter


def _cells(text: str) -> int:
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
