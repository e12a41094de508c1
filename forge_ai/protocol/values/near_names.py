"""The names that there are, for whoever asked for one that there is not: some of them, and the one that was meant.

Pure. Does not know what bears the names; they may be a stranger's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import islice
from typing import Final

from forge_ai.limits import NAME_LENGTH

_LISTED: Final = 12
_LOOKED_AT: Final = 200  # to compare more would cost a node time for each wrong name
_NEAR: Final = 0.7


def listed(names: Iterable[str]) -> str:
    """The first dozen names in a row; "none" without any."""
    good = list(islice((name for name in names if _is_harmless(name)), _LISTED + 1))
    return ", ".join([*good[:_LISTED], *(["..."] if len(good) > _LISTED else [])]) or "none"


def guess(asked: str, names: Sequence[str]) -> str:
    """`Did you mean alice? ` when a name is near to the one that was asked for; else nothing."""
    by_letters = {name.casefold(): name for name in names[:_LOOKED_AT] if _is_harmless(name)}
    near = get_close_matches(asked[-100:].rpartition("/")[2].casefold(), by_letters, 1, _NEAR)
    return f"Did you mean {by_letters[near[0]]}? " if near else ""


def _is_harmless(name: str) -> bool:
    """Whether a stranger's name may stand in a line."""
    return 0 < len(name) <= NAME_LENGTH and name.isascii() and name.isprintable()
