"""Whole numbers in foreign JSON: `true` and `1.0` are equal to 1 in Python, and are no whole numbers here.

Pure: does not know what is counted.
"""

from __future__ import annotations

from typing import TypeGuard


def is_whole(value: object) -> TypeGuard[int]:
    """Whether that is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_version(value: object, version: int) -> bool:
    """Whether that is the number of exactly this version."""
    return is_whole(value) and value == version
