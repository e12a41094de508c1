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
SOON: Final = 1.0  # seconds before the sign appears, for what is often done at once


@contextmanager
def sign_of_life(what: str, after: float = 0.0) -> Iterator[Callable[[], None]]:
    """Show ``what`` with a moving mark while the block lasts, from ``after`` seconds on.

    Gives a function that takes the sign away before the end, so that a person can be asked something.
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
    """Show a sign while another device is being reached. Gives a function that asks the person for a code."""
    with sign_of_life(f"Reaching {where} ...", SOON) as end_sign:
        yield in_peace(end_sign)


def in_peace(end_sign: Callable[[], None]) -> AskCode:
    """A function that asks the person for a code, and takes the sign away before that."""
    from forge_ai.comms.peers.terminal import ask_at_terminal

    def ask(question: str) -> str | None:
        end_sign()
        return ask_at_terminal(question)

    return ask


class _Sign:
    """The sign. Begins once at most, and never after its end, whichever threads call."""

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
    """Do nothing: there is no terminal, so no sign that could be taken away."""
