"""Telling the person something beside an answer, such as that another brain goes on with it.

Does not know where it is shown.
"""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[str], None]


def silent(_: str) -> None:
    """Tell nobody."""
