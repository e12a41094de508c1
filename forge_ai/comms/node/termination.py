"""Waiting until a person or the system wants a program to end, by Ctrl-C or a termination signal.

Does not know what is ended.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

SIGNAL_SECONDS: Final = 0.5  # a signal that another thread took, as after Ctrl-Z and fg, wakes no waiting lock


def wait_for_end(stopped: threading.Event) -> None:
    """Return when ``stopped`` is set, or a signal asks for the end."""
    with suppress(KeyboardInterrupt):
        while not stopped.wait(SIGNAL_SECONDS):
            pass


@contextmanager
def termination_as_interrupt() -> Iterator[None]:
    """While inside, a termination signal ends the wait as Ctrl-C does, and Ctrl-C also where a shell had it ignored.

    Only the main thread may set signals.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = (signal.SIGTERM, signal.SIGINT)
    old = [signal.signal(number, signal.default_int_handler) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, old, strict=True):
            signal.signal(number, handler)
