"""Runs work in a thread, and frees what its frames held when it fails.

An error that passes through a thread's future keeps the future and all its frames alive in a reference cycle until the
garbage collector runs: megabytes of a stranger's request, each time. Does not know what is done.
"""

from __future__ import annotations

from collections.abc import Callable
from traceback import clear_frames
from typing import ParamSpec, TypeVar

from starlette.concurrency import run_in_threadpool

from forge_ai.errors import ForgeError

Given = ParamSpec("Given")
Found = TypeVar("Found")


async def in_thread(work: Callable[Given, Found], *given: Given.args, **named: Given.kwargs) -> Found:
    """Call ``work`` in a thread and return what it returns. Raises what it raises; our own errors without traceback."""
    found: Found | None
    error: ForgeError | None
    found, error = await run_in_threadpool(_tried, lambda: work(*given, **named))
    if error is None:
        return found  # type: ignore[return-value]
    try:
        raise error
    finally:
        del error  # this frame is in its traceback


def _tried(work: Callable[[], Found]) -> tuple[Found | None, ForgeError | None]:
    try:
        return work(), None
    except ForgeError as error:
        _let_go(error)
        return None, error


def _let_go(error: BaseException) -> None:
    """Clear the frames that the error, and the errors that caused it, passed through."""
    seen: BaseException | None = error
    while seen is not None:
        clear_frames(seen.__traceback__)
        seen.__traceback__, seen = None, seen.__cause__ or seen.__context__
