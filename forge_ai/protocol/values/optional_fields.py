"""Fields of a foreign request that may be left out: without them, or with null, something usual is meant.

Pure: does not know what a field is for. An empty value of another kind, as `{}` for a text, is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from forge_ai.errors import BadInput

T = TypeVar("T")


def text_in(fields: Mapping[str, Any], name: str, hint: str | None = None) -> str:
    """The text of that name, "" where there is none. Raises :class:`BadInput` when it is anything else."""
    return _of_kind(fields, name, str, "", "must be text", hint)


def switch_in(fields: Mapping[str, Any], name: str, *, usual: bool, hint: str | None = None) -> bool:
    """The switch of that name, ``usual`` where there is none. Raises :class:`BadInput` when it is anything else."""
    return _of_kind(fields, name, bool, usual, "must be true or false", hint)


def object_in(fields: Mapping[str, Any], name: str, hint: str | None = None) -> Mapping[str, Any]:
    """The object of that name, an empty one where there is none. Raises :class:`BadInput` when it is anything else."""
    found: Mapping[str, Any] = _of_kind(fields, name, dict, {}, "must be an object", hint)
    return found


def _of_kind(fields: Mapping[str, Any], name: str, kind: type[T], usual: T, told: str, hint: str | None) -> T:
    found = fields.get(name)
    if found is None:
        return usual
    if not isinstance(found, kind):
        raise BadInput(f'"{name}" {told}.', hint=hint)
    return found
