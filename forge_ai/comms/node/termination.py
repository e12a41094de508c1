"""Waiting until a person or the system wants a program to end: Ctrl-C, a termination signal, a closed terminal.

Does not know what is ended.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Final

SIGNAL_SECONDS: Final = 0.5  # a signal that another thread took, as after Ctrl-Z and fg, wakes no waiting lock


def wait_for_end(stopped: threading.Event) -> None:
    """Return when ``stopped`` is set, or a signal asks for the end.

    This thread waits for a lock of its own. A signal that interrupts it inside an event can leave that locked, and
    whoever sets the event at the end would wait for ever.
    """
    over = threading.Lock()
    over.acquire()

    def pass_on() -> None:
        stopped.wait()
        over.release()

    with suppress(KeyboardInterrupt):
        threading.Thread(target=pass_on, name="end", daemon=True).start()
        while not over.acquire(timeout=SIGNAL_SECONDS):
            pass


@contextmanager
def termination_as_interrupt() -> Iterator[None]:
    """While inside, a termination signal or a closed terminal ends the wait as Ctrl-C does.

    So does Ctrl-C itself, also where a shell had it ignored.

    Only the main thread may set signals.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = (signal.SIGTERM, signal.SIGINT)
    old = [signal.signal(number, signal.default_int_handler) for number in numbers]
    try:
        with hangup_as(signal.default_int_handler):
            yield
    finally:
        for number, handler in zip(numbers, old, strict=True):
            signal.signal(number, handler)


@contextmanager
def hangup_as(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """While inside, ``handler`` hears of a terminal that was closed, unless nobody wants to hear of it (`nohup`).

    It hears of it once, and the orderly end that it begins is not disturbed: the shell sends the same once more.
    """
    number = getattr(signal, "SIGHUP", None)  # not on Windows
    if number is None or signal.getsignal(number) is not signal.SIG_DFL:
        yield
        return

    def hear(number: int, frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_IGN)
        handler(number, frame)

    signal.signal(number, hear)
    try:
        yield
    finally:
        if signal.getsignal(number) is hear:
            signal.signal(number, signal.SIG_DFL)
