"""The seam for notes to the person beside an answer, such as that another brain goes on with it.

Does not know where they are shown.
"""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[str], None]


def silent(_: str) -> None:
    """Tell nobody."""
