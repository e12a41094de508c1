"""A sign of life for a wait of seconds: what is being done, with a mark that moves, gone when it is done.

Does not know how long it takes (a bar does: `progress`). Drawn on stderr, and only where somebody can see it.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from forge_ai.cli.say import one_line

if TYPE_CHECKING:
    from rich.status import Status

    from forge_ai.comms.peers.access import AskCode

THINKING: Final = "Thinking ..."
SOON: Final = 1.0  # seconds: what is often done at once shows nothing until then


@contextmanager
def sign_of_life(what: str, after: float = 0.0) -> Iterator[Callable[[], None]]:
    """Shown while the block lasts, or until what it gives is called: a person who is to type must be left in peace.

    What takes less than ``after`` seconds shows nothing.
    """
    if not sys.stderr.isatty():
        yield _nothing
        return
    sign = _Sign(what)
    timer = threading.Timer(after, sign.begin)
    timer.daemon = True
    timer.start() if after else sign.begin()
    try:
        yield sign.end
    finally:
        timer.cancel()
        sign.end()


@contextmanager
def reaching(where: str) -> Iterator[AskCode]:
    """A sign while another device is being reached. It gives a way to ask the person for a code, in peace."""
    with sign_of_life(f"Reaching {where} ...", SOON) as end_sign:
        yield in_peace(end_sign)


def in_peace(end_sign: Callable[[], None]) -> AskCode:
    """A way to ask the person for a code, which takes the sign away first."""
    from forge_ai.comms.peers.terminal import ask_at_terminal

    def ask(question: str) -> str | None:
        end_sign()
        return ask_at_terminal(question)

    return ask


class _Sign:
    """Begins once at most, and not after its end, whichever thread says so."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._lock = threading.Lock()
        self._over = False
        self._status: Status | None = None

    def begin(self) -> None:
        from rich.console import Console
        from rich.text import Text

        with self._lock:
            if not self._over:
                console = Console(stderr=True)
                mark = "line" if console.options.ascii_only else "dots"  # an alphabet that lacks the dots
                self._status = console.status(Text(one_line(self._what)), spinner=mark)
                self._status.start()

    def end(self) -> None:
        with self._lock:
            self._over = True
            if self._status:
                self._status.stop()


def _nothing() -> None:
    """Nobody sees it, so that nothing is to be taken away."""
