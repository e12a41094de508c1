"""A cached property that is computed once even when several threads ask for it at the same time.

`functools.cached_property` does not promise that from Python 3.12 on. Does not know what is computed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

Part = TypeVar("Part")


class Once(Generic[Part]):
    """Decorates a method. The value is kept in the object's ``__dict__`` and found there from then on."""

    def __init__(self, make: Callable[[Any], Part]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> Self: ...

    @overload
    def __get__(self, owner: object, kind: type) -> Part: ...

    def __get__(self, owner: object | None, kind: type) -> Self | Part:
        """The value. Blocks while another thread computes it."""
        if owner is None:
            return self
        parts: dict[str, Any] = vars(owner)
        with parts.setdefault(f"making {self._name}", threading.RLock()):
            if self._name not in parts:
                parts[self._name] = self._make(owner)
            made: Part = parts[self._name]
            return made
