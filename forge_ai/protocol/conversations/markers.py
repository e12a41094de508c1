"""Chat markers in a person's words, broken so that no text can speak in another's role.

Chat templates are rendered to one text before it is read as tokens, and the reader cannot tell a marker of the
template from one that somebody typed. Pure: does not know which model will read the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

BREAK: Final = "\u2060"  # word joiner: without width, and no part of any marker

_COMMON: Final = (
    r"<\|[^\s<>|]{1,64}\|>",  # <|im_start|>, <|eot_id|>, <|end|> and their kin
    r"<｜[^\s<>｜]{1,64}｜>",  # noqa: RUF001 - the wide bars that some models use
    r"</?s>",
    r"<(?:bos|eos|pad|unk|mask|cls|sep)>",
    r"</?(?:start|end)_of_(?:turn|text|image|role)>",
    r"\[/?(?:INST|SYS|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|IMG|BOS|EOS)\]",
    r"<</?SYS>>",
)
_COMMON_MARKERS: Final = re.compile("|".join(_COMMON))


def defuse(text: str, markers: Iterable[str] = ()) -> str:
    """The text with an invisible character inside every marker, so that it reads the same and means nothing.

    Breaks the markers that models commonly use and those in `markers`, which a model's own header names. Doing it
    twice changes nothing more.
    """
    pattern = _pattern(tuple(markers))
    while (broken := pattern.sub(_break, text)) != text:  # again, because markers may overlap
        text = broken
    return text


def _break(match: re.Match[str]) -> str:
    marker = match[0]
    return f"{marker[0]}{BREAK}{marker[1:]}"


@lru_cache(maxsize=32)
def _pattern(markers: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for all; a marker of one character cannot be broken and would match everywhere."""
    own = sorted({marker for marker in markers if len(marker) > 1 and BREAK not in marker}, key=len, reverse=True)
    if not own:
        return _COMMON_MARKERS
    return re.compile("|".join([*map(re.escape, own), *_COMMON]))
