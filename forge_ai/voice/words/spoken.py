"""What is said aloud of a piece of text: words without the marks that only an eye needs.

Does not know engines. Code, tables and addresses are named instead of spelled; they stand on the screen.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from forge_ai.voice.words.sentences import FENCE

_LINK: Final = re.compile(r"!?\[([^\]\n]{0,500})\]\([^)\s]{0,2000}\)")
_ADDRESS: Final = re.compile(r"\bhttps?://([^\s/<>\"')\]]+)[^\s<>\"')\]]*")
_RULE: Final = re.compile(r"^\s*(?:[-*_=]\s*){3,}$", re.MULTILINE)
_TABLE_LINE: Final = re.compile(r"^\s*\|[\s:|-]*\|?\s*$", re.MULTILINE)
_LINE_MARKS: Final = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+•][ \t]+|\|)", re.MULTILINE)
_EMPHASIS: Final = re.compile(r"(\*{1,3}|_{1,3}|~~)(?=\S)(.{1,2000}?)(?<=\S)\1", re.DOTALL)
_TICKS: Final = re.compile(r"`+")
_CELL: Final = re.compile(r"[ \t]*\|[ \t]*")
_LETTERS: Final = re.compile(r"\w")


def spoken(piece: str) -> str:
    """The words to say for a piece of Markdown, on one line; empty when there is nothing to say."""
    if piece.lstrip().startswith(FENCE):
        lines = len(piece.strip().splitlines()) - (2 if piece.rstrip().endswith(FENCE) else 1)
        return f"Here are {lines} lines of code." if lines > 1 else "Here is a line of code." if lines == 1 else ""
    text = _RULE.sub(" ", _TABLE_LINE.sub(" ", piece))
    text = _ADDRESS.sub(r"\1", _LINK.sub(r"\1", text))
    text = _TICKS.sub("", _LINE_MARKS.sub("", text))
    text = _CELL.sub(", ", _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text)))
    text = " ".join("".join(letter if _is_said(letter) else " " for letter in text).split())
    return text if _LETTERS.search(text) else ""


def _is_said(letter: str) -> bool:
    """Whether a character is read aloud: no control characters, pictures, or signs that only mark something up."""
    if letter in "<>{}[]\\^~|*#":
        return False
    return unicodedata.category(letter) not in {"Cc", "Cf", "Co", "Cn", "Cs", "So", "Sk"}
