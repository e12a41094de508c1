"""A sign of life for a wait of seconds: what is being done, with a mark that moves, gone when it is done.

Does not know how long it takes (a bar does: `progress`). Drawn on stderr, and only where somebody can see it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from forge_ai.cli.say import one_line


@contextmanager
def sign_of_life(what: str) -> Iterator[Callable[[], None]]:
    """Shown while the block lasts, or until what it gives is called: a person who is to type must be left in peace."""
    if not sys.stderr.isatty():
        yield _nothing
        return
    from rich.console import Console
    from rich.text import Text

    status = Console(stderr=True).status(Text(one_line(what)))
    status.start()
    try:
        yield status.stop
    finally:
        status.stop()


def _nothing() -> None:
    """Nobody sees it, so that nothing is to be taken away."""
