"""How much of the device's memory a training takes: what was freed is given back, and PyTorch keeps fewer plans.

Batches have ever other shapes. Each leaves gaps that glibc keeps, and plans for its products (oneDNN's primitives) in
two caches of a thousand each: a training grew to gigabytes. Does not know what is trained.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from functools import cache
from typing import Final

PLANS: Final = ("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "LRU_CACHE_CAPACITY")  # of the library, and of PyTorch's way to it
MOST_PLANS: Final = 64  # a step needs some twenty


def keep_few_plans() -> None:
    """Bound the plans that PyTorch keeps, unless the person did; to be called before anything is computed."""
    for name in PLANS:
        os.environ.setdefault(name, str(MOST_PLANS))  # noqa: TID251 - no setting of ours: PyTorch reads it there


def give_back() -> None:
    """Give freed memory back; costs some milliseconds. Does nothing where the C library has no such call."""
    free = freeing_call()
    if free is not None:
        free(0)


@cache
def freeing_call() -> Callable[[int], int] | None:
    """The C library's call that gives freed memory back; None where it has none."""
    if sys.platform != "linux":
        return None
    free: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
    return free
