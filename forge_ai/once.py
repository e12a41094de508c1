"""A part of an object that is made when it is first asked for: once, whichever threads ask.

`functools.cached_property` promises that no more from Python 3.12 on. Does not know what is made.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

Part = TypeVar("Part")


class Once(Generic[Part]):
    """A method as such a part. What was made lies in the object's own dictionary, so nothing stands before it then."""

    def __init__(self, make: Callable[[Any], Part]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> Self: ...

    @overload
    def __get__(self, owner: object, kind: type) -> Part: ...

    def __get__(self, owner: object | None, kind: type) -> Self | Part:
        """The part; it is waited for while another thread makes it."""
        if owner is None:
            return self
        parts: dict[str, Any] = vars(owner)
        with parts.setdefault(f"making {self._name}", threading.RLock()):
            if self._name not in parts:
                parts[self._name] = self._make(owner)
            made: Part = parts[self._name]
            return made
